package dev.hedgerow.kernel;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

final class SystemClock implements Clock {
    @Override
    public Instant instant() {
        return Instant.now();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void sleep(Duration duration) {
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    @SuppressWarnings("WaitNotInLoop") // callers loop, as the contract says
    public boolean await(Lock lock, Condition condition, Duration max) {
        try {
            return condition.awaitNanos(max.toNanos()) > 0;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static HedgerowException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return HedgerowException.causedBy(e, Failure.CANCELLED, Failure.CANCELLED.sentence());
    }
}
