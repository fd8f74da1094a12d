package dev.hedgerow.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Commits over HTTP: how many, how they stay quick, and how soon queries see them. */
final class HttpWrites {
    private static final long WARM_NANOS = 8_000_000_000L;
    private static final long NANOS = 4_000_000_000L;
    private static final int MEASURED = 500;
    private static final int WRITERS = 32;
    private static final long PATIENCE_MILLIS = 60_000;

    private final NodeProcess node;
    private final AtomicLong numbers = new AtomicLong(1_000_000);

    HttpWrites(NodeProcess node) {
        this.node = node;
    }

    void run(String graph, Report report) throws InterruptedException {
        history(report);
        report.doing("commits of 1 to 64 writers, followed by queries");
        writers(graph, report);
        visibility(graph, report);
    }

    /** A commit of one person whom nobody else writes; the answer. */
    private String commit(Wire wire, String graph) {
        long number = numbers.incrementAndGet();
        String body =
                ("{\"on\":\"main\",\"ops\":[{\"op\":\"upsert\",\"type\":\"Person\",\"data\":"
                                + "{\"number\":%d,\"name\":\"%s\",\"age\":30}}]}")
                        .formatted(number, People.name(number));
        return wire.post("/v1/graphs/%s/mutate".formatted(graph), body, "bench-" + number);
    }

    private void writers(String graph, Report report) throws InterruptedException {
        var _ = Traffic.of(node, 8, WARM_NANOS, Long.MAX_VALUE, (wire, _) -> commit(wire, graph));
        double one = 0;
        for (int writers : List.of(1, 8, 32, 64)) {
            Traffic traffic =
                    Traffic.of(
                            node, writers, NANOS, Long.MAX_VALUE, (wire, _) -> commit(wire, graph));
            one = writers == 1 ? traffic.perSecond() : one;
            report.line(
                    "over HTTP, %d writers: %s, %.1fx one writer",
                    writers, traffic, traffic.perSecond() / one);
        }
    }

    /** On a graph without a projection. */
    private void history(Report report) throws InterruptedException {
        String graph = "history";
        var _ = node.client().graphs().create(graph, People.SCHEMA);
        var _ = node.client().graphs().create("warm", People.SCHEMA);
        report.doing("commits without a projection");
        writers("warm", report);
        long first = numbers.get() + 1;
        double commit = 0;
        double lookUp = 0;
        for (int commits : List.of(10, 1_000, 10_000)) {
            long missing = commits - (numbers.get() + 1 - first);
            var _ =
                    Traffic.of(
                            node,
                            64,
                            Long.MAX_VALUE / 2,
                            missing,
                            (wire, _) -> commit(wire, graph));
            Traffic writes = Traffic.of(node, 1, NANOS, MEASURED, (wire, _) -> commit(wire, graph));
            Traffic reads =
                    Traffic.of(
                            node,
                            1,
                            NANOS,
                            MEASURED,
                            (wire, n) -> {
                                var _ =
                                        wire.get(
                                                "/v1/graphs/%s/nodes/Person/%d"
                                                        .formatted(graph, first + n % commits));
                            });
            commit = commit == 0 ? writes.latencies().median() : commit;
            lookUp = lookUp == 0 ? reads.latencies().median() : lookUp;
            report.line(
                    "over HTTP after %,d commits: commit %s, %.2fx the first; lookup %s, %.2fx",
                    commits,
                    writes.latencies(),
                    writes.latencies().median() / commit,
                    reads.latencies(),
                    reads.latencies().median() / lookUp);
        }
    }

    /** How late queries are while many write as fast as they can. */
    private void visibility(String graph, Report report) throws InterruptedException {
        report.doing("commits at full speed, and how late queries are");
        caughtUp(graph);
        var last = new AtomicReference<String>("");
        var late = new ArrayList<Long>();
        long begin = System.nanoTime();
        var asking =
                Thread.ofPlatform()
                        .start(() -> {
                            try (var wire = new Wire(node.address())) {
                                while (System.nanoTime() - begin < NANOS) {
                                    String commit = last.get();
                                    if (!commit.isEmpty()) {
                                        late.add(seen(wire, graph, commit));
                                    }
                                }
                            }
                        });
        Traffic traffic =
                Traffic.of(
                        node,
                        WRITERS,
                        NANOS,
                        Long.MAX_VALUE,
                        (wire, _) -> last.set(commitOf(commit(wire, graph))));
        asking.join();
        report.line(
                "over HTTP, at %.0f commits/s of %d writers a query sees the last commit after: %s",
                traffic.perSecond(), WRITERS, new Samples(late));
    }

    private void caughtUp(String graph) {
        try (var wire = new Wire(node.address())) {
            long _ = seen(wire, graph, commitOf(commit(wire, graph)));
        }
    }

    private static long seen(Wire wire, String graph, String commit) {
        long from = System.nanoTime();
        String body =
                "{\"cypher\":\"%s\",\"parameters\":{\"number\":1},\"minCommit\":\"%s\",\"timeoutMs\":%d}"
                        .formatted(People.LOOKUP, commit, PATIENCE_MILLIS);
        var _ = wire.post("/v1/graphs/%s/query".formatted(graph), body);
        return System.nanoTime() - from;
    }

    private static String commitOf(String answer) {
        String before = "\"commit\":\"";
        int from = answer.indexOf(before) + before.length();
        return answer.substring(from, answer.indexOf('"', from));
    }
}
