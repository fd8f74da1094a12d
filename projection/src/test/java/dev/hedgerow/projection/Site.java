package dev.hedgerow.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hedgerow.fleet.AllocateRequest;
import dev.hedgerow.fleet.Capacity;
import dev.hedgerow.fleet.Fleet;
import dev.hedgerow.fleet.Instance;
import dev.hedgerow.fleet.InstanceSpec;
import dev.hedgerow.fleet.LocalVolumes;
import dev.hedgerow.fleet.Owner;
import dev.hedgerow.fleet.Tier;
import dev.hedgerow.fleet.VolumeSpec;
import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Failpoints;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Ids;
import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.kernel.Stamp;
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
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A node with one volume and one placed graph, on a simulated disk and a real folder. */
final class Site implements AutoCloseable {
    static final Stamp COMMIT = new Stamp(12_345L << 16);
    static final Source SOURCE = new Source("main", COMMIT, 1, "ladybug 0.20.4 storage 41");
    static final Content CONTENT =
            new Content(COMMIT, 1, TypeCounts.of(Map.of("Airport", 2L), Map.of("Route", 1L)));

    final StandingClock clock = new StandingClock();
    final World world;
    final GraphId graph;
    private final Path root;
    private final MemoryDisk disk;
    private final InstanceId node;
    private final VolumeId volume;
    Store store;
    LocalVolumes volumes;
    Fleet fleet;
    MaterializationLocks locks;
    Generations generations;

    Site(Path root) {
        this.root = root;
        World system = World.system();
        this.world = new World(clock, system.threads(), system.random());
        var ids = new Ids(world);
        this.disk = new MemoryDisk(clock);
        this.graph = ids.graph();
        this.node = ids.instance();
        this.volume = ids.volume();
        open();
        fleet.registerVolume(volume, new VolumeSpec("here", "standard", LocalVolumes.NAME));
        join();
        fleet.allocate(AllocateRequest.of(new Owner("default", "anna"), graph, Tier.STANDARD));
    }

    private void open() {
        store = Stores.open(disk, world);
        volumes = new LocalVolumes(root);
        fleet = new Fleet(store, world, List.of(Tier.STANDARD), volumes);
        locks = new MaterializationLocks(store, world);
        generations = generations(Failpoints.none());
    }

    Generations generations(Failpoints<Generations.Promotion> steps) {
        return new Generations(store, world, fleet, locks, steps);
    }

    Instance join() {
        var spec =
                new InstanceSpec(
                        "127.0.0.1:7420",
                        "here",
                        "local",
                        new Capacity(1000, 1L << 40, 1L << 30),
                        Map.of());
        Instance joined = fleet.ready(fleet.registerInstance(node, spec, new Ids(world).body()));
        fleet.attach(volume, joined);
        return joined;
    }

    /** The process ends here and now, and begins again on what is left. */
    void crash(long seed) {
        volumes.close();
        disk.crash(new Random(seed));
        store.close();
        open();
        join();
    }

    LockClaim lock(String holder) {
        return locks.acquire(graph, holder, MaterializationLocks.LEASE);
    }

    Generation built(LockClaim claim) {
        Generation generation = store.transact(tx -> generations.create(tx, claim, SOURCE));
        return store.transact(
                tx -> generations.ready(tx, claim, generation.id(), CONTENT, CONTENT));
    }

    Generation promoted(LockClaim claim) {
        GenerationId id = built(claim).id();
        return store.transact(tx -> generations.promote(tx, claim, id));
    }

    GenerationState state(GenerationId id) {
        return store.transact(tx -> generations.find(tx, id)).state();
    }

    static HedgerowException refused(Failure failure, ThrowingCallable call) {
        HedgerowException thrown = catchThrowableOfType(HedgerowException.class, call);
        if (thrown == null) {
            throw new AssertionError("expected " + failure);
        }
        assertThat(thrown.failure()).as(thrown.getMessage()).isEqualTo(failure);
        return thrown;
    }

    @Override
    public void close() {
        fleet.close();
        store.close();
    }

    /** A clock that stands still unless the test moves it on. */
    static final class StandingClock implements Clock {
        private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
        private final AtomicLong passed = new AtomicLong();

        void passes(Duration time) {
            passed.addAndGet(time.toNanos());
        }

        @Override
        public Instant instant() {
            return BEGIN.plusNanos(passed.get());
        }

        @Override
        public long nanos() {
            return passed.get();
        }

        @Override
        public void sleep(Duration duration) {
            World.system().clock().sleep(duration);
        }

        /** Returns early, as a wait may, for its caller to look at this clock again. */
        @Override
        public boolean await(Lock lock, Condition condition, Duration max) {
            World.system().clock().await(lock, condition, Duration.ofMillis(1));
            return true;
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
