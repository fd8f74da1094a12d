package dev.hedgerow.service;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Backup;
import dev.hedgerow.store.BulkLoad;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.TransactionOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A store seen by a process that dies at one of its writes: before the commit, or after it and
 * before the answer. From then on nothing of that process reaches the store.
 */
final class MortalStore implements Store {
    private final Store store;
    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
    private volatile boolean afterCommit;

    MortalStore(Store store) {
        this.store = store;
    }

    /** Dies at the write that follows so many others. */
    void dieAt(int write, boolean after) {
        afterCommit = after;
        left.set(write);
    }

    boolean isDead() {
        return left.get() < 0;
    }

    private static HedgerowException dead() {
        return HedgerowException.of(Failure.SHUTTING_DOWN, "The process is dead");
    }

    @Override
    public <T extends @Nullable Object> Outcome<T> transact(
            TransactionOptions options, Function<Transaction, T> function) {
        Outcome<T> outcome =
                store.transact(
                        options,
                        tx -> {
                            T value = function.apply(tx);
                            if (isDead() || (left.get() == 0 && !afterCommit)) {
                                left.set(-1);
                                throw dead();
                            }
                            return value;
                        });
        if (left.getAndUpdate(n -> n < 0 ? n : n - 1) <= 0) {
            throw dead();
        }
        return outcome;
    }

    @Override
    public BulkLoad bulkLoad(List<KeyRange> ranges) {
        return store.bulkLoad(ranges);
    }

    @Override
    public Snapshot snapshot() {
        return store.snapshot();
    }

    @Override
    public Snapshot snapshot(Stamp at) {
        return store.snapshot(at);
    }

    @Override
    public Stamp visible() {
        return store.visible();
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
    public long collect() {
        return store.collect();
    }

    @Override
    public Stamp oldest() {
        return store.oldest();
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
    public void close() {}
}
