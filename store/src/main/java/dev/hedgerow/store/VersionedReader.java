package dev.hedgerow.store;

import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the newest versions at or below one stamp, through a cursor it keeps until closed. */
final class VersionedReader implements Reader, AutoCloseable {
    /** Older versions stepped over one by one before seeking is cheaper. */
    private static final int STEPS_BEFORE_SEEK = 4;

    /**
     * What a step costs of an {@link Source#allowance}, in bytes: about as long as copying them.
     */
    private static final int STEP = 64;

    private final Storage storage;
    private final Supplier<Storage.Cursor> cursors;
    private final RecentRows recent;
    private final Loads loads;
    private final @Nullable DeadStretches stretches;
    private final Stamp stamp;
    private final Runnable release;
    private Storage.@Nullable Cursor cursor;
    private long allowance;
    private boolean closed;

    /**
     * @param stretches null for a reader of what need not be visible yet
     * @param release told once when the reader is closed
     */
    VersionedReader(
            Source source,
            Loads loads,
            @Nullable DeadStretches stretches,
            Stamp stamp,
            Runnable release) {
        this.storage = source.storage();
        this.cursors = source.cursors();
        this.recent = source.recent();
        this.allowance = source.allowance();
        this.loads = loads;
        this.stretches = stretches;
        this.stamp = stamp;
        this.release = release;
    }

    /**
     * Where it reads.
     *
     * @param cursors of the storage; one is made when it is needed
     * @param allowance bytes that a reader looks at, at most, versions it steps over included
     */
    record Source(
            Storage storage, Supplier<Storage.Cursor> cursors, RecentRows recent, long allowance) {}

    @Override
    public Stamp stamp() {
        return stamp;
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the reader is closed");
        }
    }

    private Storage.Cursor cursor() {
        checkOpen();
        if (cursor == null) {
            cursor = cursors.get();
        }
        return cursor;
    }

    private boolean isOnEntry(Storage.Cursor at) {
        if (at.valid()) {
            spend(STEP);
            return true;
        }
        if (at.missed()) {
            throw new MustWait();
        }
        return false;
    }

    private byte[] value(Storage.Cursor at) {
        byte[] stored = at.value();
        spend(stored.length);
        return stored;
    }

    private void spend(int bytes) {
        allowance -= bytes;
        if (allowance < 0) {
            throw new MustWait();
        }
    }

    @Override
    public Optional<Entry> get(Key key) {
        checkOpen();
        RecentRows.Row known = recent.find(key, stamp);
        if (known != null) {
            storage.check();
            byte[] value = known.value();
            if (value == null) {
                return Optional.empty();
            }
            spend(value.length);
            return Optional.of(new Entry(key, value, known.since()));
        }
        Optional<Entry> found = stored(key);
        recent.found(key, stamp, found);
        return found;
    }

    private Optional<Entry> stored(Key key) {
        Storage.Cursor at = cursor();
        byte[] target = Layout.versioned(key, stamp);
        at.seek(target);
        while (isOnEntry(at)) {
            byte[] found = at.key();
            if (found.length != target.length || !Layout.sameKey(found, target)) {
                return Optional.empty();
            }
            byte[] stored = value(at);
            Stamp written = written(found, stored);
            if (written != null) {
                return entry(key, written, stored);
            }
            at.next();
        }
        return Optional.empty();
    }

    /** The commit that wrote the version, which is not after ours; null when it is not visible. */
    private @Nullable Stamp written(byte[] found, byte[] stored) {
        Stamp own = Layout.stamp(found);
        if (!Layout.isLoaded(stored)) {
            return own;
        }
        Stamp published = loads.visibleFrom(own);
        return published == null || published.isAfter(stamp) ? null : published;
    }

    private static Optional<Entry> entry(Key key, Stamp written, byte[] stored) {
        return Layout.isDeleted(stored)
                ? Optional.empty()
                : Optional.of(new Entry(key, Layout.payload(stored), written));
    }

    @Override
    public List<Entry> scan(KeyRange range, int limit, Direction direction) {
        var found = new ArrayList<Entry>(Math.min(limit, PAGE));
        if (limit > 0 && !range.isEmpty()) {
            try (var dead = new DeadRun(stretches, direction, stamp)) {
                switch (direction) {
                    case ASCENDING -> ascend(range, limit, found, dead);
                    case DESCENDING -> descend(range, limit, found, dead);
                }
            }
        }
        return found;
    }

    @Override
    public Blocks blocks(KeyRange range, int bytes) {
        checkOpen();
        return new BlockScan(storage.passingCursor(), loads, stamp, range, bytes);
    }

    @Override
    public List<KeyRange> halves(KeyRange range, long bytesMin) {
        checkOpen();
        if (range.isEmpty()) {
            return List.of(range);
        }
        byte[] from = Layout.beforeVersions(range.from().bytes());
        byte[] to = Layout.beforeVersions(range.to().bytes());
        return storage.middle(from, to, bytesMin)
                .map(Layout::bound)
                .map(middle -> List.of(range.before(middle), range.startingAt(middle)))
                .orElse(List.of(range));
    }

    private void ascend(KeyRange range, int limit, List<Entry> found, DeadRun dead) {
        Storage.Cursor at = cursor();
        at.seek(Layout.beforeVersions(range.from().bytes()));
        while (found.size() < limit && isOnEntry(at)) {
            byte[] here = at.key();
            if (!Layout.isData(here) || Layout.compareKey(here, range.to()) >= 0) {
                return;
            }
            if (Layout.compareKey(here, range.from()) < 0) {
                at.seek(Layout.afterVersions(here));
            } else if (Layout.stamp(here).isAfter(stamp)) {
                at.seek(Layout.versioned(here, 1, Layout.keyEnd(here), stamp));
            } else {
                add(at, here, found, dead);
            }
        }
    }

    private void add(Storage.Cursor at, byte[] here, List<Entry> found, DeadRun dead) {
        byte[] stored = value(at);
        Stamp written = written(here, stored);
        if (written == null) {
            at.next();
            return;
        }
        Optional<Entry> entry = entry(Layout.key(here), written, stored);
        byte[] behindDead = null;
        if (entry.isPresent()) {
            found.add(entry.get());
            dead.close();
        } else {
            behindDead = dead.met(here);
        }
        if (behindDead == null) {
            skipVersions(at, here);
        } else {
            at.seek(behindDead);
        }
    }

    private void skipVersions(Storage.Cursor at, byte[] here) {
        for (int step = 0; step < STEPS_BEFORE_SEEK; step++) {
            at.next();
            if (!isOnEntry(at) || !Layout.sameKey(at.key(), here)) {
                return;
            }
        }
        at.seek(Layout.afterVersions(here));
    }

    private void descend(KeyRange range, int limit, List<Entry> found, DeadRun dead) {
        Storage.Cursor at = cursor();
        at.seekBack(Layout.atBound(range.to().bytes()));
        while (found.size() < limit && isOnEntry(at)) {
            byte[] here = at.key();
            if (!Layout.isData(here) || Layout.compareKey(here, range.from()) < 0) {
                return;
            }
            byte[] before = null;
            if (Layout.compareKey(here, range.to()) < 0) {
                Optional<Entry> entry = get(Layout.key(here));
                if (entry.isPresent()) {
                    found.add(entry.get());
                    dead.close();
                } else {
                    before = dead.met(here);
                }
            }
            at.seekBack(before == null ? Layout.beforeOwnVersions(here) : before);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
        release.run();
    }
}
