package dev.hedgerow.operations;

import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Deadline;
import dev.hedgerow.kernel.OperationId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What the threads of one runner share: the claims they hold, the phase, and news of work. */
final class Crew {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Condition phases = lock.newCondition();
    private final Map<OperationId, Claim> held = new LinkedHashMap<>();
    private long newsCount;
    private int workers;
    private int guests;
    private volatile Phase phase = Phase.WORKING;

    Crew(Clock clock) {
        this.clock = clock;
    }

    Phase phase() {
        return phase;
    }

    boolean working() {
        return phase == Phase.WORKING;
    }

    /** Whether a worker gives its operation back instead of beginning a step. */
    boolean draining() {
        return phase.compareTo(Phase.DRAINING) >= 0;
    }

    /** Whether a worker gives its operation back even in the middle of a step. */
    boolean closing() {
        return phase.compareTo(Phase.CLOSING) >= 0;
    }

    /** Goes on to a later phase, and wakes everybody. */
    void enter(Phase next) {
        lock.lock();
        try {
            phase = next;
            news.signalAll();
            phases.signalAll();
        } finally {
            lock.unlock();
        }
    }

    long newsCount() {
        lock.lock();
        try {
            return newsCount;
        } finally {
            lock.unlock();
        }
    }

    /** There may be something in the queue: one idle worker looks. */
    void tellNews() {
        lock.lock();
        try {
            newsCount++;
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for news later than the count, or for another phase. */
    void awaitNews(long count) {
        lock.lock();
        try {
            while (newsCount == count && working()) {
                clock.await(lock, news, LONG);
            }
        } finally {
            lock.unlock();
        }
    }

    void begin(int number) {
        lock.lock();
        try {
            workers = number;
        } finally {
            lock.unlock();
        }
    }

    void workerLeaves() {
        lock.lock();
        try {
            workers--;
            phases.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until every worker has left.
     *
     * @return whether they all have
     */
    boolean awaitEmpty(Duration max) {
        Deadline deadline = clock.deadline(max);
        lock.lock();
        try {
            while (workers > 0 && !deadline.passed(clock)) {
                clock.await(lock, phases, deadline.left(clock));
            }
            return workers == 0;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Does something with the store, unless the crew is gone; the crew is not gone before it is
     * done.
     */
    void visit(Runnable work) {
        lock.lock();
        try {
            if (over()) {
                return;
            }
            guests++;
        } finally {
            lock.unlock();
        }
        try {
            work.run();
        } finally {
            lock.lock();
            try {
                guests--;
                phases.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Nobody visits any more when this returns. */
    void leave() {
        lock.lock();
        try {
            enter(Phase.GONE);
            while (guests > 0) {
                clock.await(lock, phases, LONG);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether there is nobody left to work for. */
    boolean over() {
        return phase == Phase.ABANDONED || phase == Phase.GONE;
    }

    /** Waits for the time, or less when the crew is gone. */
    void pause(Duration time) {
        Deadline deadline = clock.deadline(time);
        lock.lock();
        try {
            while (!over() && !deadline.passed(clock)) {
                clock.await(lock, phases, deadline.left(clock));
            }
        } finally {
            lock.unlock();
        }
    }

    void hold(Claim claim) {
        lock.lock();
        try {
            held.put(claim.id(), claim);
        } finally {
            lock.unlock();
        }
    }

    void drop(Claim claim) {
        lock.lock();
        try {
            held.remove(claim.id(), claim);
        } finally {
            lock.unlock();
        }
    }

    List<Claim> held() {
        lock.lock();
        try {
            return List.copyOf(held.values());
        } finally {
            lock.unlock();
        }
    }

    /** How a runner comes to its end. */
    enum Phase {
        WORKING,
        /** As if the process were dead: who runs goes on, unheard of and not knowing it. */
        ABANDONED,
        /** Nothing is claimed; who runs goes on to the next step and gives its operation back. */
        DRAINING,
        /** A progress report, too, is where an operation is given back. */
        CLOSING,
        GONE
    }
}
