package dev.hedgerow.simulation.fleet;

import dev.hedgerow.fleet.InstanceState;
import dev.hedgerow.fleet.PlacementState;
import dev.hedgerow.fleet.Tier;
import dev.hedgerow.fleet.VolumeState;
import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Ids;
import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.kernel.VolumeId;
import dev.hedgerow.simulation.CheckFailed;
import dev.hedgerow.simulation.Machine;
import dev.hedgerow.simulation.Tally;
import dev.hedgerow.simulation.disk.FileDisk;
import dev.hedgerow.simulator.SimulatedWorld;
import dev.hedgerow.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** One play: machines come and go for a while, then all stay, and everything comes to rest. */
final class FleetPlay {
    static final List<Tier> TIERS =
            List.of(new Tier("small", 3, 1 << 20, 2), new Tier("large", 5, 1 << 20, 1));

    /** Graphs of an instance at most. */
    static final int GRAPHS_MAX = 6;

    private static final int INSTANCES = 3;
    private static final int VOLUMES = 5;
    private static final Duration JUMP = Duration.ofMinutes(1);
    private static final Duration PHASE = Duration.ofSeconds(15);
    private static final Duration LOOK = Duration.ofSeconds(3);
    private static final int LOOKS_MAX = 200;

    private final FleetScenario scenario;
    private final SimulatedWorld world;
    private final Machine machine;
    private final Clock clock;
    private final RandomGenerator chance;
    private final FileDisk disk;
    private final FarStore.Line line = new FarStore.Line();
    private final Book book = new Book();
    private final List<VolumeId> volumes = new ArrayList<>();
    private final List<InstanceId> instances = new ArrayList<>();
    private final List<Host> hosts = new ArrayList<>();
    private final Disks disks;
    private final Audit audit;
    private boolean calm;
    private int fates;

    FleetPlay(SimulatedWorld world, FleetScenario scenario) {
        this.scenario = scenario;
        this.world = world;
        machine = new Machine(world, scenario.lie() == FleetScenario.Lie.STORE_SYNC, JUMP);
        clock = world.outside().clock();
        chance = world.random();
        disk = new FileDisk(clock, world.random());
        disk.syncLies(scenario.lie() == FleetScenario.Lie.FILE_SYNC);
        disk.locksLie(scenario.lie() == FleetScenario.Lie.FILE_LOCK);
        disk.latency(Duration.ofMillis(3));
        disks = new Disks(disk, volumes);
        audit = new Audit(TIERS, disks);
        people();
    }

    private void people() {
        var ids = new Ids(machine.node().world());
        for (int i = 0; i < VOLUMES; i++) {
            volumes.add(ids.volume());
        }
        for (int i = 0; i < INSTANCES; i++) {
            instances.add(ids.instance());
        }
        var site = new Clerk.Site(volumes, new Glance(line, disks, instances));
        var ground = new Host.Ground(line, disks, scenario.provider());
        for (int i = 0; i <= INSTANCES; i++) {
            var clerks = new ArrayList<Clerk>();
            for (int clerk = 0; clerk < 2; clerk++) {
                clerks.add(
                        new Clerk("clerk-%d-%d".formatted(i, clerk), book, site, world.random()));
            }
            // the last machine runs as the first instance does
            hosts.add(
                    new Host(
                            world.node("host-" + i),
                            disk.mount(),
                            instances.get(i % INSTANCES),
                            clerks,
                            ground,
                            world.random()));
        }
    }

    Tally.Counts counts() {
        return book.counts();
    }

    void run() {
        for (Host host : hosts) {
            fates++;
            world.outside().threads().start("fate", () -> fate(host));
        }
        fates++;
        world.outside().threads().start("weather", this::weather);
        for (int left = chance.nextInt(2, 5); left > 0; left--) {
            machine.live(PHASE, this::serve);
            book.counts().crash();
        }
        calm = true;
        while (fates > 0) {
            clock.sleep(LOOK);
        }
        settle();
    }

    private void serve(Store store) {
        var now = machine.node().world();
        var seen = scenario.around().apply(store);
        line.lead(new FarStore.Server(seen, now, () -> machine.node().world(), audit));
    }

    /** The disk is full at times, and at times slow. */
    private void weather() {
        while (!calm) {
            disk.full(chance.nextInt(5) == 0);
            disk.latency(Duration.ofNanos(chance.nextLong(20_000_000)));
            clock.sleep(Duration.ofNanos(chance.nextLong(4_000_000_000L)));
        }
        disk.full(false);
        fates--;
    }

    /** What becomes of a machine. */
    private void fate(Host host) {
        while (!calm) {
            host.start(true);
            clock.sleep(Duration.ofNanos(chance.nextLong(25_000_000_000L)));
            host.end();
            book.counts().crash();
            clock.sleep(
                    Duration.ofNanos(
                            chance.nextInt(4) == 0 ? chance.nextLong(30_000_000_000L) : 0));
        }
        fates--;
    }

    /**
     * Without faults every request is answered, every volume attached, every deleted graph gone.
     */
    private void settle() {
        Store store = machine.calm();
        serve(store);
        var last = hosts.subList(0, INSTANCES);
        last.forEach(host -> host.start(false));
        hosts.getLast().clerks().forEach(last.getFirst().clerks()::add);
        for (int look = 0; ; look++) {
            Registry registry = audit.read(store, store.visible());
            if (isAtRest(registry)) {
                break;
            }
            CheckFailed.unless(
                    look < LOOKS_MAX, "it does not come to rest:%n%s", Audit.text(registry));
            for (Host host : last) {
                host.office().ifPresent(office -> settle(host, office, registry));
            }
            clock.sleep(LOOK);
        }
        Registry registry = audit.read(store, store.visible());
        book.check(registry);
        audit.checkAll();
        checkDisks(registry);
        machine.close();
    }

    private static void settle(Host host, Clerk.Office office, Registry registry) {
        for (Clerk clerk : host.clerks()) {
            office.world().threads().start("settle", () -> clerk.settle(office));
        }
        office.world()
                .threads()
                .start("tidy", () -> host.clerks().getFirst().tidy(office, registry));
    }

    private boolean isAtRest(Registry registry) {
        return hosts.stream().flatMap(host -> host.clerks().stream()).allMatch(Clerk::hasSettled)
                && registry.volumes().size() == VOLUMES
                && registry.volumes().values().stream()
                        .allMatch(row -> row.state() == VolumeState.ATTACHED && !row.expanding())
                && registry.instances().values().stream()
                        .allMatch(row -> row.state() == InstanceState.READY)
                && registry.placements().values().stream()
                        .noneMatch(row -> row.state() == PlacementState.DELETING);
    }

    /** Of deleted graphs nothing is left, and every volume is where the registry says. */
    private void checkDisks(Registry registry) {
        for (VolumeId volume : volumes) {
            var row = java.util.Objects.requireNonNull(registry.volumes().get(volume.value()));
            var manifest = disks.manifest(volume);
            CheckFailed.unless(
                    manifest.isPresent()
                            && manifest.get().epoch() == row.epoch()
                            && manifest.get().instance().equals(row.instance()),
                    "the manifest of %s says %s, and the registry %s",
                    volume,
                    manifest,
                    row);
            for (String graph : disks.graphs(volume)) {
                var placement = registry.placements().get(graph);
                CheckFailed.unless(
                        placement != null
                                && placement.volume().equals(volume.value())
                                && placement.state() != PlacementState.DELETED,
                        "%s has a folder of %s, which is %s",
                        volume,
                        graph,
                        placement);
            }
        }
    }
}
