package dev.hedgerow.kernel;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * Wall time, monotonic time, and every timed wait. An interrupted wait fails with {@link
 * Failure#CANCELLED} and leaves the thread's interrupt flag set.
 */
public interface Clock extends InstantSource {
    /** Monotonic nanoseconds from an arbitrary origin; counts while the machine is suspended. */
    long nanos();

    void sleep(Duration duration);

    /**
     * Waits on the condition for at most {@code max}; the caller holds the lock. Like every wait on
     * a condition it may return early without a cause.
     *
     * @return false when the time has passed
     */
    boolean await(Lock lock, Condition condition, Duration max);

    /** The moment {@code from now} on this clock's monotonic time. */
    default Deadline deadline(Duration fromNow) {
        return new Deadline(nanos() + fromNow.toNanos());
    }
}
