package dev.hedgerow.kernel;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** Moves only when told; nobody waits on it. */
final class SteppedClock implements Clock {
    private long millis;

    SteppedClock(long millis) {
        this.millis = millis;
    }

    void step(long by) {
        millis += by;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis);
    }

    @Override
    public long nanos() {
        return millis * 1_000_000;
    }

    @Override
    public void sleep(Duration duration) {
        throw new IllegalStateException("nobody sleeps on this clock");
    }

    @Override
    public boolean await(Lock lock, Condition condition, Duration max) {
        throw new IllegalStateException("nobody waits on this clock");
    }
}
