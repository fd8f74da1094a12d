package dev.hedgerow.operations;

import dev.hedgerow.kernel.OperationId;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** A worker's hold on an operation, and what other threads have learnt about it meanwhile. */
final class Claim {
    private final OperationId id;
    private final Lease lease;
    private final Instant deadline;
    private final AtomicReference<Hint> hint = new AtomicReference<>(Hint.NONE);
    private volatile long renewedNanos;

    Claim(Operation operation, long nowNanos) {
        this.id = operation.id();
        this.lease = ((Status.Running) operation.status()).lease();
        this.deadline = operation.work().deadline();
        this.renewedNanos = nowNanos;
    }

    OperationId id() {
        return id;
    }

    Lease lease() {
        return lease;
    }

    Instant deadline() {
        return deadline;
    }

    /** When the last renewal began, in the clock's monotonic time. */
    long renewedNanos() {
        return renewedNanos;
    }

    void renewed(long nanos) {
        renewedNanos = nanos;
    }

    Hint hint() {
        return hint.get();
    }

    void cancelRequested() {
        hint.compareAndSet(Hint.NONE, Hint.CANCEL);
    }

    void lost() {
        hint.set(Hint.LOST);
    }

    /** What the worker will find in the store when it looks. */
    enum Hint {
        NONE,
        CANCEL,
        LOST
    }
}
