package dev.hedgerow.store;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Threads;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Work on a thread of its own, with a place to wait for its end. */
final class Task {
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile @Nullable Throwable thrown;

    private Task() {}

    static Task start(Threads threads, String name, Runnable work) {
        var task = new Task();
        threads.startDedicated(name, () -> task.run(work));
        return task;
    }

    private void run(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            thrown = e;
        } finally {
            done.countDown();
        }
    }

    /** Waits for the end, however the work ends. */
    void join() {
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw HedgerowException.causedBy(e, Failure.CANCELLED, "The wait was interrupted");
        }
    }

    /** Waits for the end; fails as the work failed. */
    void await() {
        join();
        switch (thrown) {
            case null -> {}
            case HedgerowException e ->
                    throw HedgerowException.causedBy(
                            e, e.failure(), String.valueOf(e.getMessage()));
            case Throwable e ->
                    throw HedgerowException.causedBy(
                            e, Failure.INTERNAL, Failure.INTERNAL.sentence());
        }
    }
}
