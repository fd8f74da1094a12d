package dev.hedgerow.simulation.projection;

import dev.hedgerow.fleet.AllocateRequest;
import dev.hedgerow.fleet.Capacity;
import dev.hedgerow.fleet.Fleet;
import dev.hedgerow.fleet.Instance;
import dev.hedgerow.fleet.InstanceSpec;
import dev.hedgerow.fleet.LocalVolumes;
import dev.hedgerow.fleet.Owner;
import dev.hedgerow.fleet.Tier;
import dev.hedgerow.fleet.Volume;
import dev.hedgerow.fleet.VolumeSpec;
import dev.hedgerow.graph.CreateGraph;
import dev.hedgerow.graph.Graphs;
import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Failpoints;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Ids;
import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.VolumeId;
import dev.hedgerow.kernel.World;
import dev.hedgerow.operations.Operations;
import dev.hedgerow.operations.OperationsRunner;
import dev.hedgerow.operations.Origin;
import dev.hedgerow.projection.BuildStep;
import dev.hedgerow.projection.Projections;
import dev.hedgerow.simulation.CheckFailed;
import dev.hedgerow.simulation.Machine;
import dev.hedgerow.simulation.Tally;
import dev.hedgerow.simulation.disk.FileDisk;
import dev.hedgerow.simulation.disk.Mount;
import dev.hedgerow.simulation.engine.ModelEngine;
import dev.hedgerow.simulation.engine.StagedRows;
import dev.hedgerow.simulator.SimulatedWorld;
import dev.hedgerow.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One play: some lives of a node with faults, then one without, in which all becomes fresh. */
final class ProjectionPlay {
    static final String VOLUMES = "volumes";
    private static final int GRAPHS = 2;
    private static final Duration JUMP = Duration.ofMinutes(2);
    private static final Duration PHASE = Duration.ofSeconds(40);
    private static final Duration LOOK = Duration.ofSeconds(15);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int LOOKS_MAX = 480;

    private final ProjectionScenario scenario;
    private final Machine machine;
    private final Clock clock;
    private final RandomGenerator chance;
    private final FileDisk disk;
    private final Mount mount;
    private final InstanceId instance;
    private final VolumeId volume;
    private final Shelf shelf = new Shelf();
    private final Truth truth = new Truth();
    private final NavigableMap<Stamp, Rows> known = new TreeMap<>();
    private final ModelEngine.Troubles troubles = new ModelEngine.Troubles();
    private final List<Author> authors = new ArrayList<>();
    private final List<Visitor> visitors = new ArrayList<>();
    private final Operator operator;
    private int lives;

    ProjectionPlay(SimulatedWorld world, ProjectionScenario scenario) {
        this.scenario = scenario;
        machine = new Machine(world, false, JUMP);
        clock = world.outside().clock();
        chance = world.random();
        disk = new FileDisk(clock, world.random());
        disk.syncLies(scenario.syncLies());
        mount = disk.mount();
        var ids = new Ids(machine.node().world());
        instance = ids.instance();
        volume = ids.volume();
        for (int i = 0; i < 2; i++) {
            authors.add(new Author("author-" + i, shelf, world.random()));
        }
        for (int i = 0; i < 3; i++) {
            visitors.add(new Visitor(shelf, truth, world.random()));
        }
        operator = new Operator(shelf, world.random());
    }

    Tally.Counts counts() {
        return shelf.counts();
    }

    void run() {
        found();
        for (int left = chance.nextInt(2, 5); left > 0; left--) {
            boolean rough = chance.nextInt(3) == 0;
            troubles.fails(rough);
            troubles.losesRows(rough);
            machine.live(PHASE, store -> work(store, rough));
            end();
        }
        troubles.fails(false);
        troubles.losesRows(false);
        settle();
    }

    /** The graphs, made in a short first life. */
    private void found() {
        try (var store = machine.open()) {
            var world = machine.node().world();
            var volumes = new LocalVolumes(mount.root().resolve(VOLUMES));
            var fleet = new Fleet(store, world, List.of(Tier.STANDARD), volumes);
            join(fleet, "founder");
            var graphs = new Graphs(store, world);
            for (int i = 0; i < GRAPHS; i++) {
                String name = "graph" + i;
                var id =
                        graphs.create(
                                        new CreateGraph(
                                                "default",
                                                name,
                                                Library.SCHEMAS.getFirst(),
                                                name + ".pg",
                                                "founder"))
                                .id();
                var _ =
                        fleet.allocate(
                                AllocateRequest.of(
                                        new Owner("default", "anna"), id, Tier.STANDARD));
                shelf.graphs().add(id);
            }
            fleet.close();
        }
        mount.kill();
    }

    private Volume join(Fleet fleet, String incarnation) {
        var spec =
                new InstanceSpec(
                        "node:1",
                        "here",
                        "local",
                        new Capacity(1000, 1L << 40, 1L << 30),
                        Map.of());
        Instance me = fleet.ready(fleet.registerInstance(instance, spec, incarnation));
        var _ = fleet.registerVolume(volume, new VolumeSpec("here", "standard", "local"));
        return fleet.attach(volume, me);
    }

    private void end() {
        if (chance.nextInt(3) > 0) {
            mount.crash();
        } else {
            mount.kill();
        }
        disk.full(false);
        shelf.counts().crash();
    }

    /** Builds a node, again until it comes about. */
    private Station started(Store store, boolean rough) {
        World world = machine.node().world();
        lives++;
        disk.latency(Duration.ofNanos(chance.nextLong(1, 10_000_000)));
        while (true) {
            var engine = new ModelEngine(world, chance, troubles);
            mount.deleting(file -> shelf.deleted(file, engine.hasOpen(file)));
            try {
                return station(store, world, engine, rough);
            } catch (HedgerowException e) {
                mount.kill();
                world.clock().sleep(RETRY);
            }
        }
    }

    private Station station(Store store, World world, ModelEngine engine, boolean rough) {
        var seen = new AuditedStore(scenario.around().apply(store), known);
        var volumes = new LocalVolumes(mount.root().resolve(VOLUMES));
        var fleet = new Fleet(seen, world, List.of(Tier.STANDARD), volumes);
        Volume mine = join(fleet, "life-" + lives);
        var operations = new Operations(seen, world);
        var graphs = new Graphs(seen, world);
        Failpoints<BuildStep> steps = step -> step(world, step);
        var ground =
                new Projections.Ground(
                        seen, graphs, fleet, operations, scenario.engine().apply(engine));
        var projections = new Projections(ground, StagedRows::begin, world, steps);
        projections.clear(mine);
        projections.lookAfterAlways(mine.id(), Origin.of("system", "system"));
        new OperationsRunner(operations, projections.operationTypes(), 3, Failpoints.none())
                .start(instance, lives);
        return new Station(
                world, seen, fleet, mine, operations, graphs, projections, engine, rough);
    }

    /** Between two steps of a build there may be time, in which the node is killed. */
    private void step(World world, BuildStep step) {
        scenario.meddling().accept(step, mount);
        if (chance.nextInt(3) == 0) {
            world.clock().sleep(Duration.ofNanos(chance.nextLong(5_000_000_000L)));
        }
    }

    private void work(Store store, boolean rough) {
        Station node = started(store, rough);
        var threads = node.world().threads();
        authors.forEach(author -> threads.start(author.name(), () -> author.work(node)));
        visitors.forEach(visitor -> threads.start("visitor", () -> visitor.work(node)));
        var _ = threads.start("operator", () -> operator.work(node));
        var _ = threads.start("weather", () -> weather(node));
    }

    private void weather(Station node) {
        while (true) {
            node.world().clock().sleep(Duration.ofNanos(chance.nextLong(20_000_000_000L)));
            disk.full(chance.nextInt(8) == 0);
        }
    }

    /** Without faults every operation ends and every graph is fresh. */
    private void settle() {
        Store store = machine.calm();
        var started = new Station[1];
        machine.node().world().threads().start("boot", () -> started[0] = started(store, false));
        var rest = new Rest(shelf, disk, operator.asked());
        for (int look = 0; ; look++) {
            CheckFailed.unless(look < LOOKS_MAX, "it does not come to rest: %s", rest.complaint());
            clock.sleep(LOOK);
            shelf.check();
            @Nullable Station node = started[0];
            if (node != null) {
                if (rest.isReached(node)) {
                    rest.check(node, visitors.getFirst());
                    break;
                }
            }
        }
        machine.close();
    }
}
