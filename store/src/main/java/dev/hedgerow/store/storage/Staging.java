package dev.hedgerow.store.storage;

import java.util.Iterator;
import java.util.List;

/**
 * Room beside the map, where a large number of rows is sorted before it joins. What is in it is
 * lost with the process.
 */
public interface Staging extends AutoCloseable {
    /** Keeps rows, which ascend, to be read again once. */
    Run spill(Iterator<Batch.Put> ascending);

    /**
     * Adds rows to the map; they ascend and no key comes twice. When it returns they survive the
     * loss of power. After a failure or a crash any part of them may be in the map.
     *
     * @throws dev.hedgerow.kernel.HedgerowException DISK_FULL or INPUT_OUTPUT
     */
    void ingest(Iterator<Batch.Put> ascending);

    /** Begins a sequence of rows that come in the order of their keys; there may be several. */
    Lane lane();

    /** Removes what is left of it. */
    @Override
    void close();

    /** Sorted rows, read once. */
    interface Run extends Iterator<Batch.Put>, AutoCloseable {
        @Override
        void close();
    }

    /** Rows whose keys ascend, kept beside the map until they join it. */
    interface Lane extends AutoCloseable {
        /**
         * Keeps rows; their keys ascend, from those of the rows before.
         *
         * @throws dev.hedgerow.kernel.HedgerowException DISK_FULL or INPUT_OUTPUT
         */
        void add(List<Batch.Put> ascending);

        /** Adds them all to the map, as {@link Staging#ingest} does; nothing is added after it. */
        void ingest();

        @Override
        void close();
    }
}
