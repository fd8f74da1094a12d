package dev.hedgerow.store.storage;

import java.nio.file.Path;
import java.util.Optional;

/** An ordered map of bytes with atomic, durable batches. Keys sort as unsigned bytes. */
public interface Storage extends AutoCloseable {
    Optional<byte[]> read(byte[] key);

    /** A cursor that sees at least every batch written before it was made. */
    Cursor cursor();

    /**
     * Writes all or nothing; when it returns, the batch survives the loss of power.
     *
     * @throws dev.hedgerow.kernel.HedgerowException DISK_FULL or INPUT_OUTPUT; whether the batch
     *     was written is then unknown until the storage is opened again
     */
    void write(Batch batch);

    /**
     * Room to sort rows for a bulk load.
     *
     * @param name never used before
     */
    Staging stage(String name);

    /** Rewrites the files without what is obsolete; changes nothing that can be read. */
    void compact();

    /** A consistent copy of all files in a folder that does not exist yet. */
    void checkpoint(Path folder);

    /** Bytes on disk, roughly. */
    long bytes();

    /** Waits for open cursors, then releases the files. */
    @Override
    void close();

    /** A position in the map; used by one thread at a time. */
    interface Cursor extends AutoCloseable {
        /** Goes to the first key at or after this one. */
        void seek(byte[] key);

        /** Goes to the last key at or before this one. */
        void seekBack(byte[] key);

        void next();

        void previous();

        /** Whether it stands on an entry. */
        boolean valid();

        byte[] key();

        byte[] value();

        @Override
        void close();
    }
}
