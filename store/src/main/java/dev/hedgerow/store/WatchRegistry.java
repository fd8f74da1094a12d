package dev.hedgerow.store;

import dev.hedgerow.kernel.Clock;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Who waits for a change of which keys. */
final class WatchRegistry {
    private final CopyOnWriteArrayList<RangeWatch> watches = new CopyOnWriteArrayList<>();
    private final Clock clock;

    WatchRegistry(Clock clock) {
        this.clock = clock;
    }

    Store.Watch watch(KeyRange range) {
        var watch = new RangeWatch(range);
        watches.add(watch);
        return watch;
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
