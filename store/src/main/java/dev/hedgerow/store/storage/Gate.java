package dev.hedgerow.store.storage;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls in while the storage is open and sound. A native object used after its database is
 * closed crashes the process, so every cursor and every call in progress is counted here, and
 * {@link #close} waits for all of them.
 */
final class Gate {
    /** Set when it is closed, above the count of those inside. */
    private static final int CLOSED = 1 << 30;

    private final AtomicInteger inside = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private volatile @Nullable HedgerowException damage;

    /** Fails with SHUTTING_DOWN when closed, and with CORRUPT once damage has been seen. */
    void enter() {
        if (inside.incrementAndGet() > CLOSED) {
            leave();
            throw HedgerowException.of(Failure.SHUTTING_DOWN, "The store is closed");
        }
        var seen = damage;
        if (seen != null) {
            leave();
            throw HedgerowException.causedBy(
                    seen,
                    Failure.CORRUPT,
                    "The store serves nothing any more, because stored data is damaged; restore it from a backup");
        }
    }

    void leave() {
        if (inside.decrementAndGet() == CLOSED) {
            lock.lock();
            try {
                idle.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Lets nobody in from now on: what else is damaged is not known. */
    void damaged(HedgerowException how) {
        damage = how;
    }

    /** Waits for everybody inside; false when it was closed before. */
    boolean close() {
        lock.lock();
        try {
            if (inside.getAndUpdate(count -> count | CLOSED) >= CLOSED) {
                return false;
            }
            while (inside.get() > CLOSED) {
                idle.awaitUninterruptibly();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
