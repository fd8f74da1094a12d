package dev.hedgerow.operations;

import dev.hedgerow.kernel.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/** Stands still until told how much time passes. Sleeps, being short back-offs, pass at once. */
final class ManualClock implements Clock {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private record Sleeper(Thread thread, Lock lock, Condition condition, long untilNanos) {}

    private final ReentrantLock guard = new ReentrantLock();
    private final List<Sleeper> sleepers = new ArrayList<>();
    private final Condition added = guard.newCondition();
    private long nanos;

    void advance(Duration time) {
        List<Sleeper> woken;
        guard.lock();
        try {
            nanos += time.toNanos();
            woken = sleepers.stream().filter(sleeper -> sleeper.untilNanos <= nanos).toList();
        } finally {
            guard.unlock();
        }
        for (Sleeper sleeper : woken) {
            sleeper.lock.lock();
            try {
                sleeper.condition.signalAll();
            } finally {
                sleeper.lock.unlock();
            }
        }
    }

    /** Waits until each of the threads waits for a time that is still to come. */
    void awaitSleepers(Collection<Thread> threads) {
        guard.lock();
        try {
            while (!sleeping().containsAll(threads)) {
                added.awaitUninterruptibly();
            }
        } finally {
            guard.unlock();
        }
    }

    private Set<Thread> sleeping() {
        return sleepers.stream()
                .filter(sleeper -> sleeper.untilNanos > nanos)
                .map(Sleeper::thread)
                .collect(Collectors.toSet());
    }

    @Override
    public Instant instant() {
        return START.plusNanos(nanos());
    }

    @Override
    public long nanos() {
        guard.lock();
        try {
            return nanos;
        } finally {
            guard.unlock();
        }
    }

    @Override
    public void sleep(Duration duration) {
        Thread.onSpinWait();
    }

    @Override
    @SuppressWarnings("WaitNotInLoop") // callers loop, as the contract says
    public boolean await(Lock lock, Condition condition, Duration max) {
        Sleeper sleeper;
        guard.lock();
        try {
            sleeper = new Sleeper(Thread.currentThread(), lock, condition, nanos + max.toNanos());
            sleepers.add(sleeper);
            added.signalAll();
        } finally {
            guard.unlock();
        }
        try {
            condition.await();
            return nanos() < sleeper.untilNanos;
        } catch (InterruptedException e) {
            throw new IllegalStateException("a test thread was interrupted", e);
        } finally {
            guard.lock();
            try {
                sleepers.remove(sleeper);
            } finally {
                guard.unlock();
            }
        }
    }
}
