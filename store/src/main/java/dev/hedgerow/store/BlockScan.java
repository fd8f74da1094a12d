package dev.hedgerow.store;

import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.storage.Storage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the visible entries of a range in ascending order into a block. It judges keys where they
 * are copied to and makes no object for an entry.
 */
final class BlockScan implements Blocks {
    /** Older versions stepped over one by one before seeking is cheaper. */
    private static final int STEPS_BEFORE_SEEK = 4;

    private static final byte[] NOTHING = {};

    private final Storage.Cursor at;
    private final Loads loads;
    private final Stamp stamp;
    private final KeyRange range;
    private final Block block;
    private boolean begun;

    /**
     * The last stored key of which it is known what is seen, without its version, and how often it
     * was met again; it is where the block has it, until that is used again.
     */
    private byte[] decided = NOTHING;

    private int decidedBegin;
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
        block = new Block(bytes);
    }

    @Override
    public Block next() {
        keepDecided();
        block.clear();
        if (!begun) {
            begun = true;
            at.seek(Layout.beforeVersions(range.from().bytes()));
        }
        while (at.valid()) {
            int length = block.copyKey(at);
            if (length == Block.NO_ROOM || !goOn(length)) {
                break;
            }
        }
        return block;
    }

    /** Judges the key of that length behind the last entry; false when the block ends before it. */
    private boolean goOn(int length) {
        byte[] bytes = block.bytes();
        int begin = block.begin();
        int to = begin + length;
        int end = to - Layout.SUFFIX;
        if (!Layout.isData(bytes[begin]) || Layout.compareKey(bytes, begin, end, range.to()) >= 0) {
            return false;
        }
        if (Arrays.equals(bytes, begin, end, decided, decidedBegin, decidedEnd)) {
            skip(begin, to);
        } else if (decidedEnd == 0 && Layout.compareKey(bytes, begin, end, range.from()) < 0) {
            at.seek(Layout.afterVersions(Arrays.copyOfRange(bytes, begin, to)));
        } else {
            long version = Layout.version(bytes, to);
            if (version > stamp.value()) {
                at.seek(Layout.versioned(bytes, begin + Layout.KEY, end, stamp));
            } else {
                return take(begin, end, version);
            }
        }
        return true;
    }

    /** The newest version that is seen was met before. */
    private void skip(int begin, int to) {
        if (++steps > STEPS_BEFORE_SEEK) {
            at.seek(Layout.afterVersions(Arrays.copyOfRange(block.bytes(), begin, to)));
        } else {
            at.next();
        }
    }

    /** Takes the version, if it is seen and no deletion; false when there is no room for it. */
    private boolean take(int begin, int end, long version) {
        int kind = block.copyValue(at, end);
        if (kind == Block.NO_ROOM) {
            return false;
        }
        if (!Layout.isLoaded((byte) kind) || isSeen(version)) {
            decided = block.bytes();
            decidedBegin = begin;
            decidedEnd = end;
            steps = 0;
            if (Layout.isDeleted((byte) kind)) {
                keepDecided();
            } else {
                block.keep();
            }
        }
        at.next();
        return true;
    }

    /** The place where the decided key is will be used again. */
    private void keepDecided() {
        decided = Arrays.copyOfRange(decided, decidedBegin, decidedEnd);
        decidedBegin = 0;
        decidedEnd = decided.length;
    }

    private boolean isSeen(long begun) {
        if (load == null || load.value() != begun) {
            var asked = new Stamp(begun);
            Stamp published = loads.visibleFrom(asked);
            load = asked;
            isLoadSeen = published != null && !published.isAfter(stamp);
        }
        return isLoadSeen;
    }

    @Override
    public void close() {
        at.close();
    }
}
