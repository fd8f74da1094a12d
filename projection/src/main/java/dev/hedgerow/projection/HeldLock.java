package dev.hedgerow.projection;

import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Deadline;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.World;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A claim that is renewed, at a third of its lease, until it is closed. Closing gives it back.
 *
 * <p>A renewal that fails for want of the store is tried again while the lease lasts; one that is
 * refused ends it: the claim is lost.
 */
public final class HeldLock implements AutoCloseable {
    private final MaterializationLocks locks;
    private final Clock clock;
    private final LockClaim claim;
    private final Duration lease;
    private final ReentrantLock mutex = new ReentrantLock();
    private final Condition changed = mutex.newCondition();
    private Deadline next;
    private boolean closed;
    private boolean lost;

    HeldLock(MaterializationLocks locks, World world, LockClaim claim, Duration lease) {
        this.locks = locks;
        this.clock = world.clock();
        this.claim = claim;
        this.lease = lease;
        this.next = clock.deadline(lease.dividedBy(3));
        world.threads().start("lock-" + claim.graph(), this::renewals);
    }

    public LockClaim claim() {
        return claim;
    }

    /**
     * For long work, now and then: stops it when it has become useless.
     *
     * @throws HedgerowException STALE_EPOCH when the claim is lost
     */
    public void check() {
        mutex.lock();
        try {
            if (lost) {
                throw HedgerowException.of(
                        Failure.STALE_EPOCH,
                        "the %s was lost meanwhile; acquire it again".formatted(claim));
            }
        } finally {
            mutex.unlock();
        }
    }

    private void renewals() {
        while (rested()) {
            try {
                locks.renew(claim, lease);
            } catch (HedgerowException e) {
                if (!e.failure().kind().ours()) {
                    lose();
                    return;
                }
            }
        }
    }

    /** Waits for the next renewal; false when there is to be none. */
    private boolean rested() {
        mutex.lock();
        try {
            while (!closed && !next.passed(clock)) {
                clock.await(mutex, changed, next.left(clock));
            }
            // counted from before the renewal, as the lease may be
            next = clock.deadline(lease.dividedBy(3));
            return !closed;
        } finally {
            mutex.unlock();
        }
    }

    private void lose() {
        mutex.lock();
        try {
            lost = true;
        } finally {
            mutex.unlock();
        }
    }

    @Override
    public void close() {
        mutex.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            changed.signalAll();
        } finally {
            mutex.unlock();
        }
        locks.release(claim);
    }
}
