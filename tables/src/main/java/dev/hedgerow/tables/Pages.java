package dev.hedgerow.tables;

import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Reader.Direction;
import dev.hedgerow.store.Reader.Entry;
import java.util.List;
import java.util.function.ToIntFunction;

/** Reads one page of items from a range, with bounded memory. */
final class Pages {
    /** Bytes after which a page ends. */
    static final int BYTES_MAX = 1 << 20;

    private static final int FIRST_ROWS = 16;
    private static final int ROWS_MAX = 1_000;

    private Pages() {}

    /**
     * How far a page came.
     *
     * @param bytes of all items it looked at, as DynamoDB counts them
     * @param full whether it ended because of a limit, so that there may be more
     */
    record Extent(int count, long bytes, boolean full) {}

    /**
     * Shows rows in their order until a limit is reached.
     *
     * @param seen takes a row, and says how many bytes it counts
     */
    static Extent read(
            Reader reader,
            KeyRange range,
            Direction direction,
            int limit,
            ToIntFunction<Entry> seen) {
        KeyRange rest = range;
        int count = 0;
        long bytes = 0;
        int rows = FIRST_ROWS;
        while (true) {
            int wanted = Math.min(rows, limit - count);
            List<Entry> entries = reader.scan(rest, wanted, direction);
            for (Entry entry : entries) {
                bytes += seen.applyAsInt(entry);
                count++;
                if (bytes >= BYTES_MAX || count == limit) {
                    return new Extent(count, bytes, true);
                }
            }
            if (entries.size() < wanted) {
                return new Extent(count, bytes, false);
            }
            rest =
                    direction == Direction.ASCENDING
                            ? rest.after(entries.getLast().key())
                            : rest.before(entries.getLast().key());
            // as many as the rest of the page has room for, going by those seen
            long each = Math.max(1, bytes / count);
            rows = Math.clamp((BYTES_MAX - bytes) / each + 1, 1, ROWS_MAX);
        }
    }
}
