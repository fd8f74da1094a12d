package dev.hedgerow.store;

import dev.hedgerow.kernel.Stamp;
import java.util.List;

/**
 * The only door to consensus: entries in one order, each durable on a majority before it is
 * applied. An embedded store is a group of one.
 */
interface ReplicatedLog extends AutoCloseable {
    /**
     * Proposes the entry that follows {@link #applied} and returns when it is durable and applied
     * here. One caller at a time.
     *
     * @throws dev.hedgerow.kernel.HedgerowException when it is not known what became of the entry;
     *     the log takes no more until it is opened again
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
