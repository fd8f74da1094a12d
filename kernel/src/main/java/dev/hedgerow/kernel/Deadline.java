package dev.hedgerow.kernel;

import java.time.Duration;

/**
 * A moment on a clock's monotonic time, after which an answer is of no use.
 *
 * @param nanos comparable with {@link Clock#nanos()} of the clock that made it, and no other
 */
public record Deadline(long nanos) {
    /** What is left, never negative. */
    public Duration left(Clock clock) {
        return Duration.ofNanos(Math.max(0, nanos - clock.nanos()));
    }

    public boolean passed(Clock clock) {
        return nanos - clock.nanos() <= 0;
    }

    /** The earlier of the two. */
    public Deadline min(Deadline other) {
        return nanos - other.nanos <= 0 ? this : other;
    }
}
