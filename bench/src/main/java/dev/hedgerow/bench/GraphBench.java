package dev.hedgerow.bench;

import dev.hedgerow.files.Row;
import dev.hedgerow.graph.CreateBranch;
import dev.hedgerow.graph.Graph;
import dev.hedgerow.graph.Graphs;
import dev.hedgerow.graph.LoadRequest;
import dev.hedgerow.graph.MergeOutcome;
import dev.hedgerow.graph.MergeRequest;
import dev.hedgerow.graph.WriteRequest;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Loads, commits, branches and merges, without a node around them. */
final class GraphBench implements Benchmark {
    private static final int NODES = 20_000;
    private static final int LOADS = 2;
    private static final int CHANGED = 1_000;
    private static final int MERGES = 5;
    private static final int BRANCHES = 50;
    private static final int MEASURED = 200;
    private static final long RUN_NANOS = 3_000_000_000L;

    @Override
    public String name() {
        return "graph";
    }

    @Override
    public void run(Path folder, Report report) throws IOException, InterruptedException {
        try (var store = Stores.open(folder.resolve("store"), World.system())) {
            var graphs = new Graphs(store, World.system());
            loads(graphs, report);
            flights(graphs, report);
            writers(graphs.create(People.graph("writers")), report);
            history(store, graphs.create(People.graph("history")), report);
            branches(graphs, report);
            report.line("resident memory: %d MiB", Memory.residentMebibytes());
        }
    }

    private static void loads(Graphs graphs, Report report) throws IOException {
        load(graphs, report, NODES, 5);
        load(graphs, report, NODES, 10);
        load(graphs, report, 5 * NODES, 10);
    }

    private static void load(Graphs graphs, Report report, int nodes, int degree)
            throws IOException {
        var people = new People(nodes, degree);
        report.doing("load of %,d nodes and %,d edges", nodes, people.edges());
        String lines = people.nodes(0, nodes) + people.edges(0, people.edges());
        Graph graph = graphs.create(People.graph("load" + people.edges()));
        long cpu = Memory.processorNanos();
        long begin = System.nanoTime();
        var request = LoadRequest.of("main", List.of(People.source(lines)), "bench");
        long rows = graph.load(request).orThrow().counts().total();
        double millis = (System.nanoTime() - begin) / 1e6;
        report.line(
                "load of JSON Lines, %,d nodes and %,d edges in one commit: %.0f ms, %.0f rows/s,"
                        + " %.0f ms of processors, %d MiB resident",
                nodes,
                people.edges(),
                millis,
                rows / millis * 1e3,
                (Memory.processorNanos() - cpu) / 1e6,
                Memory.residentMebibytes());
    }

    private static void flights(Graphs graphs, Report report) throws IOException {
        var flights = new Flights();
        var nanos = new ArrayList<Long>();
        long rows = 0;
        for (int i = 0; i <= LOADS; i++) {
            Graph graph = graphs.create(flights.graph("flights" + i));
            long begin = System.nanoTime();
            rows = graph.load(flights.load()).orThrow().counts().total();
            nanos.add(System.nanoTime() - begin);
        }
        var samples = new Samples(nanos.subList(1, nanos.size()));
        report.line(
                "load of flights as CSV, %,d rows: %.0f ms, %.0f rows/s",
                rows, samples.median(), rows / samples.median() * 1e3);
    }

    private static void writers(Graph graph, Report report) throws InterruptedException {
        report.doing("commits with 1 to 64 writers");
        var ids = new AtomicLong();
        Crowd.during(RUN_NANOS / 2, 8, _ -> commit(graph, ids.incrementAndGet()));
        double one = 0;
        for (int writers : List.of(1, 8, 32, 64)) {
            Crowd crowd =
                    Crowd.during(RUN_NANOS, writers, _ -> commit(graph, ids.incrementAndGet()));
            one = writers == 1 ? crowd.perSecond() : one;
            report.line(
                    "%d writers: %.0f commits/s (%.1fx one writer), %s",
                    writers, crowd.perSecond(), crowd.perSecond() / one, crowd.latencies());
        }
    }

    private static void history(Store store, Graph graph, Report report)
            throws InterruptedException {
        var ids = new AtomicLong();
        store.compact();
        long before = store.bytes();
        double first = 0;
        for (int commits : List.of(10, 1_000, 10_000)) {
            report.doing("%,d commits", commits);
            Crowd.times(commits - ids.get(), 64, _ -> commit(graph, ids.incrementAndGet()));
            var samples = Samples.of(MEASURED, _ -> commit(graph, ids.incrementAndGet()));
            first = first == 0 ? samples.median() : first;
            report.line(
                    "one writer after %,d commits: %s, %.1fx the first",
                    commits, samples, samples.median() / first);
        }
        long written = store.bytes() - before;
        store.compact();
        report.line(
                "store bytes of a commit of one node: %d as written, %d compacted",
                written / ids.get(), (store.bytes() - before) / ids.get());
    }

    private static void branches(Graphs graphs, Report report) {
        report.doing("branches and merges");
        Graph graph = graphs.create(People.graph("branches"));
        var people = new People(NODES, 1);
        String lines = people.nodes(0, NODES);
        var _ = graph.load(LoadRequest.of("main", List.of(People.source(lines)), "bench"));
        var creation =
                Samples.of(BRANCHES, i -> graph.createBranch(CreateBranch.of("b" + i, "bench")));
        report.line("branch of %,d nodes: %s", NODES, creation);
        var nanos = new ArrayList<Long>();
        for (int i = 1; i <= MERGES + 1; i++) {
            String branch = "b" + i;
            change(graph, branch, i * CHANGED, 100 + i);
            commit(graph, NODES + i);
            long begin = System.nanoTime();
            var outcome = graph.merge(MergeRequest.of(branch, "main", "bench"));
            nanos.add(System.nanoTime() - begin);
            if (!(outcome instanceof MergeOutcome.Merged)) {
                throw new IllegalStateException("not merged: " + outcome);
            }
        }
        var merges = new Samples(nanos.subList(1, nanos.size()));
        report.line(
                "merge of %,d changed rows: %.0f ms, %.0f rows/s",
                CHANGED, merges.median(), CHANGED / merges.median() * 1e3);
    }

    private static void change(Graph graph, String branch, int from, int age) {
        var rows = new ArrayList<Row>();
        for (int id = from; id < from + CHANGED; id++) {
            rows.add(People.person(id, age));
        }
        var _ = graph.write(WriteRequest.of(branch, rows, "bench")).orThrow();
    }

    private static void commit(Graph graph, long id) {
        var _ =
                graph.write(WriteRequest.of("main", List.of(People.person(id, 30)), "bench"))
                        .orThrow();
    }
}
