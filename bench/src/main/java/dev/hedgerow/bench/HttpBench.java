package dev.hedgerow.bench;

import dev.hedgerow.client.GraphCalls;
import dev.hedgerow.client.Hedgerow;
import dev.hedgerow.client.Load;
import dev.hedgerow.client.Operation;
import dev.hedgerow.client.Query;
import dev.hedgerow.client.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** The packaged node as a process, asked by the Java client over HTTP. */
final class HttpBench implements Benchmark {
    private static final People PEOPLE = new People(10_000, 2);
    private static final String GRAPH = "people";
    private static final int REQUESTS = 1_000;
    private static final int STARTS = 3;
    private static final long RUN_NANOS = 3_000_000_000L;

    @Override
    public String name() {
        return "http";
    }

    @Override
    public void run(Path folder, Report report) throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        report.doing("starting %s", Home.folder());
        try (var node = NodeProcess.start(data)) {
            report.line(
                    "first start, without data: %.0f ms, %d MiB resident",
                    node.startMillis(), node.residentMebibytes());
            fill(node.client(), folder.resolve("people.jsonl"), report);
            reads(node.client().graph(GRAPH), report);
            writes(node.client().graph(GRAPH), report);
            report.line("resident memory of the node: %d MiB", node.residentMebibytes());
        }
        restarts(data, report);
    }

    private static void fill(Hedgerow client, Path file, Report report) throws IOException {
        Files.writeString(file, PEOPLE.nodes(0, PEOPLE.count()) + PEOPLE.edges(0, PEOPLE.edges()));
        var _ = client.graphs().create(GRAPH, People.SCHEMA);
        long begin = System.nanoTime();
        var load = new Load("main", List.of(), List.of(), List.of(file), "people", null);
        var _ = client.graph(GRAPH).load(load, Load.Listener.NONE);
        double seconds = (System.nanoTime() - begin) / 1e9;
        int rows = PEOPLE.count() + PEOPLE.edges();
        report.line("cold load of %,d rows: %.1f s, %.0f rows/s", rows, seconds, rows / seconds);
        begin = System.nanoTime();
        String id = client.graph(GRAPH).materialize().id();
        Operation built = client.operations().watch(id, _ -> {});
        if (!built.succeeded()) {
            throw new IllegalStateException("not built: " + built);
        }
        report.line("cold materialize: %.1f s", (System.nanoTime() - begin) / 1e9);
    }

    private static void reads(GraphCalls graph, Report report) {
        var random = new Random(1);
        requests(
                "node by key",
                report,
                _ -> {
                    var _ = graph.node("Person", Integer.toString(id(random)), Optional.empty());
                });
        requests("Cypher lookup by key", report, _ -> ask(graph, People.LOOKUP, id(random)));
        requests("Cypher two hops", report, _ -> ask(graph, People.TWO_HOPS, id(random)));
    }

    private static void requests(String name, Report report, LongConsumer request) {
        report.doing("%s", name);
        var _ = Samples.of(REQUESTS / 2, request);
        report.line("%s: %s", name, Samples.of(REQUESTS, request));
    }

    private static int id(Random random) {
        return random.nextInt(PEOPLE.count());
    }

    private static void ask(GraphCalls graph, String cypher, int id) {
        var answer = graph.query(Query.of(cypher).with(Map.of("number", id)));
        if (answer.rows().size() != 1) {
            throw new IllegalStateException("no answer about " + id);
        }
    }

    private static void writes(GraphCalls graph, Report report) throws InterruptedException {
        report.doing("mutations by 1 to 64 writers");
        var ids = new AtomicLong(PEOPLE.count());
        LongConsumer mutate =
                _ -> {
                    long id = ids.incrementAndGet();
                    var row =
                            Row.upsert(
                                    "Person",
                                    Map.of("number", id, "name", People.name(id), "age", 30));
                    var _ = graph.mutate("main", List.of(row), Optional.empty());
                };
        var _ = Crowd.during(RUN_NANOS / 2, 8, mutate);
        double one = 0;
        for (int writers : List.of(1, 8, 64)) {
            Crowd crowd = Crowd.during(RUN_NANOS, writers, mutate);
            one = writers == 1 ? crowd.perSecond() : one;
            report.line(
                    "%d writers: %.0f commits/s (%.1fx one writer), %s",
                    writers, crowd.perSecond(), crowd.perSecond() / one, crowd.latencies());
        }
    }

    private static void restarts(Path data, Report report) throws IOException {
        report.doing("starts with data");
        var starts = new long[STARTS];
        long resident = 0;
        for (int i = 0; i < STARTS; i++) {
            try (var node = NodeProcess.start(data)) {
                starts[i] = (long) (node.startMillis() * 1e6);
                ask(node.client().graph(GRAPH), People.LOOKUP, i);
                resident = node.residentMebibytes();
            }
        }
        report.line(
                "start with data: %.0f ms, %d MiB resident after one query",
                new Samples(starts).median(), resident);
    }
}
