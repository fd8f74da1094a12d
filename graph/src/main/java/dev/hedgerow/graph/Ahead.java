package dev.hedgerow.graph;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Threads;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Batches that a thread of its own reads ahead, a few of them, so that reading goes on beside what
 * becomes of what was read. Closing waits until the source is not touched any more.
 */
final class Ahead<T> implements AutoCloseable {
    private static final int BATCHES = 8;

    private final Supplier<List<T>> source;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final CountDownLatch done = new CountDownLatch(1);
    private final ArrayDeque<List<T>> batches = new ArrayDeque<>();
    private @Nullable Thread thread;
    private boolean ended;
    private boolean stopped;
    private @Nullable Throwable thrown;

    /**
     * @param source gives the next batch, an empty one at the end; touched by nobody else from the
     *     start on
     */
    Ahead(Supplier<List<T>> source) {
        this.source = source;
    }

    void start(Threads threads, String name) {
        thread = threads.startDedicated(name, this::run);
    }

    boolean isStarted() {
        return thread != null;
    }

    private void run() {
        try {
            for (List<T> next = source.get(); !next.isEmpty() && give(next); ) {
                next = source.get();
            }
        } catch (RuntimeException | Error e) {
            thrown = e;
        } finally {
            end();
        }
    }

    /** Hands over a batch, when there is room; false when nobody wants it. */
    private boolean give(List<T> batch) {
        lock.lock();
        try {
            while (batches.size() >= BATCHES && !stopped) {
                changed.await();
            }
            batches.add(batch);
            changed.signalAll();
            return !stopped;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        done.countDown();
    }

    /** The next batch, an empty one at the end; fails as the source has failed. */
    List<T> take() {
        lock.lock();
        try {
            while (batches.isEmpty() && !ended) {
                changed.await();
            }
            changed.signalAll();
            List<T> next = batches.poll();
            return next == null ? nothing() : next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw HedgerowException.causedBy(e, Failure.CANCELLED, Failure.CANCELLED.sentence());
        } finally {
            lock.unlock();
        }
    }

    private List<T> nothing() {
        switch (thrown) {
            case null -> {
                return List.of();
            }
            case HedgerowException e ->
                    throw HedgerowException.causedBy(
                            e, e.failure(), String.valueOf(e.getMessage()));
            case Throwable e ->
                    throw HedgerowException.causedBy(
                            e, Failure.INTERNAL, Failure.INTERNAL.sentence());
        }
    }

    @Override
    public void close() {
        Thread reading = thread;
        if (reading == null) {
            return;
        }
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
            if (!ended) {
                reading.interrupt();
            }
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (true) {
            try {
                done.await();
                break;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
