package dev.hedgerow.server.http;

import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Deadline;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts the running calls, lets no more than a limit run, and none once the way down begins. */
final class Draining {
    private final Clock clock;
    private final int callsMax;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private int running;
    private volatile boolean down;

    Draining(Clock clock, int callsMax) {
        this.clock = clock;
        this.callsMax = callsMax;
    }

    /** Lets a call begin, or tells why not; each that began must {@link #leave}. */
    void enter() {
        lock.lock();
        try {
            if (down) {
                throw HedgerowException.of(
                        Failure.SHUTTING_DOWN,
                        "The node is shutting down and takes no more requests: try again");
            }
            if (running >= callsMax) {
                throw HedgerowException.of(
                        Failure.OVERLOADED,
                        "%d requests are running already: try again".formatted(running));
            }
            running++;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            running--;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean down() {
        return down;
    }

    int running() {
        lock.lock();
        try {
            return running;
        } finally {
            lock.unlock();
        }
    }

    /** Lets no more calls begin, and waits for the running ones; returns how many are left. */
    int drain(Duration grace) {
        Deadline deadline = clock.deadline(grace);
        lock.lock();
        try {
            down = true;
            while (running > 0 && !deadline.passed(clock)) {
                clock.await(lock, ended, deadline.left(clock));
            }
            return running;
        } finally {
            lock.unlock();
        }
    }
}
