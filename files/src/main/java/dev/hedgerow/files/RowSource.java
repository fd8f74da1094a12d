package dev.hedgerow.files;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Rows of one input, read once, in order, one at a time; memory is bounded by the longest row. For
 * one thread; only {@link #bytesRead} may be asked by another.
 */
public interface RowSource extends AutoCloseable {
    /** Rows that are in memory already; they come without bytes. */
    static RowSource of(String name, List<Row> rows) {
        return new RowList(name, rows.iterator());
    }

    /** The name of the input, as it appears in places. */
    String name();

    /**
     * The next row, good or bad; empty at the end, and again empty after it.
     *
     * @throws dev.hedgerow.kernel.HedgerowException {@code INPUT_OUTPUT} when the input cannot be
     *     read on
     */
    Optional<Row> next();

    /** How many bytes of the input were read so far; readers read ahead by a buffer. */
    long bytesRead();

    /** How many bytes the input has, where that is known. */
    OptionalLong bytesTotal();

    /** Closes the input. */
    @Override
    void close();
}
