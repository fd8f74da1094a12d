package dev.hedgerow.graph;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Blocks;
import dev.hedgerow.store.ForwardingStore;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.TransactionOptions;
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
final class HookedStore extends ForwardingStore {
    private final AtomicReference<@Nullable Runnable> beforeCommit = new AtomicReference<>();
    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private volatile boolean losesReply;
    private volatile UnaryOperator<Transaction> wrapping = UnaryOperator.identity();

    HookedStore(Store store) {
        super(store);
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
                super.transact(
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

    /** How many entries snapshots have read since it was asked last. */
    int takeReads() {
        return reads.getAndSet(0);
    }

    @Override
    public Snapshot snapshot() {
        return new Counted(super.snapshot());
    }

    @Override
    public Snapshot snapshot(Stamp at) {
        return new Counted(super.snapshot(at));
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
        public List<KeyRange> halves(KeyRange range, long bytesMin) {
            return snapshot.halves(range, bytesMin);
        }

        @Override
        public Blocks blocks(KeyRange range, int bytes) {
            return snapshot.blocks(range, bytes);
        }

        @Override
        public void close() {
            snapshot.close();
        }
    }
}
