package dev.hedgerow.bench;

import dev.hedgerow.graph.Graph;
import dev.hedgerow.graph.LoadRequest;
import dev.hedgerow.graph.WriteRequest;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.operations.RecordedStep;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** Rebuilds beside a bare COPY, how soon a commit is seen, and queries in process. */
final class ProjectionBench implements Benchmark {
    private static final People PEOPLE = new People(200_000, 5);
    private static final int BUILDS = 7;
    private static final int COMMITS = 200;
    private static final int QUERIES = 1_000;
    private static final List<Integer> RATES = List.of(1_000, 2_000, 4_000, 1_000_000);
    private static final int STEADY_WRITERS = 16;
    private static final long STEADY_NANOS = 5_000_000_000L;
    private static final int DATABASES = 200;
    private static final Duration SEEN_MAX = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "projection";
    }

    @Override
    public void run(Path folder, Report report) throws IOException {
        try (var side = new ReadSide(folder.resolve("node"))) {
            report.doing("load of %,d nodes and %,d edges", PEOPLE.count(), PEOPLE.edges());
            Graph graph = load(side, "people", PEOPLE);
            rebuilds(side, graph, new BareCopy(folder), report);
            visibility(side, graph, report);
            steadiness(side, graph, report);
            queries(side, graph, report);
            report.line("resident memory: %d MiB", Memory.residentMebibytes());
            crowdOfDatabases(side, report);
        }
    }

    private static Graph load(ReadSide side, String name, People people) {
        Graph graph = side.create(People.graph(name));
        var request = LoadRequest.of("main", List.of(people.source()), "bench");
        var _ = graph.load(request).orThrow();
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

    /** How late queries are while many write at a steady rate. */
    private static void steadiness(ReadSide side, Graph graph, Report report) {
        var number = new AtomicLong(2L * PEOPLE.count());
        for (int rate : RATES) {
            report.doing("%,d commits/s, and how late queries are", rate);
            Stamp before = graph.head("main");
            side.projections().await(graph.id(), before, SEEN_MAX);
            long first = number.get();
            long begin = System.nanoTime();
            var writers = new ArrayList<Thread>();
            for (int i = 0; i < STEADY_WRITERS; i++) {
                Runnable steady =
                        () -> {
                            while (System.nanoTime() - begin < STEADY_NANOS) {
                                long mine = number.incrementAndGet();
                                long due = begin + (mine - first) * 1_000_000_000L / rate;
                                LockSupport.parkNanos(due - System.nanoTime());
                                write(graph, mine);
                            }
                        };
                writers.add(Thread.ofVirtual().start(steady));
            }
            var late = new ArrayList<Long>();
            while (System.nanoTime() - begin < STEADY_NANOS) {
                Stamp head = graph.head("main");
                long from = System.nanoTime();
                side.projections().await(graph.id(), head, SEEN_MAX);
                late.add(System.nanoTime() - from);
            }
            joined(writers);
            double seconds = (System.nanoTime() - begin) / 1e9;
            var samples = new Samples(late);
            report.line(
                    "at %.0f commits/s of %d writers queries see the head after: %s, %.0f ms at most",
                    (number.get() - first) / seconds, STEADY_WRITERS, samples, samples.millis(1));
        }
    }

    private static void joined(List<Thread> threads) {
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Graph graph, long number) {
        var row = People.person(number, 30);
        var _ = graph.write(WriteRequest.of("main", List.of(row), "bench")).orThrow();
    }

    private static void crowdOfDatabases(ReadSide side, Report report) throws IOException {
        report.doing("%d databases", DATABASES);
        var few = new People(20, 2);
        long before = Memory.residentMebibytes();
        for (int i = 0; i < DATABASES; i++) {
            Graph graph = load(side, "crowd" + i, few);
            var _ = side.rebuild(graph.id());
            ask(side, graph, People.LOOKUP, 1);
        }
        long after = Memory.residentMebibytes();
        report.line(
                "%d open databases: %d MiB more, %.1f MiB each",
                DATABASES, after - before, (after - before) / (double) DATABASES);
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
