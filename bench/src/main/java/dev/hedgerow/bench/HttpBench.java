package dev.hedgerow.bench;

import dev.hedgerow.client.Load;
import dev.hedgerow.client.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The packaged node as a process, asked over HTTP, beside the same questions in process. */
final class HttpBench implements Benchmark {
    private static final People PEOPLE = new People(100_000, 4);
    private static final String GRAPH = "people";
    private static final int STARTS = 3;

    @Override
    public String name() {
        return "http";
    }

    @Override
    public void run(Path folder, Report report) throws IOException, InterruptedException {
        var questions = new Questions(PEOPLE, GRAPH);
        Path file = folder.resolve("people.jsonl");
        Files.writeString(file, PEOPLE.nodes(0, PEOPLE.count()) + PEOPLE.edges(0, PEOPLE.edges()));
        Path data = folder.resolve("data");
        report.doing("the same in process: loading");
        try (var side = new ReadSide(folder.resolve("side"))) {
            var graph = side.create(People.graph(GRAPH));
            side.load(graph, Files.readString(file));
            var _ = side.rebuild(graph.id());
            questions.inProcess(side, graph, report);
            try (var alone = new EngineAlone(side.engine(), folder, graph)) {
                overHttp(data, file, questions, alone, report);
            }
        }
        restarts(data, questions, report);
    }

    private static void overHttp(
            Path data, Path file, Questions questions, EngineAlone alone, Report report)
            throws IOException, InterruptedException {
        report.doing("starting %s", Home.folder());
        try (var node = NodeProcess.start(data)) {
            report.line(
                    "first start, without data: %.0f ms, %d MiB resident",
                    node.startMillis(), node.residentMebibytes());
            fill(node, file, report);
            questions.overHttp(node, alone, report);
            report.line("resident memory of the node: %d MiB", node.residentMebibytes());
            new HttpWrites(node).run(GRAPH, report);
            report.line("resident memory of the node: %d MiB", node.residentMebibytes());
        }
    }

    private static void fill(NodeProcess node, Path file, Report report) {
        report.doing("loading over HTTP");
        var client = node.client();
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

    private static void restarts(Path data, Questions questions, Report report) throws IOException {
        report.doing("starts with data");
        var starts = new long[STARTS];
        long resident = 0;
        for (int i = 0; i < STARTS; i++) {
            try (var node = NodeProcess.start(data)) {
                starts[i] = (long) (node.startMillis() * 1e6);
                questions.askOnce(node);
                resident = node.residentMebibytes();
            }
        }
        report.line(
                "start with data: %.0f ms, %d MiB resident after one query",
                new Samples(starts).median(), resident);
    }
}
