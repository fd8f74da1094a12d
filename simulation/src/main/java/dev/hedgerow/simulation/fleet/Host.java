package dev.hedgerow.simulation.fleet;

import dev.hedgerow.fleet.Capacity;
import dev.hedgerow.fleet.Fleet;
import dev.hedgerow.fleet.Instance;
import dev.hedgerow.fleet.InstanceSpec;
import dev.hedgerow.fleet.LocalVolumes;
import dev.hedgerow.fleet.VolumeProvider;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Ids;
import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.kernel.VolumeId;
import dev.hedgerow.kernel.World;
import dev.hedgerow.simulation.disk.Mount;
import dev.hedgerow.simulator.SimulatedNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A machine that runs an instance, in one process after the other. */
final class Host {
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final SimulatedNode node;
    private final Mount mount;
    private final InstanceId id;
    private final List<Clerk> clerks;
    private final Ground ground;
    private final RandomGenerator chance;
    private final Set<VolumeId> tidied = new TreeSet<>();
    private Clerk.@Nullable Office office;

    /** What all hosts stand on. */
    record Ground(FarStore.Line line, Disks disks, UnaryOperator<VolumeProvider> provider) {}

    Host(
            SimulatedNode node,
            Mount mount,
            InstanceId id,
            List<Clerk> clerks,
            Ground ground,
            RandomGenerator chance) {
        this.node = node;
        this.mount = mount;
        this.id = id;
        this.clerks = clerks;
        this.ground = ground;
        this.chance = chance;
    }

    InstanceId id() {
        return id;
    }

    Mount mount() {
        return mount;
    }

    List<Clerk> clerks() {
        return clerks;
    }

    /** Volumes that it has attached in the end, and knows it. */
    Set<VolumeId> tidied() {
        return tidied;
    }

    /** The present process, once it has joined. */
    Optional<Clerk.Office> office() {
        return Optional.ofNullable(office);
    }

    /**
     * Starts a process.
     *
     * @param works whether the clerks begin to work
     */
    void start(boolean works) {
        World world = node.world();
        world.threads().start("boot", () -> boot(world, works));
    }

    private void boot(World world, boolean works) {
        var store = new FarStore(ground.line(), world, chance);
        String incarnation = new Ids(world).body();
        while (true) {
            try {
                join(store, world, incarnation, works);
                return;
            } catch (HedgerowException e) {
                if (!e.failure().kind().ours()) {
                    // a newer process of the instance was faster
                    return;
                }
                world.clock().sleep(RETRY);
            }
        }
    }

    private void join(FarStore store, World world, String incarnation, boolean works) {
        var volumes = new LocalVolumes(mount.root().resolve(Disks.FOLDER));
        var fleet = new Fleet(store, world, FleetPlay.TIERS, ground.provider().apply(volumes));
        var spec =
                new InstanceSpec(
                        node.name() + ":1",
                        "here",
                        "small",
                        new Capacity(FleetPlay.GRAPHS_MAX, 1L << 40, 1L << 30),
                        Map.of());
        Instance me = fleet.ready(fleet.registerInstance(id, spec, incarnation));
        var _ = fleet.present(me, () -> {});
        var begun = new Clerk.Office(fleet, store, me, world, this);
        office = begun;
        if (works) {
            clerks.forEach(clerk -> world.threads().start(clerk.name(), () -> clerk.work(begun)));
        }
    }

    /** The process is killed, or the machine's power fails. */
    void end() {
        office = null;
        if (chance.nextBoolean()) {
            mount.crash();
        } else {
            mount.kill();
        }
        node.crash();
    }

    @Override
    public String toString() {
        return node.name() + " as " + id;
    }
}
