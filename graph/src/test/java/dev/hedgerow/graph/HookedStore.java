package dev.hedgerow.graph;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Backup;
import dev.hedgerow.store.BulkLoad;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.TransactionOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A real store in which something else can be made to happen between the body of a transaction and
 * its commit, or the reply be lost.
 */
final class HookedStore implements Store {
    private final Store store;
    private final AtomicReference<@Nullable Runnable> beforeCommit = new AtomicReference<>();
    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private volatile boolean losesReply;
    private volatile UnaryOperator<Transaction> wrapping = UnaryOperator.identity();

    HookedStore(Store store) {
        this.store = store;
    }

    /** Runs once, after the body of the next transaction ran for the first time. */
    void beforeNextCommit(Runnable action) {
        beforeCommit.set(action);
        runs.set(0);
    }

    void loseNextReply() {
        losesReply = true;
    }

    void wrap(UnaryOperator<Transaction> wrapper) {
        wrapping = wrapper;
    }

    /** How often the body ran since the hook was set. */
    int runs() {
        return runs.get();
    }

    @Override
    public <T extends @Nullable Object> Outcome<T> transact(
            TransactionOptions options, Function<Transaction, T> function) {
        Outcome<T> outcome =
                store.transact(
                        options,
                        tx -> {
                            T value = function.apply(wrapping.apply(tx));
                            Runnable action = beforeCommit.getAndSet(null);
                            if (action != null) {
                                action.run();
                                runs.set(0);
                            }
                            runs.incrementAndGet();
                            return value;
                        });
        if (losesReply) {
            losesReply = false;
            throw HedgerowException.of(Failure.OUTCOME_UNKNOWN);
        }
        return outcome;
    }

    @Override
    public BulkLoad bulkLoad(List<KeyRange> ranges) {
        return store.bulkLoad(ranges);
    }

    /** How many entries snapshots have read since it was asked last. */
    int takeReads() {
        return reads.getAndSet(0);
    }

    @Override
    public Snapshot snapshot() {
        return new Counted(store.snapshot());
    }

    @Override
    public Snapshot snapshot(Stamp at) {
        return new Counted(store.snapshot(at));
    }

    /** A snapshot whose reads are counted. */
    private final class Counted implements Snapshot {
        private final Snapshot snapshot;

        Counted(Snapshot snapshot) {
            this.snapshot = snapshot;
        }

        @Override
        public Stamp stamp() {
            return snapshot.stamp();
        }

        @Override
        public Optional<Entry> get(Key key) {
            reads.incrementAndGet();
            return snapshot.get(key);
        }

        @Override
        public List<Entry> scan(KeyRange range, int limit, Direction direction) {
            List<Entry> entries = snapshot.scan(range, limit, direction);
            reads.addAndGet(entries.size());
            return entries;
        }

        @Override
        public void close() {
            snapshot.close();
        }
    }

    @Override
    public Stamp visible() {
        return store.visible();
    }

    @Override
    public Stamp oldest() {
        return store.oldest();
    }

    @Override
    public long collect() {
        return store.collect();
    }

    @Override
    public void compact() {
        store.compact();
    }

    @Override
    public Backup backup(Path folder) {
        return store.backup(folder);
    }

    @Override
    public long bytes() {
        return store.bytes();
    }

    @Override
    public Watch watch(KeyRange range) {
        return store.watch(range);
    }

    @Override
    public void close() {
        store.close();
    }
}
