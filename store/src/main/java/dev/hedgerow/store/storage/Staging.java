package dev.hedgerow.store.storage;

import java.util.Iterator;

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

    /** Removes what is left of it. */
    @Override
    void close();

    /** Sorted rows, read once. */
    interface Run extends Iterator<Batch.Put>, AutoCloseable {
        @Override
        void close();
    }
}
