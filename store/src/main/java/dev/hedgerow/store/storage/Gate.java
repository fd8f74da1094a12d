package dev.hedgerow.store.storage;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls in while the storage is open and sound. A native object used after its database is
 * closed crashes the process, so every cursor and every call in progress is counted here, and
 * {@link #close} waits for all of them.
 */
final class Gate {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private int inside;
    private boolean closed;
    private @Nullable HedgerowException damage;

    /** Fails with SHUTTING_DOWN when closed, and with CORRUPT once damage has been seen. */
    void enter() {
        lock.lock();
        try {
            if (closed) {
                throw HedgerowException.of(Failure.SHUTTING_DOWN, "The store is closed");
            }
            if (damage != null) {
                throw HedgerowException.causedBy(
                        damage,
                        Failure.CORRUPT,
                        "The store serves nothing any more, because stored data is damaged; restore it from a backup");
            }
            inside++;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            if (--inside == 0) {
                idle.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets nobody in from now on: what else is damaged is not known. */
    void damaged(HedgerowException how) {
        lock.lock();
        try {
            damage = how;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for everybody inside; false when it was closed before. */
    boolean close() {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            closed = true;
            while (inside > 0) {
                idle.awaitUninterruptibly();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
