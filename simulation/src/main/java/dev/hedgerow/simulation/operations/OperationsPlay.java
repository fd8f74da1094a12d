package dev.hedgerow.simulation.operations;

import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Failpoints;
import dev.hedgerow.kernel.Ids;
import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.operations.Operations;
import dev.hedgerow.operations.OperationsRunner;
import dev.hedgerow.simulation.CheckFailed;
import dev.hedgerow.simulation.Machine;
import dev.hedgerow.simulation.Tally;
import dev.hedgerow.simulator.SimulatedWorld;
import dev.hedgerow.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** One play: some lives of a node with faults, then one without, in which everything ends. */
final class OperationsPlay {
    private static final Duration JUMP = Duration.ofMinutes(10);
    private static final Duration PHASE = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofSeconds(10);
    private static final int LOOKS_MAX = 720;

    private final OperationsScenario scenario;
    private final Machine machine;
    private final Clock clock;
    private final RandomGenerator chance;
    private final Site site = new Site();
    private final List<Foreman> foremen = new ArrayList<>();
    private final List<InstanceId> instances = new ArrayList<>();
    private int lives;

    OperationsPlay(SimulatedWorld world, OperationsScenario scenario) {
        this.scenario = scenario;
        machine = new Machine(world, scenario.syncLies(), JUMP);
        clock = world.outside().clock();
        chance = world.random();
        for (int foreman = 0; foreman < 3; foreman++) {
            foremen.add(new Foreman(foreman, site, world.random()));
        }
        var ids = new Ids(machine.node().world());
        instances.add(ids.instance());
        instances.add(ids.instance());
    }

    Tally.Counts counts() {
        return site.counts();
    }

    void run() {
        for (int left = chance.nextInt(2, 6); left > 0; left--) {
            machine.live(PHASE, this::work);
            site.counts().crash();
        }
        settle();
    }

    private Foreman.Yard yard(Store store) {
        var world = machine.node().world();
        var seen = scenario.around().apply(store);
        var operations = new Operations(seen, world);
        return new Foreman.Yard(seen, operations, world, new Craft(site, operations, world));
    }

    private void run(Foreman.Yard yard, InstanceId instance) {
        new OperationsRunner(
                        yard.operations(),
                        List.of(yard.craft()),
                        chance.nextInt(1, 4),
                        Failpoints.none())
                .start(instance, lives);
    }

    /** The second instance is there in some lives only: what it left is taken over by the first. */
    private void work(Store store) {
        lives++;
        site.empty();
        var yard = yard(store);
        new FinalAccount(site, yard).everythingIsThere();
        run(yard, instances.getFirst());
        if (chance.nextBoolean()) {
            run(yard, instances.getLast());
        }
        for (Foreman foreman : foremen) {
            yard.world().threads().start("foreman", () -> foreman.work(yard));
        }
    }

    /** Without faults everything ends by itself. */
    private void settle() {
        lives++;
        site.empty();
        var yard = yard(machine.calm());
        var account = new FinalAccount(site, yard);
        account.everythingIsThere();
        run(yard, instances.getFirst());
        for (int look = 0; !settled(account); look++) {
            CheckFailed.unless(look < LOOKS_MAX, "these do not end: %s", account.open());
            for (Foreman foreman : foremen) {
                yard.world().threads().start("settle", () -> foreman.settle(yard));
            }
            clock.sleep(LOOK);
        }
        account.check();
    }

    private boolean settled(FinalAccount account) {
        return foremen.stream().allMatch(Foreman::hasSettled) && account.open().isEmpty();
    }
}
