package dev.hedgerow.bench;

import dev.hedgerow.graph.Graph;
import dev.hedgerow.graph.LoadRequest;
import dev.hedgerow.graph.WriteRequest;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.operations.RecordedStep;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** Rebuilds beside a bare COPY, how soon a commit is seen, and queries in process. */
final class ProjectionBench implements Benchmark {
    private static final People PEOPLE = new People(200_000, 5);
    private static final int BUILDS = 5;
    private static final int COMMITS = 200;
    private static final int QUERIES = 1_000;
    private static final Duration SEEN_MAX = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "projection";
    }

    @Override
    public void run(Path folder, Report report) throws IOException {
        try (var side = new ReadSide(folder.resolve("node"))) {
            Graph graph = load(side, report);
            rebuilds(side, graph, new BareCopy(folder), report);
            visibility(side, graph, report);
            queries(side, graph, report);
            report.line("resident memory: %d MiB", Memory.residentMebibytes());
        }
    }

    private static Graph load(ReadSide side, Report report) {
        report.doing("load of %,d nodes and %,d edges", PEOPLE.count(), PEOPLE.edges());
        Graph graph = side.create(People.graph("people"));
        var _ = graph.load(LoadRequest.of("main", List.of(PEOPLE.source()), "bench")).orThrow();
        return graph;
    }

    private static void rebuilds(ReadSide side, Graph graph, BareCopy bare, Report report)
            throws IOException {
        report.doing("rebuilds and bare copies");
        var rebuilds = new long[BUILDS];
        var stages = new long[BUILDS];
        var copies = new long[BUILDS];
        long peak = 0;
        String steps = "";
        for (int i = -1; i < BUILDS; i++) {
            long stage = (long) (bare.stage(graph) * 1e6);
            long copy = (long) (bare.copy(side.engine(), "bare" + i) * 1e6);
            Memory.forgetPeak();
            long begin = System.nanoTime();
            steps = text(side.rebuild(graph.id()));
            if (i >= 0) {
                stages[i] = stage;
                copies[i] = copy;
                rebuilds[i] = System.nanoTime() - begin;
                peak = Math.max(peak, Memory.peakMebibytes());
            }
        }
        double rebuild = new Samples(rebuilds).median();
        double copy = new Samples(copies).median();
        report.line(
                "rebuild of %,d nodes and %,d edges: %.0f ms, %.2fx the bare COPY of the same"
                        + " Parquet files (%.0f ms), %d MiB resident at most",
                PEOPLE.count(), PEOPLE.edges(), rebuild, rebuild / copy, copy, peak);
        report.line(
                "staging alone, table by table: %.0f ms; the last rebuild in steps: %s",
                new Samples(stages).median(), steps);
    }

    private static String text(List<RecordedStep> steps) {
        return steps.stream()
                .map(step ->
                        String.format(
                                Locale.ROOT,
                                "%s %d ms",
                                step.name(),
                                Duration.between(step.began(), step.ended()).toMillis()))
                .collect(Collectors.joining(", "));
    }

    private static void visibility(ReadSide side, Graph graph, Report report) {
        report.doing("commits until they are seen");
        var commits = new long[COMMITS];
        var seen = new long[COMMITS];
        for (int i = -COMMITS / 10; i < COMMITS; i++) {
            long begin = System.nanoTime();
            var row = People.person(PEOPLE.count() + COMMITS + i, 30);
            Stamp commit =
                    graph.write(WriteRequest.of("main", List.of(row), "bench")).orThrow().commit();
            long committed = System.nanoTime();
            side.projections().await(graph.id(), commit, SEEN_MAX);
            if (i >= 0) {
                commits[i] = committed - begin;
                seen[i] = System.nanoTime() - committed;
            }
        }
        report.line("commit: %s", new Samples(commits));
        report.line("from the commit until queries see it: %s", new Samples(seen));
    }

    private static void queries(ReadSide side, Graph graph, Report report) {
        var random = new Random(1);
        Map<String, String> questions =
                Map.of("lookup by key", People.LOOKUP, "two hops", People.TWO_HOPS);
        for (String name : questions.keySet().stream().sorted().toList()) {
            report.doing("queries: %s", name);
            for (int times : List.of(QUERIES / 10, QUERIES)) {
                var samples =
                        Samples.of(
                                times,
                                _ ->
                                        ask(
                                                side,
                                                graph,
                                                questions.getOrDefault(name, ""),
                                                random.nextInt(PEOPLE.count())));
                if (times == QUERIES) {
                    report.line("%s: %s", name, samples);
                }
            }
        }
    }

    private static void ask(ReadSide side, Graph graph, String cypher, long id) {
        if (side.query(graph.id(), cypher, Map.of("number", id)).rows().size() != 1) {
            throw new IllegalStateException("no answer about " + id);
        }
    }
}
