package dev.hedgerow.store;

import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.World;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** This machine's clock, whose wall time jumps and whose real time passes when the test says so. */
final class MovableClock implements Clock {
    private final Clock clock = World.system().clock();
    private final AtomicLong jumped = new AtomicLong();
    private final AtomicLong passed = new AtomicLong();

    World world() {
        var system = World.system();
        return new World(this, system.threads(), system.random());
    }

    /** The wall clock alone is set. */
    void jumps(Duration by) {
        jumped.addAndGet(by.toNanos());
    }

    /** Time goes by. */
    void passes(Duration time) {
        passed.addAndGet(time.toNanos());
    }

    @Override
    public Instant instant() {
        return clock.instant().plusNanos(passed.get()).plusNanos(jumped.get());
    }

    @Override
    public long nanos() {
        return clock.nanos() + passed.get();
    }

    @Override
    public void sleep(Duration duration) {
        clock.sleep(duration);
    }

    /** Returns early, as a wait may, for its caller to look at this clock again. */
    @Override
    public boolean await(Lock lock, Condition condition, Duration max) {
        var soon = Duration.ofMillis(5);
        clock.await(lock, condition, max.compareTo(soon) < 0 ? max : soon);
        return true;
    }
}
