package dev.hedgerow.dynamodb.http;

import dev.hedgerow.dynamodb.PortLimits;
import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Deadline;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What all connections hold together: themselves, requests between their last byte and the last
 * byte of their answer, and bytes of bodies and answers.
 */
public final class Crowd {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final PortLimits limits;
    private final Clock clock;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private volatile boolean closing;

    public Crowd(PortLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** Whether another connection may stay; each is to be told of with {@link #disconnected}. */
    boolean connected() {
        return connections.incrementAndGet() <= limits.connectionsMax();
    }

    void disconnected() {
        connections.decrementAndGet();
    }

    /** Lets a request begin, if there is room; then it must {@link #leave}. */
    boolean enter() {
        if (requests.incrementAndGet() > limits.requestsMax()) {
            leave();
            return false;
        }
        return true;
    }

    void leave() {
        if (requests.decrementAndGet() == 0 && closing) {
            lock.lock();
            try {
                ended.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Takes room for bytes, if there is as much; it is to be given back. */
    boolean take(long count) {
        if (bytes.addAndGet(count) > limits.bufferedBytesMax()) {
            give(count);
            return false;
        }
        return true;
    }

    void give(long count) {
        bytes.addAndGet(-count);
    }

    /** Whether the port closes, and takes no more requests. */
    boolean closing() {
        return closing;
    }

    /** Connections open now. */
    public int connections() {
        return connections.get();
    }

    /** Requests running now. */
    public int requests() {
        return requests.get();
    }

    /** Bytes of bodies and answers held now. */
    public long bytes() {
        return bytes.get();
    }

    /** Takes no more requests from now on. */
    public void close() {
        closing = true;
    }

    /** Waits for the running requests, no longer than the grace; returns how many are left. */
    public int drain(Duration grace) {
        Deadline deadline = clock.deadline(grace);
        lock.lock();
        try {
            while (requests.get() > 0 && !deadline.passed(clock)) {
                Duration left = deadline.left(clock);
                clock.await(lock, ended, left.compareTo(LOOK) < 0 ? left : LOOK);
            }
            return requests.get();
        } finally {
            lock.unlock();
        }
    }
}
