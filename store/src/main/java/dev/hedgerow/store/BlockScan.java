package dev.hedgerow.store;

import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.storage.Storage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the visible entries of a range in ascending order into blocks. It judges keys where they
 * are copied to and makes no object for an entry.
 */
final class BlockScan implements Blocks {
    /** Older versions stepped over one by one before seeking is cheaper. */
    private static final int STEPS_BEFORE_SEEK = 4;

    private static final int KEY_ROOM = 512;

    private final Storage.Cursor at;
    private final Loads loads;
    private final Stamp stamp;
    private final KeyRange range;
    private final int bytes;
    private boolean begun;
    private byte[] here = new byte[KEY_ROOM];
    private int length;

    /** The last key of which it is known what is seen, and how often it was met again. */
    private byte[] decided = new byte[KEY_ROOM];

    private int decidedEnd;
    private int steps;

    /** The load that was asked about last, and whether its rows are seen. */
    private @Nullable Stamp load;

    private boolean isLoadSeen;

    BlockScan(Storage.Cursor at, Loads loads, Stamp stamp, KeyRange range, int bytes) {
        this.at = at;
        this.loads = loads;
        this.stamp = stamp;
        this.range = range;
        this.bytes = bytes;
    }

    @Override
    public Block next() {
        var block = new Block(bytes);
        if (!begun) {
            begun = true;
            at.seek(Layout.beforeVersions(range.from().bytes()));
        }
        while (at.valid()) {
            copyKey();
            int end = length - Layout.SUFFIX;
            if (!Layout.isData(here) || Layout.compareKey(here, end, range.to()) >= 0) {
                break;
            }
            if (end == decidedEnd && Arrays.equals(here, 0, end, decided, 0, end)) {
                skip();
            } else if (decidedEnd == 0 && Layout.compareKey(here, end, range.from()) < 0) {
                at.seek(Layout.afterVersions(Arrays.copyOf(here, length)));
            } else if (Layout.version(here, length) > stamp.value()) {
                at.seek(Layout.versioned(here, Layout.KEY, end, stamp));
            } else if (!take(block, end)) {
                break;
            }
        }
        return block;
    }

    private void copyKey() {
        length = at.key(here, 0);
        if (length > here.length) {
            here = new byte[length];
            length = at.key(here, 0);
        }
    }

    /** The newest version that is seen was met before. */
    private void skip() {
        if (++steps > STEPS_BEFORE_SEEK) {
            at.seek(Layout.afterVersions(Arrays.copyOf(here, length)));
        } else {
            at.next();
        }
    }

    /** Takes the version, if it is seen and no deletion; false when there is no room for it. */
    private boolean take(Block block, int end) {
        int kind = block.copy(here, end, at);
        if (kind == Block.NO_ROOM) {
            return false;
        }
        if (!Layout.isLoaded((byte) kind) || isSeen(new Stamp(Layout.version(here, length)))) {
            if (!Layout.isDeleted((byte) kind)) {
                block.keep();
            }
            byte[] free = decided;
            decided = here;
            decidedEnd = end;
            here = free;
            steps = 0;
        }
        at.next();
        return true;
    }

    private boolean isSeen(Stamp begun) {
        if (!begun.equals(load)) {
            Stamp published = loads.visibleFrom(begun);
            load = begun;
            isLoadSeen = published != null && !published.isAfter(stamp);
        }
        return isLoadSeen;
    }

    @Override
    public void close() {
        at.close();
    }
}
