package dev.hedgerow.simulation.store;

import dev.hedgerow.kernel.Clock;
import dev.hedgerow.simulation.CheckFailed;
import dev.hedgerow.simulation.Tally;
import dev.hedgerow.simulator.SimulatedNode;
import dev.hedgerow.simulator.SimulatedWorld;
import dev.hedgerow.store.MemoryDisk;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Stores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One play: some lives of a node with faults, then one without, in which everything is checked. */
final class StorePlay {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int SETTLE_SECONDS_MAX = 120;

    private final StoreScenario scenario;
    private final SimulatedNode node;
    private final Clock clock;
    private final RandomGenerator chance;
    private final MemoryDisk disk;
    private final History history = new History();
    private final LedgerCheck check = new LedgerCheck(history);
    private final List<Client> clients = new ArrayList<>();
    private final List<Observer> observers = new ArrayList<>();
    private final Watcher watcher = new Watcher();
    private @Nullable Store store;

    StorePlay(SimulatedWorld world, StoreScenario scenario) {
        this.scenario = scenario;
        node = world.node("node");
        clock = world.outside().clock();
        chance = world.random();
        disk = new MemoryDisk(clock);
        disk.syncLies(scenario.syncLies());
        for (int client = 0; client < chance.nextInt(2, 7); client++) {
            clients.add(new Client(client, history, world.random()));
        }
        for (int observer = 0; observer < 2; observer++) {
            observers.add(new Observer(history, world.random()));
        }
    }

    Tally.Counts counts() {
        return history.counts();
    }

    void run() {
        try (var first = Stores.open(disk, node.world())) {
            clients.getFirst().ask(new Program.Open(), first);
        }
        for (int lives = chance.nextInt(2, 6); lives > 0; lives--) {
            live();
        }
        settle();
    }

    private void live() {
        store = null;
        disk.latency(Duration.ofNanos(chance.nextInt(3) == 0 ? 0 : chance.nextLong(4_000_000)));
        node.rate(chance.nextDouble(0.8, 1.25));
        var world = node.world();
        world.threads()
                .start(
                        "boot",
                        () -> {
                            var opened = open();
                            for (Client client : clients) {
                                world.threads()
                                        .start(
                                                "client-" + client.number(),
                                                () -> client.work(opened, world));
                            }
                            for (Observer observer : observers) {
                                world.threads()
                                        .start("observer", () -> observer.work(opened, world));
                            }
                            world.threads().start("watcher", () -> watcher.work(opened));
                        });
        for (int phases = chance.nextInt(1, 5); phases > 0; phases--) {
            clock.sleep(Duration.ofNanos(chance.nextLong(30_000_000)));
            jump();
        }
        end();
    }

    /** Opens the store and looks whether what was acknowledged is in it. */
    private Store open() {
        var opened = Stores.open(disk, node.world());
        store = opened;
        try (var snapshot = opened.snapshot()) {
            check.everythingIsThere(snapshot);
            Observer.checkInvariants(snapshot);
        }
        return scenario.around().apply(opened);
    }

    private void jump() {
        switch (chance.nextInt(12)) {
            case 0, 1, 2 -> node.jump(Duration.ofSeconds(chance.nextInt(-20, 20)));
            case 3 -> node.jump(Duration.ofHours(chance.nextInt(-50, 50)));
            default -> {}
        }
    }

    private void end() {
        switch (chance.nextInt(8)) {
            case 0 -> close();
            case 1 -> {
                disk.full(true);
                clock.sleep(Duration.ofNanos(chance.nextLong(20_000_000)));
            }
            case 2 -> {
                disk.failing(true);
                clock.sleep(Duration.ofNanos(chance.nextLong(20_000_000)));
            }
            default -> {}
        }
        // the process is killed, and in most cases the power fails with it
        if (chance.nextInt(3) > 0) {
            disk.crash(chance);
        }
        node.crash();
        history.counts().crash();
        disk.full(false);
        disk.failing(false);
    }

    private void close() {
        var open = store;
        if (open != null) {
            open.close();
        }
    }

    /** Without faults every client learns what became of its last transaction. */
    private void settle() {
        node.rate(1);
        var opened = open();
        var threads = node.world().threads();
        for (Client client : clients) {
            threads.start("settle", () -> client.settle(opened));
        }
        threads.start("watcher", () -> watcher.work(opened));
        for (int second = 0; clients.stream().anyMatch(c -> !c.hasSettled()); second++) {
            CheckFailed.unless(
                    second < SETTLE_SECONDS_MAX,
                    "the clients do not settle: %s",
                    clients.stream().filter(c -> !c.hasSettled()).map(Client::complaint).toList());
            clock.sleep(SECOND);
        }
        clients.getFirst().ask(new Program.Count(0, 1), opened);
        clock.sleep(SECOND);
        try (var snapshot = opened.snapshot()) {
            check.everythingIsThere(snapshot);
            Observer.checkInvariants(snapshot);
            check.replay(snapshot);
            CheckFailed.unless(
                    watcher.seen().equals(snapshot.get(Space.counter(0)).orElseThrow().stamp()),
                    "the watcher missed a change: it saw %s",
                    watcher.seen());
        }
        close();
    }
}
