package dev.hedgerow.bench;

import dev.hedgerow.client.Keys;
import dev.hedgerow.kernel.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Tables at the port of the packaged node, in its own process: signed requests that were made
 * before, over connections that are kept, for whoever answers them in turn. What counts most is
 * what a request costs the server's processors.
 */
final class TablesBench implements Benchmark {
    private static final World WORLD = World.system();
    private static final int[] CLIENTS = {1, 32};
    private static final int ROUNDS = 3;
    private static final long MEASURED = Duration.ofSeconds(2).toNanos();

    /** A request costs several times as much while it is compiled: rounds before, at most. */
    private static final int WARM_MAX = 12;

    /** Warm is who gets cheaper by less than this share in two rounds. */
    private static final double SETTLED = 0.05;

    private static final Duration SETTLING = Duration.ofSeconds(30);
    private static final Duration IDLE = Duration.ofSeconds(10);

    /** The budget of a small node: its heap, and the store's mebibytes beside it. */
    private static final String SMALL_HEAP = "64m";

    private static final String SMALL_STORE = "24";
    private static final int SMALL_CLIENTS = 32;
    private static final long LOADED = Duration.ofSeconds(8).toNanos();

    private final List<TableTarget> peers;

    /**
     * @param peers that are asked the same, in the same run
     */
    TablesBench(List<TableTarget> peers) {
        this.peers = List.copyOf(peers);
    }

    @Override
    public String name() {
        return "tables";
    }

    @Override
    public void run(Path folder, Report report) throws IOException, InterruptedException {
        report.doing("starting %s", Home.folder());
        try (var node = NodeProcess.start(folder.resolve("data"), "--dynamodb-port", "0")) {
            var targets = new ArrayList<TableTarget>();
            targets.add(target(node));
            targets.addAll(peers);
            for (TableTarget target : targets) {
                report.doing("filling %s", target.name());
                fill(target);
            }
            idle(node, report);
            for (int kind = 0; kind < TableRequests.KINDS; kind++) {
                for (int clients : CLIENTS) {
                    measure(targets, kind, clients, report);
                }
            }
            report.line("resident memory of the node: %d MiB", node.residentMebibytes());
            idle(node, report);
        }
        small(folder.resolve("small"), report);
    }

    /** The node as those are asked who answer, with a key that may do everything. */
    private static TableTarget target(NodeProcess node) {
        var wanted = new Keys.Wanted("bench", List.of(), List.of("admin"), Optional.empty());
        Keys.Key key = node.client().keys().create(wanted);
        return new TableTarget(
                "hedgerow",
                node.dynamodb(),
                Optional.of(node.pid()),
                key.id(),
                key.secret().orElseThrow());
    }

    /** What a node with a small budget holds at most under each kind of load. */
    private static void small(Path data, Report report) throws IOException {
        var environment = Map.of("HEDGEROW_HEAP", SMALL_HEAP);
        report.line("with HEDGEROW_HEAP=%s and --store-memory=%s:", SMALL_HEAP, SMALL_STORE);
        try (var node =
                NodeProcess.start(
                        data, environment, "--dynamodb-port", "0", "--store-memory", SMALL_STORE)) {
            TableTarget target = target(node);
            fill(target);
            for (TableRequests requests : TableRequests.all(target.signer())) {
                node.forgetPeak();
                TableTraffic traffic =
                        TableTraffic.of(target.url(), requests.bytes(), SMALL_CLIENTS, LOADED);
                report.line(
                        "%-25s %2d clients  %7.0f ops/s  resident at most %d MiB",
                        requests.name(), SMALL_CLIENTS, traffic.perSecond(), node.peakMebibytes());
            }
        }
    }

    private static void fill(TableTarget target) {
        Signer signer = target.signer();
        try (var wire = new TableWire(target.url())) {
            for (String table : TableRequests.tables()) {
                wire.send(signer.request("CreateTable", table));
            }
            // a table that is made can be written a moment later
            WORLD.clock().sleep(Duration.ofSeconds(2));
            for (byte[] request : TableRequests.filling(signer)) {
                wire.send(request);
            }
        }
    }

    private static void idle(NodeProcess node, Report report) {
        WORLD.clock().sleep(SETTLING);
        long before = node.processorNanos();
        WORLD.clock().sleep(IDLE);
        double share = 100.0 * (node.processorNanos() - before) / IDLE.toNanos();
        report.line("idle: %.2f %% of a core", share);
    }

    /**
     * What one round gave.
     *
     * @param micros of processors that an answer cost
     * @param asking what asking for it cost
     */
    private record Round(double perSecond, double p50, double p99, double micros, double asking) {}

    private static void measure(List<TableTarget> targets, int kind, int clients, Report report)
            throws IOException {
        var turns = new ArrayList<Turn>();
        for (TableTarget target : targets) {
            var requests = TableRequests.all(target.signer()).get(kind);
            if (answers(target, requests)) {
                turns.add(new Turn(target, requests, new ArrayList<>()));
            } else {
                report.line("%-25s %s refuses it", requests.name(), target.name());
            }
        }
        for (Turn turn : turns) {
            warm(turn, clients);
        }
        for (int i = 0; i < ROUNDS; i++) {
            for (Turn turn : turns) {
                turn.rounds().add(round(turn.target(), turn.requests(), clients));
            }
        }
        for (Turn turn : turns) {
            report.line(
                    "%-25s %2d clients  %-9s %7.0f ops/s  p50 %6.3f ms  p99 %7.3f ms  %6.1f us CPU (asking %.1f)",
                    turn.requests().name(),
                    clients,
                    turn.target().name(),
                    turn.median(Round::perSecond),
                    turn.median(Round::p50),
                    turn.median(Round::p99),
                    turn.median(Round::micros),
                    turn.median(Round::asking));
        }
    }

    /** Not every peer knows every operation. */
    private static boolean answers(TableTarget target, TableRequests requests) {
        try (var wire = new TableWire(target.url())) {
            wire.send(requests.bytes().getFirst());
            return true;
        } catch (IllegalStateException _) {
            return false;
        }
    }

    private static void warm(Turn turn, int clients) throws IOException {
        double least = Double.POSITIVE_INFINITY;
        int inVain = 0;
        for (int i = 0; i < WARM_MAX && inVain < 2; i++) {
            Round round = round(turn.target(), turn.requests(), clients);
            // what it costs, or, where nobody knows, how long it takes
            double cost = Double.isNaN(round.micros()) ? round.p50() : round.micros();
            inVain = cost > least * (1 - SETTLED) ? inVain + 1 : 0;
            least = Math.min(least, cost);
        }
    }

    /** Somebody who is asked, and what came of it. */
    private record Turn(TableTarget target, TableRequests requests, List<Round> rounds) {
        double median(ToDoubleFunction<Round> of) {
            return rounds.stream()
                    .mapToDouble(of)
                    .sorted()
                    .skip(rounds.size() / 2)
                    .findFirst()
                    .orElse(Double.NaN);
        }
    }

    private static Round round(TableTarget target, TableRequests requests, int clients)
            throws IOException {
        Optional<Duration> before = target.processorTime();
        long own = Memory.processorNanos();
        TableTraffic traffic = TableTraffic.of(target.url(), requests.bytes(), clients, MEASURED);
        int count = traffic.latencies().count();
        double micros =
                before.flatMap(from ->
                                target.processorTime().map(until -> until.minus(from).toNanos()))
                        .map(cost -> cost / 1e3 / count)
                        .orElse(Double.NaN);
        return new Round(
                traffic.perSecond(),
                traffic.latencies().median(),
                traffic.latencies().millis(0.99),
                micros,
                (Memory.processorNanos() - own) / 1e3 / count);
    }
}
