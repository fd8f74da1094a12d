package dev.hedgerow.fleet;

import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Ids;
import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.kernel.VolumeId;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.MemoryDisk;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** A store on a simulated disk, volumes in a real folder, and a fleet on both. */
final class Site implements AutoCloseable {
    static final Tier SMALL = new Tier("small", 4, 1 << 20, 2);
    static final Tier LARGE = new Tier("large", 50, 1 << 20, 10);
    static final Owner ANNA = new Owner("default", "anna");
    static final Owner BERT = new Owner("default", "bert");

    final ShiftedClock clock = new ShiftedClock();
    final World world;
    final Ids ids;
    private final Path root;
    private final MemoryDisk disk;
    Store store;
    LocalVolumes volumes;
    Fleet fleet;

    Site(Path root) {
        this.root = root;
        World system = World.system();
        this.world = new World(clock, system.threads(), system.random());
        this.ids = new Ids(world);
        this.disk = new MemoryDisk(clock);
        this.store = Stores.open(disk, world);
        this.volumes = new LocalVolumes(root);
        this.fleet = fleet(Steps.none());
    }

    Fleet fleet(Steps steps) {
        return new Fleet(store, world, List.of(SMALL, LARGE), volumes, steps);
    }

    /** The process ends here and now; another one opens what is left. */
    void crash(long seed) {
        volumes.close();
        disk.crash(new Random(seed));
        store.close();
        store = Stores.open(disk, world);
        volumes = new LocalVolumes(root);
        fleet = fleet(Steps.none());
    }

    Instance join(InstanceId id) {
        return fleet.ready(fleet.registerInstance(id, spec("127.0.0.1:7420"), ids.body()));
    }

    Instance join() {
        return join(ids.instance());
    }

    static InstanceSpec spec(String address) {
        return new InstanceSpec(
                address, "here", "local", new Capacity(1000, 1L << 40, 1L << 30), Map.of());
    }

    static VolumeSpec in(Tier tier) {
        return new VolumeSpec("here", tier.name(), LocalVolumes.NAME);
    }

    VolumeId register(Tier tier) {
        return fleet.registerVolume(ids.volume(), in(tier)).id();
    }

    VolumeId attached(Tier tier, Instance node) {
        return fleet.attach(register(tier), node).id();
    }

    AllocateRequest request(Tier tier) {
        return AllocateRequest.of(ANNA, ids.graph(), tier);
    }

    @Override
    public void close() {
        fleet.close();
        store.close();
    }

    /** The machine's clock, with a wall time that a test can move on. */
    static final class ShiftedClock implements Clock {
        private final Clock clock = World.system().clock();
        private Duration shift = Duration.ZERO;

        void passes(Duration time) {
            shift = shift.plus(time);
        }

        @Override
        public Instant instant() {
            return clock.instant().plus(shift);
        }

        @Override
        public long nanos() {
            return clock.nanos();
        }

        @Override
        public void sleep(Duration duration) {
            clock.sleep(duration);
        }

        @Override
        public boolean await(Lock lock, Condition condition, Duration max) {
            return clock.await(lock, condition, max);
        }
    }

    /** What a failpoint throws to end a procedure. */
    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Killed(Enum<?> step) {
            super("killed at " + step);
        }
    }
}
