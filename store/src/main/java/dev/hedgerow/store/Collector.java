package dev.hedgerow.store;

import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.storage.Batch;
import dev.hedgerow.store.storage.Storage;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Removes what nobody can read any more: versions, deletions, tokens, rows of abandoned loads. A
 * thread passes over all keys in small steps, each one batch that also says where the next begins,
 * so that a crash costs one step. It works for a tenth of the time at most.
 */
final class Collector {
    private static final Logger LOG = System.getLogger("dev.hedgerow.store");
    private static final int KEYS_PER_STEP = 10_000;
    private static final int DELETES_PER_STEP = 1_000;
    private static final int REST = 9;
    private static final int PASSES_PER_RETENTION = 16;
    private static final byte[] START = {1};

    private final Storage storage;
    private final StoreReaders readers;
    private final DeadStretches stretches;
    private final Horizon horizon;
    private final Loads loads;
    private final LoadSweep loadSweep;
    private final Ageing ageing;
    private final World world;
    private final StoreOptions options;
    private final ReentrantLock passing = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition closing = lock.newCondition();
    private boolean closed;
    private @Nullable Task task;

    Collector(Parts parts, Ageing ageing, World world, StoreOptions options) {
        storage = parts.storage();
        readers = parts.readers();
        stretches = parts.stretches();
        horizon = parts.horizon();
        loads = parts.loads();
        loadSweep = parts.loadSweep();
        this.ageing = ageing;
        this.world = world;
        this.options = options;
    }

    /** What a pass works on. */
    record Parts(
            Storage storage,
            StoreReaders readers,
            DeadStretches stretches,
            Horizon horizon,
            Loads loads,
            LoadSweep loadSweep) {}

    void start() {
        task = Task.start(world.threads(), "store-collector", this::run);
    }

    private void run() {
        attempt(loadSweep::sweepAbandoned);
        Duration between = options.retention().dividedBy(PASSES_PER_RETENTION);
        var next = world.clock().deadline(options.pace());
        rest(options.pace());
        while (!isClosed()) {
            attempt(this::moveHorizon);
            attempt(stretches::store);
            if (next.passed(world.clock())) {
                next = world.clock().deadline(between);
                attempt(() -> pass(true));
            }
            rest(options.pace());
        }
        attempt(ageing::close);
        attempt(stretches::store);
    }

    /**
     * A full or failing disk is told to writers; this goes on later where it stopped. So it does
     * after anything unexpected: a store that silently collects nothing any more fills its disk.
     */
    private static void attempt(Runnable work) {
        try {
            work.run();
        } catch (HedgerowException e) {
            LOG.log(Level.DEBUG, "collecting is put off", e);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the past could not be collected; trying again later", e);
        }
    }

    private void moveHorizon() {
        horizon.moveTo(ageing.advance());
    }

    /** Moves the horizon and makes one whole pass; returns how many rows it removed. */
    long collect() {
        var removed = new long[1];
        Task.start(
                        world.threads(),
                        "store-collect",
                        () -> {
                            moveHorizon();
                            removed[0] = pass(false);
                        })
                .await();
        return removed[0];
    }

    /** In the background a pass begins where the last one stopped, and rests between its steps. */
    private long pass(boolean background) {
        passing.lock();
        try {
            byte[] from = background ? storage.read(Layout.SWEPT).orElse(START) : START;
            long removed = 0;
            while (!isClosed()) {
                long begun = world.clock().nanos();
                var step = step(from);
                removed += step.removed();
                if (step.next() == null) {
                    return removed;
                }
                from = step.next();
                if (background) {
                    rest(Duration.ofNanos(REST * (world.clock().nanos() - begun)));
                }
            }
            return removed;
        } finally {
            passing.unlock();
        }
    }

    /** What one step did, and where the next one begins; null after the last key. */
    private record Step(long removed, byte @Nullable [] next) {
        private Step(long removed, byte @Nullable [] next) {
            this.removed = removed;
            this.next = next;
        }
    }

    private Step step(byte[] from) {
        var garbage = new Batch();
        byte[] next;
        Kept kept = kept();
        Stamp now = readers.visible();
        try (var at = storage.cursor()) {
            at.seek(from);
            var sweep = new KeySweep(at, kept, loads, garbage);
            boolean more = true;
            for (int keys = 0; keys < KEYS_PER_STEP && more && stands(at); keys++) {
                from = Layout.beforeOwnVersions(at.key());
                boolean token = Tokens.isToken(at.key());
                if (token && Tokens.isOver(at.key(), at.value(), ageing.tokensBefore(), now)) {
                    garbage.delete(at.key());
                    at.next();
                } else {
                    more = sweep.sweep(DELETES_PER_STEP);
                }
            }
            next = !more ? from : stands(at) ? at.key() : null;
        }
        int removed = garbage.size();
        garbage.put(Layout.SWEPT, next == null ? START : next);
        storage.write(garbage);
        return new Step(removed, next);
    }

    private static boolean stands(Storage.Cursor at) {
        return at.valid() && Layout.isData(at.key());
    }

    /** In this order; see {@link Horizon}. */
    private Kept kept() {
        Stamp oldest = horizon.oldest();
        try (var now = readers.now()) {
            var moments = Protections.moments(now);
            moments.addAll(horizon.pinned());
            return new Kept(oldest, moments);
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private void rest(Duration time) {
        var deadline = world.clock().deadline(time);
        lock.lock();
        try {
            while (!closed && !deadline.passed(world.clock())) {
                world.clock().await(lock, closing, deadline.left(world.clock()));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the thread, and waits for that. */
    void close() {
        lock.lock();
        try {
            closed = true;
            closing.signalAll();
        } finally {
            lock.unlock();
        }
        if (task != null) {
            task.await();
        }
    }
}
