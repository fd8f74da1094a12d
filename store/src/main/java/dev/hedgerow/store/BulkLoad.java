package dev.hedgerow.store;

import dev.hedgerow.kernel.Stamp;

/**
 * Any number of rows that become visible together, at the stamp of one transaction.
 *
 * <p>From {@link #begun} until {@link #close} the load owns its ranges: every other transaction
 * that writes there is refused with LOCKED. So what was read at {@link #begun} in the ranges still
 * holds at the end. Put the rows, {@link #finish}, then {@link Transaction#publish} in a
 * transaction, which may write in the ranges too and wins over a row of the load. Readers at or
 * above that transaction's stamp see the rows, with its stamp as theirs; older ones never do.
 * Without it nothing is ever seen, whatever crashes, and the space is taken back.
 *
 * <p>Memory is bounded: rows are sorted in parts and merged on disk, which needs room for them
 * twice. Rows that come in the order of their keys, each range for itself, are not sorted again,
 * which is several times faster. One thread at a time.
 */
public interface BulkLoad extends AutoCloseable {
    /** Loads of one store at the same time. */
    int OPEN_MAX = 4;

    /** Ranges of one load. */
    int RANGES_MAX = 64;

    /** The last moment at which others may have written in the ranges. */
    Stamp begun();

    /**
     * Writes a row, in any order of keys; of two with the same key the later one stays.
     *
     * @throws dev.hedgerow.kernel.HedgerowException INVALID_REQUEST for a key outside of the
     *     ranges, LIMIT_EXCEEDED, DISK_FULL, INPUT_OUTPUT, or WRONG_STATE after {@link #finish}
     */
    void put(Key key, byte[] value);

    default void put(Key key, Tuple value) {
        put(key, value.encode());
    }

    /** Makes the key absent from the load's stamp on. */
    void delete(Key key);

    /** Rows written so far. */
    long rows();

    /** Sorts what was written, checks it and makes it durable; it is still not visible. */
    void finish();

    /** Gives the ranges free, and takes back what was not published. */
    @Override
    void close();
}
