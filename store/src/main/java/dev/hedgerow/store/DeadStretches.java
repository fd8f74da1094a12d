package dev.hedgerow.store;

import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Reader.Direction;
import dev.hedgerow.store.storage.Batch;
import dev.hedgerow.store.storage.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where nothing lives any more: stretches of keys that a scan found deleted, one behind the other,
 * so that the next one goes over them in one step. What is taken from the front of a range stays
 * there for as long as the past is kept; without this, whoever looks for the first that is left
 * would pass it all each time.
 *
 * <p>A stretch holds for every moment from the one on at which it was seen. A put that falls into
 * it cuts it in two before it is stored; every put passes through here. Who saw a stretch tells of
 * it later than it was seen, so the last puts are remembered, and those who are still looking hear
 * of each.
 *
 * <p>Stretches that follow one another become one when somebody meets them who can use both, and
 * they are of about the same age, or both some seconds old. So there are few of them, and a
 * transaction that began a little before the last was seen can use those from before that.
 *
 * <p>Now and then they are stored, so that a restart does not have to find them again. Before
 * something is put into one that is stored, all that is stored of them is removed.
 */
final class DeadStretches {
    private static final int STRETCHES_MAX = 512;
    private static final int WATCHES_MAX = 64;

    /** As stamps count: whoever reads an older moment may have to pass what others go over. */
    private static final long OLD = 10_000L << 16;

    private static final Comparator<byte[]> ORDER = Arrays::compareUnsigned;

    private final Storage storage;
    private final ReentrantLock lock = new ReentrantLock();
    private final NavigableMap<byte[], Stretch> stretches = new TreeMap<>(ORDER);
    private final List<Watch> watches = new ArrayList<>();
    private final RecentPuts puts;
    private Stamp newest;
    private long uses;
    private boolean changed;

    /** Held while what is stored of them changes; taken before the other lock. */
    private final ReentrantLock storing = new ReentrantLock();

    private NavigableMap<byte[], Stretch> stored;

    /** Whether storing them failed, so that others than those may be stored. */
    private boolean inDoubt;

    /**
     * @param start the newest commit
     */
    DeadStretches(Storage storage, Stamp start) {
        this.storage = storage;
        newest = start;
        puts = new RecentPuts(start);
        storage.read(Layout.STRETCHES).map(Tuple::decode).ifPresent(this::learn);
        stored = new TreeMap<>(stretches);
    }

    private void learn(Tuple row) {
        for (int i = 0; i < row.size(); i += 3) {
            add(new Stretch(row.bytes(i), row.bytes(i + 1), row.stamp(i + 2)));
        }
    }

    /** Places between stored keys, and the moment from which on all between them is dead. */
    static final class Stretch {
        private final byte[] from;
        private final byte[] to;
        private final Stamp since;
        private long used;

        private Stretch(byte[] from, byte[] to, Stamp since) {
            this.from = from;
            this.to = to;
            this.since = since;
        }

        byte[] from() {
            return from;
        }

        byte[] to() {
            return to;
        }

        private boolean holds(byte[] place) {
            return ORDER.compare(from, place) <= 0 && ORDER.compare(place, to) < 0;
        }
    }

    /** Hears of puts while somebody looks how far a stretch goes. */
    static final class Watch {
        private final byte[] start;
        private final Direction direction;
        private final Stamp moment;

        /** The nearest put in that direction. */
        private byte @Nullable [] barrier;

        private Watch(byte[] start, Direction direction, Stamp moment) {
            this.start = start;
            this.direction = direction;
            this.moment = moment;
        }

        private void put(byte[] place) {
            boolean up = direction == Direction.ASCENDING;
            int ahead = ORDER.compare(place, start);
            boolean nearer = barrier == null || ORDER.compare(place, barrier) < 0 == up;
            if (nearer && (up ? ahead >= 0 : ahead < 0)) {
                barrier = place;
            }
        }
    }

    /** The stretch around a stored key that is dead for whoever reads the moment, if one is. */
    @Nullable Stretch around(byte[] here, Stamp moment) {
        lock.lock();
        try {
            var floor = stretches.floorEntry(here);
            if (floor == null) {
                return null;
            }
            Stretch found = floor.getValue();
            if (!found.holds(here) || found.since.isAfter(moment)) {
                return null;
            }
            found.used = ++uses;
            return joined(found, moment);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Begins to look how far a stretch goes.
     *
     * @return null when too much has happened since the moment, or too many are looking
     */
    @Nullable Watch watch(byte[] start, Direction direction, Stamp moment) {
        lock.lock();
        try {
            if (puts.forgotten().isAfter(moment) || watches.size() >= WATCHES_MAX) {
                return null;
            }
            var watch = new Watch(start, direction, moment);
            puts.since(moment, watch::put);
            watches.add(watch);
            return watch;
        } finally {
            lock.unlock();
        }
    }

    /** Takes what was found: everything between the start and the end was dead at the moment. */
    void found(Watch watch, byte[] end) {
        lock.lock();
        try {
            if (!watches.remove(watch)) {
                return;
            }
            byte[] barrier = watch.barrier;
            if (barrier == null || !isBefore(barrier, end, watch.direction)) {
                barrier = end;
            } else if (watch.direction == Direction.DESCENDING) {
                barrier = behind(barrier);
            }
            if (watch.direction == Direction.ASCENDING) {
                insert(watch.start, barrier, watch.moment);
            } else {
                insert(barrier, watch.start, watch.moment);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether a put is met before the end, which lies before what was found when going down. */
    private static boolean isBefore(byte[] put, byte[] end, Direction direction) {
        return direction == Direction.ASCENDING
                ? ORDER.compare(put, end) < 0
                : ORDER.compare(put, end) >= 0;
    }

    private void insert(byte[] first, byte[] last, Stamp since) {
        if (ORDER.compare(first, last) >= 0) {
            return;
        }
        byte[] from = first;
        byte[] to = last;
        for (Stretch other : overlapping(from, to)) {
            if (other.since.isAfter(since)) {
                stretches.remove(other.from);
                add(new Stretch(other.from, from, other.since));
                add(new Stretch(to, other.to, other.since));
            } else if (ORDER.compare(other.from, from) <= 0) {
                from = other.to;
            } else {
                to = other.from;
                break;
            }
        }
        if (ORDER.compare(from, to) < 0) {
            add(new Stretch(from, to, since));
        }
    }

    private List<Stretch> overlapping(byte[] from, byte[] to) {
        var found = new ArrayList<Stretch>();
        var before = stretches.lowerEntry(from);
        if (before != null && before.getValue().holds(from)) {
            found.add(before.getValue());
        }
        found.addAll(stretches.subMap(from, to).values());
        return found;
    }

    /** Adds it unless it is empty; the one used longest ago makes room. */
    private void add(Stretch stretch) {
        if (ORDER.compare(stretch.from, stretch.to) >= 0) {
            return;
        }
        if (stretches.size() >= STRETCHES_MAX) {
            stretches.values().stream()
                    .min(Comparator.comparingLong(each -> each.used))
                    .ifPresent(least -> stretches.remove(least.from));
        }
        stretch.used = ++uses;
        stretches.put(stretch.from, stretch);
        changed = true;
    }

    /** With those that follow it, if they are as good for whoever reads the moment. */
    private Stretch joined(Stretch stretch, Stamp moment) {
        Stretch joined = stretch;
        for (Stretch next = stretches.get(stretch.to);
                next != null && !next.since.isAfter(moment) && isOfOneAge(joined.since, next.since);
                next = stretches.get(joined.to)) {
            stretches.remove(joined.from);
            stretches.remove(next.from);
            Stamp later = joined.since.isAfter(next.since) ? joined.since : next.since;
            joined = new Stretch(joined.from, next.to, later);
            add(joined);
        }
        return joined;
    }

    private boolean isOfOneAge(Stamp one, Stamp other) {
        long a = Math.max(0, newest.value() - one.value());
        long b = Math.max(0, newest.value() - other.value());
        long younger = Math.min(a, b);
        return younger >= OLD || Math.max(a, b) / 2 <= younger;
    }

    /**
     * Called before an entry is stored.
     *
     * @param loads whether it makes loads visible, whose rows are not among the writes
     */
    void storing(List<ReplicatedLog.Versioned> writes, boolean loads, Stamp last) {
        if (cut(writes, loads, last)) {
            storing.lock();
            try {
                var batch = new Batch();
                batch.delete(Layout.STRETCHES);
                storage.write(batch);
                nothingIsStored();
            } finally {
                storing.unlock();
            }
        }
    }

    private void nothingIsStored() {
        lock.lock();
        try {
            stored.clear();
            inDoubt = false;
            changed = true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether what is stored would be wrong with it. */
    private boolean cut(List<ReplicatedLog.Versioned> writes, boolean loads, Stamp last) {
        lock.lock();
        try {
            newest = last;
            if (loads) {
                stretches.clear();
                watches.clear();
                puts.forget(last);
                changed = true;
                return inDoubt || !stored.isEmpty();
            }
            boolean wrong = inDoubt;
            for (ReplicatedLog.Versioned write : writes) {
                if (!Layout.isDeleted(write.value())) {
                    wrong |= cut(Layout.beforeKey(write.key()), write.stamp());
                }
            }
            return wrong;
        } finally {
            lock.unlock();
        }
    }

    private boolean cut(byte[] place, Stamp stamp) {
        puts.add(place, stamp);
        watches.forEach(watch -> watch.put(place));
        Stretch around = holding(stretches, place);
        if (around != null) {
            stretches.remove(around.from);
            add(new Stretch(around.from, place, around.since));
            add(new Stretch(behind(place), around.to, around.since));
            changed = true;
        }
        return holding(stored, place) != null;
    }

    private static @Nullable Stretch holding(NavigableMap<byte[], Stretch> all, byte[] place) {
        var floor = all.isEmpty() ? null : all.floorEntry(place);
        return floor == null || !floor.getValue().holds(place) ? null : floor.getValue();
    }

    private static byte[] behind(byte[] beforeKey) {
        byte[] behind = beforeKey.clone();
        behind[behind.length - 1]++;
        return behind;
    }

    /** Stores them, when there is something new about them. */
    void store() {
        storing.lock();
        try {
            List<Object> row = take();
            if (!row.isEmpty()) {
                var batch = new Batch();
                batch.put(Layout.STRETCHES, Tuple.ofAll(row).encode());
                storage.write(batch);
                wasStored();
            }
        } finally {
            storing.unlock();
        }
    }

    /** What is to be stored; it is in doubt until that was done. */
    private List<Object> take() {
        lock.lock();
        try {
            var row = new ArrayList<Object>();
            if (changed && !stretches.isEmpty()) {
                changed = false;
                inDoubt = true;
                stored = new TreeMap<>(stretches);
                for (Stretch stretch : stretches.values()) {
                    row.add(stretch.from);
                    row.add(stretch.to);
                    row.add(stretch.since);
                }
            }
            return row;
        } finally {
            lock.unlock();
        }
    }

    private void wasStored() {
        lock.lock();
        try {
            inDoubt = false;
        } finally {
            lock.unlock();
        }
    }

    /** How many there are. */
    int count() {
        lock.lock();
        try {
            return stretches.size();
        } finally {
            lock.unlock();
        }
    }
}
