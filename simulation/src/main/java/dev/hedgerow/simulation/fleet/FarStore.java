package dev.hedgerow.simulation.fleet;

import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.Backup;
import dev.hedgerow.store.BulkLoad;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.TransactionOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The store as a machine sees it that is another one than the store's: calls take time, get no
 * answer when the store's machine dies, and sometimes get none although all went well. A call goes
 * on when its caller has died.
 */
final class FarStore implements Store {
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final int LOST_ONE_OF = 60;

    private final Line line;
    private final Clock clock;
    private final RandomGenerator chance;

    /** The stamp of the last answer that a thread got; looked up only. */
    private final Map<Thread, Stamp> stamps = new HashMap<>();

    FarStore(Line line, World world, RandomGenerator chance) {
        this.line = line;
        this.clock = world.clock();
        this.chance = chance;
    }

    /** The way to the store: what is at its other end now. */
    static final class Line {
        private @Nullable Server server;

        void lead(Server to) {
            server = to;
        }

        /** What answers; empty while the store is down. */
        @Nullable Server server() {
            Server there = server;
            return there != null && there.isAlive() ? there : null;
        }
    }

    /**
     * A store in one life of its machine.
     *
     * @param audit looks at what a transaction left, at its stamp
     */
    record Server(Store store, World world, java.util.function.Supplier<World> now, Audit audit) {
        /** Nobody starts anything in a life that is over. */
        boolean isAlive() {
            return now.get().equals(world);
        }
    }

    /** The moment of the last answer that the calling thread got. */
    Stamp lastStamp() {
        return stamps.getOrDefault(Thread.currentThread(), Stamp.ZERO);
    }

    @Override
    public <T extends @Nullable Object> Outcome<T> transact(
            TransactionOptions options, Function<Transaction, T> function) {
        Outcome<T> outcome =
                call(server -> {
                    Outcome<T> done = server.store().transact(options, function);
                    server.audit().look(server.store(), done.stamp());
                    return done;
                });
        stamps.put(Thread.currentThread(), outcome.stamp());
        return outcome;
    }

    private <T> T call(Function<Server, T> work) {
        travel();
        Server server = line.server();
        if (server == null) {
            throw HedgerowException.of(Failure.UNAVAILABLE, "The store cannot be reached");
        }
        var call = new Call<>(server, work);
        server.world().threads().start("call", call);
        T result = call.await(clock);
        travel();
        if (chance.nextInt(LOST_ONE_OF) == 0) {
            throw HedgerowException.of(Failure.OUTCOME_UNKNOWN, "The answer got lost");
        }
        return result;
    }

    private void travel() {
        clock.sleep(Duration.ofNanos(chance.nextLong(2_000_000)));
    }

    /** One call; only its two ends know its lock. */
    private static final class Call<T> implements Runnable {
        private final Server server;
        private final Function<Server, T> work;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition answered = lock.newCondition();
        private @Nullable T result;
        private @Nullable HedgerowException failure;
        private boolean done;

        Call(Server server, Function<Server, T> work) {
            this.server = server;
            this.work = work;
        }

        @Override
        public void run() {
            T gives = null;
            HedgerowException fails = null;
            try {
                gives = work.apply(server);
            } catch (HedgerowException e) {
                fails = e;
            }
            lock.lock();
            try {
                result = gives;
                failure = fails;
                done = true;
                answered.signalAll();
            } finally {
                lock.unlock();
            }
        }

        T await(Clock clock) {
            var deadline = clock.deadline(PATIENCE);
            lock.lock();
            try {
                while (!done && !deadline.passed(clock)) {
                    clock.await(lock, answered, deadline.left(clock));
                }
                if (failure != null) {
                    throw failure;
                }
                T given = result;
                if (!done || given == null) {
                    throw HedgerowException.of(Failure.OUTCOME_UNKNOWN, "No answer came");
                }
                return given;
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public Snapshot snapshot() {
        return call(server -> server.store().snapshot());
    }

    @Override
    public Snapshot snapshotInMemory() {
        throw near();
    }

    @Override
    public <T extends @Nullable Object> void begin(
            Function<Transaction, T> function, Consumer<Begun<T>> told) {
        throw near();
    }

    @Override
    public LastChange lastChange(KeyRange range) {
        throw near();
    }

    @Override
    public Snapshot snapshot(Stamp at) {
        return call(server -> server.store().snapshot(at));
    }

    @Override
    public Stamp visible() {
        return call(server -> server.store().visible());
    }

    @Override
    public Stamp oldest() {
        return call(server -> server.store().oldest());
    }

    private static UnsupportedOperationException near() {
        return new UnsupportedOperationException("that is done where the store is");
    }

    @Override
    public BulkLoad bulkLoad(List<KeyRange> ranges) {
        throw near();
    }

    @Override
    public long collect() {
        throw near();
    }

    @Override
    public void compact() {
        throw near();
    }

    @Override
    public Backup backup(Path folder) {
        throw near();
    }

    @Override
    public long bytes() {
        throw near();
    }

    @Override
    public Watch watch(KeyRange range) {
        throw near();
    }

    /** Hangs up. */
    @Override
    public void close() {}
}
