package dev.hedgerow.engine.ladybug;

import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Work that one thread hands over to another and waits for, without a limit of time. */
final class HandOver<T> implements Runnable {
    private final Supplier<T> work;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition done = lock.newCondition();
    private @Nullable T answer;
    private @Nullable Throwable failure;

    HandOver(Supplier<T> work) {
        this.work = work;
    }

    @Override
    public void run() {
        T made = null;
        Throwable thrown = null;
        try {
            made = work.get();
        } catch (Throwable e) { // of whatever kind, it belongs to the caller who waits for it
            thrown = e;
        }
        lock.lock();
        try {
            answer = made;
            failure = thrown;
            done.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What the work returned; fails as it failed. */
    T await() {
        lock.lock();
        try {
            while (answer == null && failure == null) {
                done.awaitUninterruptibly();
            }
            switch (failure) {
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case Throwable e -> throw new IllegalStateException(e);
                case null -> {}
            }
            return Objects.requireNonNull(answer);
        } finally {
            lock.unlock();
        }
    }
}
