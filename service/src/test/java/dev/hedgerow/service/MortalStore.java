package dev.hedgerow.service;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.store.ForwardingStore;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.TransactionOptions;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A store seen by a process that dies at one of its writes: before the commit, or after it and
 * before the answer. From then on nothing of that process reaches the store.
 */
final class MortalStore extends ForwardingStore {
    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
    private volatile boolean afterCommit;

    MortalStore(Store store) {
        super(store);
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
                super.transact(
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

    /** What is dead closes nothing. */
    @Override
    public void close() {}
}
