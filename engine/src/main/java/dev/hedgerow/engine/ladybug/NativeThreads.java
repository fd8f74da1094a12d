package dev.hedgerow.engine.ladybug;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Threads;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The threads on which native calls run: dedicated ones, started when needed and never more than
 * asked for, with a bounded queue before them. A virtual thread would keep its carrier for as long
 * as a query runs.
 */
final class NativeThreads {
    private static final int WAITING_MAX = 1024;

    private final Threads threads;
    private final int threadsMax;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int started;
    private int idle;
    private boolean closed;

    NativeThreads(Threads threads, int threadsMax) {
        this.threads = threads;
        this.threadsMax = threadsMax;
    }

    /** Runs the task, which must not throw, as soon as a thread is free. */
    void run(Runnable task) {
        lock.lock();
        try {
            if (closed) {
                throw HedgerowException.of(Failure.WRONG_STATE, "The engine is closed");
            }
            if (waiting.size() >= WAITING_MAX) {
                throw HedgerowException.of(
                        Failure.OVERLOADED,
                        WAITING_MAX + " calls wait for the engine already; try again later");
            }
            waiting.addLast(task);
            if (idle >= waiting.size()) {
                work.signal();
            } else if (started < threadsMax) {
                started++;
                var _ = threads.startDedicated("engine-" + started, this::work);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends the threads when the tasks that wait are done. */
    void close() {
        lock.lock();
        try {
            closed = true;
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        var task = take();
        while (task != null) {
            task.run();
            task = take();
        }
    }

    private @Nullable Runnable take() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                idle++;
                work.awaitUninterruptibly();
                idle--;
            }
            return waiting.pollFirst();
        } finally {
            lock.unlock();
        }
    }
}
