package dev.hedgerow.simulation.store;

import dev.hedgerow.kernel.Clock;
import dev.hedgerow.simulation.CheckFailed;
import dev.hedgerow.simulation.Machine;
import dev.hedgerow.simulation.Tally;
import dev.hedgerow.simulator.SimulatedWorld;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.StoreOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** One play: some lives of a node with faults, then one without, in which everything is checked. */
final class StorePlay {
    private static final Duration JUMP = Duration.ofHours(50);
    private static final Duration PHASE = Duration.ofMillis(30);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int SETTLE_SECONDS_MAX = 120;
    private static final StoreOptions OPTIONS =
            StoreOptions.DEFAULT
                    .withRetention(Duration.ofMillis(15))
                    .withPace(Duration.ofMillis(2))
                    .withLoadPartBytes(2_000)
                    .withRecentBytes(16_000);

    private final StoreScenario scenario;
    private final Machine machine;
    private final Clock clock;
    private final RandomGenerator chance;
    private final History history = new History();
    private final LedgerCheck check = new LedgerCheck(history);
    private final List<Client> clients = new ArrayList<>();
    private final List<Observer> observers = new ArrayList<>();
    private final Keeper keeper;
    private final Watcher watcher = new Watcher();

    StorePlay(SimulatedWorld world, StoreScenario scenario) {
        this.scenario = scenario;
        machine = new Machine(world, scenario.syncLies(), JUMP, OPTIONS);
        clock = world.outside().clock();
        chance = world.random();
        int count = chance.nextInt(2, 7);
        for (int client = 0; client < count; client++) {
            clients.add(new Client(client, history, world.random()));
        }
        var horizon = new HorizonCheck(clock, OPTIONS.retention());
        for (int observer = 0; observer < 2; observer++) {
            observers.add(new Observer(history, horizon, world.random()));
        }
        keeper = new Keeper(history, world.random());
    }

    Tally.Counts counts() {
        return history.counts();
    }

    void run() {
        try (var first = machine.open()) {
            clients.getFirst().ask(new Program.Open(), first);
        }
        for (int lives = chance.nextInt(2, 6); lives > 0; lives--) {
            machine.live(PHASE, this::work);
            history.counts().crash();
        }
        settle();
    }

    private void work(Store store) {
        checkWhatIsThere(store);
        var seen = scenario.around().apply(store);
        var world = machine.node().world();
        for (Client client : clients) {
            world.threads().start("client-" + client.number(), () -> client.work(seen, world));
        }
        for (Observer observer : observers) {
            world.threads().start("observer", () -> observer.work(seen, world));
        }
        world.threads().start("keeper", () -> keeper.work(seen, world));
        world.threads().start("watcher", () -> watcher.work(seen));
    }

    private void checkWhatIsThere(Store store) {
        try (var snapshot = store.snapshot()) {
            check.everythingIsThere(snapshot);
            Observer.checkInvariants(snapshot);
        }
    }

    /** Without faults every client learns what became of its last transaction. */
    private void settle() {
        var store = machine.calm();
        checkWhatIsThere(store);
        var seen = scenario.around().apply(store);
        var threads = machine.node().world().threads();
        for (Client client : clients) {
            threads.start("settle", () -> client.settle(seen, machine.node().world()));
        }
        threads.start("watcher", () -> watcher.work(seen));
        for (int second = 0; clients.stream().anyMatch(c -> !c.hasSettled()); second++) {
            CheckFailed.unless(
                    second < SETTLE_SECONDS_MAX,
                    "the clients do not settle: %s",
                    clients.stream().filter(c -> !c.hasSettled()).map(Client::complaint).toList());
            clock.sleep(SECOND);
        }
        clients.getFirst().ask(new Program.Count(0, 1), seen);
        clock.sleep(SECOND);
        checkWhatIsThere(store);
        keeper.check(seen);
        history.counts().collect(store.collect());
        keeper.check(seen);
        try (var snapshot = store.snapshot()) {
            check.replay(snapshot);
            CheckFailed.unless(
                    watcher.seen().equals(snapshot.get(Space.counter(0)).orElseThrow().stamp()),
                    "the watcher missed a change: it saw %s",
                    watcher.seen());
        }
        machine.close();
    }
}
