package dev.hedgerow.bench;

import dev.hedgerow.graph.EntityKey;
import dev.hedgerow.graph.Graph;
import dev.hedgerow.graph.ViewAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongConsumer;

/** The same questions about one graph, in process and over HTTP. */
final class Questions {
    private static final String NODE = "node by key";
    private static final Map<String, String> CYPHER = cypher();
    private static final int WARM = 5_000;
    private static final int ASKED = 3_000;
    private static final long WARM_NANOS = 10_000_000_000L;
    private static final long NANOS = 8_000_000_000L;
    private static final int MANY = 8;

    /** Questions of a turn. */
    private static final int TURN = 25;

    private static final int TURNS = 40;
    private static final int WARM_TURNS = 10;

    private final People people;
    private final String graph;
    private final Random random = new Random(1);

    Questions(People people, String graph) {
        this.people = people;
        this.graph = graph;
    }

    private static Map<String, String> cypher() {
        var all = new LinkedHashMap<String, String>();
        all.put("Cypher lookup", People.LOOKUP);
        all.put("Cypher two hops, counted", People.TWO_HOPS_COUNTED);
        all.put("Cypher paths of two hops, counted", People.PATHS_COUNTED);
        all.put("Cypher two hops, their greatest age", People.TWO_HOPS);
        return all;
    }

    private synchronized int anyone() {
        return random.nextInt(people.count());
    }

    void inProcess(ReadSide side, Graph open, Report report) {
        LongConsumer node =
                _ -> {
                    var key = new EntityKey.NodeKey("Person", List.of((long) anyone()));
                    try (var view = open.view(ViewAddress.MAIN)) {
                        var _ = view.node(key).orElseThrow();
                    }
                };
        inProcess(NODE, node, report);
        CYPHER.forEach((name, text) -> {
            LongConsumer ask =
                    _ -> one(side.query(open.id(), text, Map.of("number", (long) anyone())).rows());
            inProcess(name, ask, report);
        });
    }

    private static void one(List<?> rows) {
        if (rows.size() != 1) {
            throw new IllegalStateException("no answer, but " + rows);
        }
    }

    private static void inProcess(String name, LongConsumer ask, Report report) {
        report.doing("in process: %s", name);
        var _ = Samples.during(WARM_NANOS, WARM, ask);
        long used = Memory.processorNanos();
        Samples samples = Samples.during(NANOS, ASKED, ask);
        double each = (Memory.processorNanos() - used) / 1e6 / samples.count();
        report.line("in process, %s: %s, %.3f ms of processors", name, samples, each);
    }

    void overHttp(NodeProcess node, EngineAlone alone, Report report) throws InterruptedException {
        overHttp(NODE, node, (wire, _) -> lookUp(wire), report);
        for (var question : CYPHER.entrySet()) {
            overHttp(question.getKey(), node, (wire, _) -> ask(wire, question.getValue()), report);
            beside(question.getKey(), question.getValue(), node, alone, report);
        }
    }

    /** Over HTTP and of the engine alone by turns, so that both meet the same machine. */
    private void beside(
            String name, String cypher, NodeProcess node, EngineAlone alone, Report report) {
        var http = new ArrayList<Long>();
        var bare = new ArrayList<Long>();
        try (var wire = new Wire(node.address())) {
            for (int turn = -WARM_TURNS; turn < TURNS; turn++) {
                var fromEngine = taken(() -> alone.ask(cypher, anyone()));
                var fromNode = taken(() -> ask(wire, cypher));
                if (turn >= 0) {
                    bare.addAll(fromEngine);
                    http.addAll(fromNode);
                }
            }
        }
        var ours = new Samples(http);
        var theirs = new Samples(bare);
        report.line(
                "by turns, %s: over HTTP %s; the engine alone %s; %.2fx, %.2f ms more",
                name,
                ours,
                theirs,
                ours.median() / theirs.median(),
                ours.median() - theirs.median());
    }

    private static List<Long> taken(Runnable question) {
        var taken = new ArrayList<Long>(TURN);
        for (int i = 0; i < TURN; i++) {
            long begin = System.nanoTime();
            question.run();
            taken.add(System.nanoTime() - begin);
        }
        return taken;
    }

    private static void overHttp(
            String name, NodeProcess node, Traffic.Request request, Report report)
            throws InterruptedException {
        report.doing("over HTTP: %s", name);
        var _ = Traffic.of(node, 1, WARM_NANOS, WARM, request);
        report.line("over HTTP, %s: %s", name, Traffic.of(node, 1, NANOS, ASKED, request));
        report.line(
                "over HTTP, %s, %d connections: %s",
                name, MANY, Traffic.of(node, MANY, NANOS / 4, Long.MAX_VALUE, request));
    }

    private void lookUp(Wire wire) {
        int number = anyone();
        String answer = wire.get("/v1/graphs/%s/nodes/Person/%d".formatted(graph, number));
        require(answer, "\"number\":" + number);
    }

    private void ask(Wire wire, String cypher) {
        String body =
                "{\"cypher\":\"%s\",\"parameters\":{\"number\":%d}}".formatted(cypher, anyone());
        require(wire.post("/v1/graphs/%s/query".formatted(graph), body), "\"rows\":[[");
    }

    /** One query, whose answer is looked at. */
    void askOnce(NodeProcess node) {
        try (var wire = new Wire(node.address())) {
            ask(wire, People.LOOKUP);
        }
    }

    private static void require(String answer, String part) {
        if (!answer.contains(part)) {
            throw new IllegalStateException("no " + part + " in " + answer);
        }
    }
}
