package dev.hedgerow.store;

import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Stamp;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Who waits for a change of which keys, and who keeps what they read there. */
final class WatchRegistry {
    private final CopyOnWriteArrayList<RangeWatch> watches = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<RangeChange> changes = new CopyOnWriteArrayList<>();

    /** Held while a new one learns what may have been before it. */
    private final ReentrantLock announcing = new ReentrantLock();

    private Stamp announced = Stamp.ZERO;
    private final Clock clock;

    WatchRegistry(Clock clock) {
        this.clock = clock;
    }

    Store.Watch watch(KeyRange range) {
        var watch = new RangeWatch(range);
        watches.add(watch);
        return watch;
    }

    Store.LastChange lastChange(KeyRange range) {
        var change = new RangeChange(range);
        announcing.lock();
        try {
            changes.add(change);
            change.stamp = announced;
        } finally {
            announcing.unlock();
        }
        return change;
    }

    /** Called before the writes become visible, the newest of them at the stamp. */
    void committing(List<ReplicatedLog.Versioned> writes, List<KeyRange> ranges, Stamp stamp) {
        announcing.lock();
        try {
            announced = stamp;
            for (RangeChange change : changes) {
                if (change.isMetBy(writes, ranges)) {
                    change.stamp = stamp;
                }
            }
        } finally {
            announcing.unlock();
        }
    }

    /** Called before it becomes visible what was written, which nobody knows. */
    void committingAnything(Stamp stamp) {
        announcing.lock();
        try {
            announced = stamp;
            for (RangeChange change : changes) {
                change.stamp = stamp;
            }
        } finally {
            announcing.unlock();
        }
    }

    /** Called after the writes have become visible. */
    void committed(List<ReplicatedLog.Versioned> writes, List<KeyRange> ranges) {
        if (watches.isEmpty()) {
            return;
        }
        var keys = new TreeSet<Key>();
        writes.forEach(write -> keys.add(write.key()));
        for (RangeWatch watch : watches) {
            Key first = keys.ceiling(watch.range.from());
            boolean key = first != null && first.compareTo(watch.range.to()) < 0;
            if (key || ranges.stream().anyMatch(watch.range::intersects)) {
                watch.fire();
            }
        }
    }

    /** Called when it is not known what has changed. */
    void lookAgain() {
        watches.forEach(RangeWatch::fire);
    }

    private static final class RangeChange implements Store.LastChange {
        private final KeyRange range;
        private volatile Stamp stamp = Stamp.ZERO;

        RangeChange(KeyRange range) {
            this.range = range;
        }

        private boolean isMetBy(List<ReplicatedLog.Versioned> writes, List<KeyRange> ranges) {
            for (ReplicatedLog.Versioned write : writes) {
                if (range.contains(write.key())) {
                    return true;
                }
            }
            return ranges.stream().anyMatch(range::intersects);
        }

        @Override
        public Stamp stamp() {
            return stamp;
        }
    }

    private final class RangeWatch implements Store.Watch {
        private final KeyRange range;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition fired = lock.newCondition();
        private boolean changed;

        RangeWatch(KeyRange range) {
            this.range = range;
        }

        private void fire() {
            lock.lock();
            try {
                changed = true;
                fired.signalAll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public boolean await(Duration max) {
            var deadline = clock.deadline(max);
            lock.lock();
            try {
                while (!changed && !deadline.passed(clock)) {
                    clock.await(lock, fired, deadline.left(clock));
                }
                boolean seen = changed;
                changed = false;
                return seen;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            watches.remove(this);
            fire();
        }
    }
}
