package dev.hedgerow.store;

import dev.hedgerow.kernel.Stamp;
import java.util.List;

/**
 * The only door to consensus: entries in one order, each durable on a majority before it is
 * applied. An embedded store is a group of one.
 */
interface ReplicatedLog extends AutoCloseable {
    /**
     * Makes sure that an entry could be proposed, and finds out what became of one in doubt: {@link
     * #applied} says so afterwards.
     *
     * @throws dev.hedgerow.kernel.HedgerowException DISK_FULL, and nothing was written; it may be
     *     asked again
     */
    void prepare();

    /**
     * Proposes the entry that follows {@link #applied} and returns when it is durable and applied
     * here. One caller at a time.
     *
     * @throws dev.hedgerow.kernel.HedgerowException when it is not known what became of the entry:
     *     DISK_FULL until {@link #prepare} succeeds, else until the log is opened again
     */
    void propose(Entry entry);

    /** The newest entry applied here. */
    Position applied();

    @Override
    void close();

    /** An entry's number, counted from 1, and the newest stamp in it. */
    record Position(long index, Stamp stamp) {}

    /**
     * Decided writes, so that applying needs neither clock nor cache.
     *
     * @param previous the index of the entry it follows
     * @param stamp the newest stamp in it
     */
    record Entry(long previous, Stamp stamp, List<Versioned> writes) {}

    /** One version of a key; {@code value} holds the kind byte first. */
    record Versioned(Key key, Stamp stamp, byte[] value) {}
}
