package dev.hedgerow.store.storage;

import java.nio.file.Path;
import java.util.Optional;

/**
 * An ordered map of bytes with atomic, durable batches. Keys sort as unsigned bytes. What is stored
 * carries checksums; after one that does not fit, every call fails with CORRUPT.
 */
public interface Storage extends AutoCloseable {
    Optional<byte[]> read(byte[] key);

    /** Fails as every call does when it is closed, or damaged; for what is answered without it. */
    void check();

    /** A cursor that sees at least every batch written before it was made. */
    Cursor cursor();

    /** A cursor for much that is read once: it leaves the caches to what is read often. */
    default Cursor passingCursor() {
        return cursor();
    }

    /**
     * A cursor for a thread that must not wait: it looks only at what memory holds, and {@link
     * Cursor#missed} says when that was not all it had to look at.
     */
    Cursor cursorInMemory();

    /**
     * A key that has about half of what is stored between the two before it; nothing when that is
     * less than so many bytes.
     */
    Optional<byte[]> middle(byte[] from, byte[] to, long bytesMin);

    /**
     * Writes all or nothing; when it returns, the batch survives the loss of power.
     *
     * @throws dev.hedgerow.kernel.HedgerowException DISK_FULL: whether the batch was written is
     *     unknown until a later write succeeds, and what is read then is the answer; INPUT_OUTPUT:
     *     it is unknown until the storage is opened again; CORRUPT: nothing works any more
     */
    void write(Batch batch);

    /**
     * Whether there is room to go on writing. It is asked before each write, so that a full disk is
     * met in a place where nothing is in doubt; a write may still fail for want of space.
     */
    boolean hasRoom();

    /**
     * Room to sort rows for a bulk load.
     *
     * @param name never used before
     */
    Staging stage(String name);

    /** Rewrites the files without what is obsolete; changes nothing that can be read. */
    void compact();

    /** A copy of all files as of one moment, in a folder that does not exist yet. */
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

        /** Whether it stands nowhere because the entry may be on the disk. */
        boolean missed();

        byte[] key();

        byte[] value();

        /**
         * Copies the key into the array, as much of it as there is room for from the place on.
         *
         * @return how long it is
         */
        int key(byte[] into, int at);

        /** Copies the value likewise. */
        int value(byte[] into, int at);

        /** The value's first byte, cheaper than the whole value. */
        byte valueHead();

        @Override
        void close();
    }
}
