package dev.hedgerow.projection.build;

import dev.hedgerow.kernel.World;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs native work on a thread of its own, so that a virtual thread only waits for it. */
public final class Dedicated {
    private Dedicated() {}

    /** What the work gives, or its failure. */
    public static <T> T call(World world, String name, Supplier<T> work) {
        var task = new Task<>(work);
        world.threads().startDedicated(name, task);
        return task.await();
    }

    private static final class Task<T> implements Runnable {
        private final Supplier<T> work;
        private final CountDownLatch done = new CountDownLatch(1);
        private volatile @Nullable T result;
        private volatile @Nullable Throwable failure;

        Task(Supplier<T> work) {
            this.work = work;
        }

        @Override
        public void run() {
            try {
                result = work.get();
            } catch (RuntimeException | Error e) {
                failure = e;
            } finally {
                done.countDown();
            }
        }

        /** Not to be interrupted: the work uses what the caller would close. */
        T await() {
            boolean interrupted = false;
            while (true) {
                try {
                    done.await();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            Throwable thrown = failure;
            switch (thrown) {
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case null, default -> {}
            }
            T value = result;
            if (value == null) {
                throw new IllegalStateException("dedicated work gives a value");
            }
            return value;
        }
    }
}
