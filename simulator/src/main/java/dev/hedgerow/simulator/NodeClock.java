package dev.hedgerow.simulator;

import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;

/** A node's view of the one virtual time, and waits in it that end with the node's life. */
final class NodeClock implements Clock {
    private final Scheduler scheduler;
    private final Life life;
    private final NodeTime time;

    NodeClock(Scheduler scheduler, Life life, NodeTime time) {
        this.scheduler = scheduler;
        this.life = life;
        this.time = time;
    }

    @Override
    public Instant instant() {
        scheduler.perhapsYield();
        return time.wall(scheduler.nanos());
    }

    @Override
    public long nanos() {
        scheduler.perhapsYield();
        return time.local(scheduler.nanos());
    }

    @Override
    public void sleep(Duration duration) {
        scheduler.current();
        Thread me = Thread.currentThread();
        var due = new boolean[1];
        var timer =
                timer(
                        duration,
                        () -> {
                            due[0] = true;
                            LockSupport.unpark(me);
                        });
        while (!due[0]) {
            LockSupport.park();
            if (Thread.interrupted()) {
                timer.cancel();
                throw interrupted(new InterruptedException("while asleep"));
            }
        }
    }

    /**
     * The timer interrupts the waiting thread, so that it alone wakes: a signal to all would hide a
     * signal that somebody else forgot. An interrupt by others in the moment between the timer and
     * the thread's next step passes for the timer's.
     */
    @Override
    @SuppressWarnings("WaitNotInLoop") // callers loop, as the contract says
    public boolean await(Lock lock, Condition condition, Duration max) {
        scheduler.current();
        Thread me = Thread.currentThread();
        var due = new boolean[1];
        var timer =
                timer(
                        max,
                        () -> {
                            due[0] = true;
                            me.interrupt();
                        });
        try {
            condition.await();
            if (due[0]) {
                Thread.interrupted();
            }
        } catch (InterruptedException e) {
            if (!due[0]) {
                throw interrupted(e);
            }
        } finally {
            timer.cancel();
        }
        return !due[0];
    }

    private Scheduler.Timer timer(Duration max, Runnable action) {
        return scheduler.timer(time.global(max.toNanos()), life, action);
    }

    private static HedgerowException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return HedgerowException.causedBy(e, Failure.CANCELLED, Failure.CANCELLED.sentence());
    }
}
