package dev.hedgerow.store;

import dev.hedgerow.kernel.Deadline;
import dev.hedgerow.kernel.Stamp;

/**
 * One serializable transaction, used by one thread. Reads see the moment it began and its own
 * writes; what was read must be unchanged at commit, or the function runs again.
 *
 * <p>{@link #putStamped}, {@link #add}, {@link #max} and {@link #min} need no read, so that many
 * writers of one place do not meet. Reading in the same transaction what one of them writes is a
 * read like any other; a key that contains the stamp cannot be read before the commit.
 */
public interface Transaction extends Reader {
    /**
     * Reads as of an earlier moment. The past does not change: such reads are never in conflict.
     *
     * @throws dev.hedgerow.kernel.HedgerowException INVALID_REQUEST when {@code at} is after {@link
     *     #stamp()}, HISTORY_GONE when that moment is not kept any more
     */
    Reader past(Stamp at);

    /** Reads like this transaction, own writes included, but without a conflict. */
    Reader unchecked();

    void put(Key key, byte[] value);

    default void put(Key key, Tuple value) {
        put(key, value.encode());
    }

    /** Writes a key or value that holds {@link Tuple#COMMIT_STAMP}; not read, not in conflict. */
    void putStamped(Subspace subspace, Tuple key, Tuple value);

    void delete(Key key);

    /** Deletes what the range holds now; the range counts as read. */
    void deleteRange(KeyRange range);

    /** Adds to a counter, a value of eight bytes; absent counts as zero. */
    void add(Key key, long delta);

    /** Raises a counter to at least the value; absent counts as nothing. */
    void max(Key key, long value);

    /** Lowers a counter to at most the value; absent counts as nothing. */
    void min(Key key, long value);

    /** Makes the commit depend on the range being unchanged. */
    void addReadConflict(KeyRange range);

    /** Makes the commit depend on the key being unchanged, as if it had been read. */
    void addReadConflict(Key key);

    /** Makes others that read the range meet this commit. */
    void addWriteConflict(Key key);

    /**
     * Keeps a moment readable, exactly as it was, from this commit until {@link #unprotect}: the
     * fork point of a branch, a tag, a backup. Moments between it and the retention are not kept by
     * it. A name protects one moment; another one takes its place.
     *
     * @param name a key of the caller's own, for example that of the branch; nothing is stored
     *     there
     * @throws dev.hedgerow.kernel.HedgerowException HISTORY_GONE when it is too late, or
     *     INVALID_REQUEST when the moment is after {@link #stamp()}
     */
    void protect(Key name, Stamp at);

    /** Ends what was protected under the name, if anything was. */
    void unprotect(Key name);

    /** Ends what was protected under every name in the range. */
    void unprotect(KeyRange names);

    /**
     * Makes the rows of a finished load visible from this commit on. Its ranges count as written.
     *
     * @throws dev.hedgerow.kernel.HedgerowException WRONG_STATE when the load is not finished, or
     *     closed
     */
    void publish(BulkLoad load);

    /** What a repetition with the same idempotency token gets to see. */
    void receipt(byte[] receipt);

    Deadline deadline();

    /** The value of a counter entry. */
    static long counter(Entry entry) {
        return java.nio.ByteBuffer.wrap(entry.value()).getLong();
    }
}
