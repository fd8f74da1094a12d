package dev.hedgerow.simulation.graph;

import dev.hedgerow.graph.CreateGraph;
import dev.hedgerow.graph.Graphs;
import dev.hedgerow.graph.LoadLimits;
import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.simulation.CheckFailed;
import dev.hedgerow.simulation.Machine;
import dev.hedgerow.simulation.Tally;
import dev.hedgerow.simulator.SimulatedWorld;
import dev.hedgerow.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** One play: some lives of a node with faults, then one without, in which everything is checked. */
final class GraphPlay {
    private static final Duration JUMP = Duration.ofHours(50);
    private static final Duration PHASE = Duration.ofMillis(30);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int SETTLE_SECONDS_MAX = 60;

    /** Loads and merges go beside the log, all or those of some rows, sorted in parts of a few. */
    private static final List<LoadLimits> LOADS =
            List.of(loads(-1), loads(-1), loads(300), loads(1_000_000));

    private final GraphScenario scenario;
    private final Machine machine;
    private final Clock clock;
    private final RandomGenerator chance;
    private final Diary diary = new Diary();
    private final List<Citizen> citizens = new ArrayList<>();
    private final LoadLimits loads;
    private final List<Reporter> reporters = new ArrayList<>();

    GraphPlay(SimulatedWorld world, GraphScenario scenario) {
        this.scenario = scenario;
        machine = new Machine(world, scenario.syncLies(), JUMP);
        clock = world.outside().clock();
        chance = world.random();
        loads = LOADS.get(chance.nextInt(LOADS.size()));
        int count = chance.nextInt(2, 6);
        for (int citizen = 0; citizen < count; citizen++) {
            citizens.add(new Citizen(citizen, diary, world.random()));
        }
        reporters.add(new Reporter(diary, world.random()));
    }

    private static LoadLimits loads(long transactionBytes) {
        return new LoadLimits(LoadLimits.temporary().folder(), transactionBytes, 500);
    }

    Tally.Counts counts() {
        return diary.counts();
    }

    void run() {
        GraphId graph;
        try (var store = machine.open()) {
            graph =
                    new Graphs(store, machine.node().world())
                            .create(
                                    new CreateGraph(
                                            "tenant", "town", Town.SCHEMA, "town.pg", Town.FOUNDER))
                            .id();
        }
        for (int lives = chance.nextInt(2, 5); lives > 0; lives--) {
            machine.live(PHASE, store -> work(store, graph));
            diary.counts().crash();
        }
        settle(graph);
    }

    private Citizen.Office office(Store store, GraphId graph) {
        var world = machine.node().world();
        var seen = scenario.around().apply(store);
        return new Citizen.Office(seen, new Graphs(seen, world, loads).open(graph), world);
    }

    private void work(Store store, GraphId graph) {
        var office = office(store, graph);
        everythingIsThere(office);
        for (Citizen citizen : citizens) {
            office.world().threads().start(citizen.name(), () -> citizen.work(office));
        }
        for (Reporter reporter : reporters) {
            office.world().threads().start("reporter", () -> reporter.work(office));
        }
    }

    /** Every acknowledged commit of the branches that stay is in their logs. */
    private void everythingIsThere(Citizen.Office office) {
        for (var head : diary.told().heads().entrySet()) {
            if (!diary.branches().contains(head.getKey())) {
                continue;
            }
            Stamp wanted = head.getValue();
            var found = office.graph().log(head.getKey(), Optional.of(wanted.next()), 1);
            CheckFailed.unless(
                    !found.isEmpty() && found.getFirst().id().equals(wanted),
                    "%s had the commit %s, and now %s",
                    head.getKey(),
                    wanted,
                    found);
            diary.counts().recover(1);
        }
    }

    /** Without faults everybody learns what became of the last request. */
    private void settle(GraphId graph) {
        var office = office(machine.calm(), graph);
        everythingIsThere(office);
        for (int second = 0; citizens.stream().anyMatch(c -> !c.hasSettled()); second++) {
            CheckFailed.unless(
                    second < SETTLE_SECONDS_MAX,
                    "the citizens do not settle: %s",
                    citizens.stream()
                            .filter(c -> !c.hasSettled())
                            .map(Citizen::complaint)
                            .toList());
            for (Citizen citizen : citizens) {
                office.world().threads().start("settle", () -> citizen.settle(office));
            }
            clock.sleep(SECOND);
        }
        office.graph().sweep();
        diary.branches().forEach(branch -> office.graph().fillIndexes(branch, _ -> {}));
        new GraphCheck(diary, office.graph()).run();
        machine.close();
    }
}
