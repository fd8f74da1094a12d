package dev.hedgerow.store;

import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one truth: ordered keys, many versions, strictly serializable transactions. Nothing here says
 * that it lives in one process.
 */
public interface Store extends AutoCloseable {
    /**
     * Runs the function in a transaction and commits. The function runs again when validation
     * refuses it, so it must have no other effect.
     *
     * @throws HedgerowException TRANSACTION_CONFLICT after the last attempt, naming the keys;
     *     DEADLINE_EXCEEDED when nothing was written; OUTCOME_UNKNOWN when it may have been, and
     *     asking again with the token tells
     */
    <T extends @Nullable Object> Outcome<T> transact(
            TransactionOptions options, Function<Transaction, T> function);

    /** {@link #transact} without a token: the function's result. */
    default <T extends @Nullable Object> T transact(Function<Transaction, T> function) {
        return transact(TransactionOptions.DEFAULT, function).committed().value();
    }

    /**
     * Begins a transaction on a thread that must not wait. The function runs once, before this
     * returns, and reads what memory holds, not much of it; its commit ends later.
     *
     * @param told what became of it, once, by a thread that must not be kept
     * @throws MustWait by way of the function: nothing happened, and nobody is told
     */
    <T extends @Nullable Object> void begin(
            Function<Transaction, T> function, Consumer<Begun<T>> told);

    /**
     * Begins to load any number of rows that one transaction then makes visible.
     *
     * @param ranges where its rows lie, 1 to {@link BulkLoad#RANGES_MAX} of them
     * @throws HedgerowException LOCKED when another load is writing there, OVERLOADED when there
     *     are too many
     */
    BulkLoad bulkLoad(List<KeyRange> ranges);

    /** A view of every transaction acknowledged before now; protects its moment until closed. */
    Snapshot snapshot();

    /**
     * The same for a thread that must not wait: its reads throw {@link MustWait} when memory does
     * not hold what they look for, or when it becomes much.
     */
    Snapshot snapshotInMemory();

    /**
     * A view of an earlier moment.
     *
     * @throws HedgerowException INVALID_REQUEST when it is in the future, HISTORY_GONE when it is
     *     before {@link #oldest} and nobody protects it
     */
    Snapshot snapshot(Stamp at);

    /** The newest commit that every read sees that begins now. */
    Stamp visible();

    /**
     * The horizon: this moment and every later one can be read. Earlier ones can while a snapshot
     * of them is open, or a {@linkplain Transaction#protect protection} names them.
     */
    Stamp oldest();

    /**
     * Moves the horizon as far as the retention allows, and removes every row that nobody can read
     * any more. The store does so by itself, slowly; this is one pass at full speed.
     *
     * @return how many rows it removed
     */
    long collect();

    /** Rewrites the files without what is obsolete; no transaction notices. */
    void compact();

    /**
     * Copies the store as it is at one stamp, while it goes on working; on the same disk by links,
     * which take no room. {@link Backups} checks and restores such copies.
     *
     * @param folder has nothing in it, or is not there
     * @throws HedgerowException ALREADY_EXISTS when something is there, DISK_FULL or INPUT_OUTPUT;
     *     what was copied by then is no backup and can be deleted
     */
    Backup backup(Path folder);

    /** Bytes on disk, roughly. */
    long bytes();

    /** Begins to watch; make the watch first, read then, wait last. */
    Watch watch(KeyRange range);

    /** Remembers from now on when the range was changed; for as long as the store is open. */
    LastChange lastChange(KeyRange range);

    @Override
    void close();

    /** Reads of one moment that may go on for long; usable by one thread at a time. */
    interface Snapshot extends Reader, AutoCloseable {
        @Override
        void close();
    }

    /** Fires when something in its range is changed by a commit, after that is visible to reads. */
    interface Watch extends AutoCloseable {
        /**
         * Waits for a change since the watch was made or last fired.
         *
         * @return false when the time passed without one
         */
        boolean await(Duration max);

        /** Ends watching, and a wait of another thread. */
        @Override
        void close();
    }

    /** When a range was changed last, for those who keep what they read there. */
    @FunctionalInterface
    interface LastChange {
        /**
         * No commit after this one changed the range and can be seen by a reader that was made
         * before the call. So what was read there at this moment, or later, such a reader would
         * read too.
         */
        Stamp stamp();
    }

    /** What became of a transaction that was begun. */
    sealed interface Begun<T extends @Nullable Object> {
        /** As {@link Outcome.Committed}. */
        record Committed<T extends @Nullable Object>(T value, Stamp stamp) implements Begun<T> {}

        /** Something it read was changed meanwhile; nothing was written. */
        record Refused<T extends @Nullable Object>() implements Begun<T> {}

        /** As {@link #transact} fails. */
        record Failed<T extends @Nullable Object>(HedgerowException failure) implements Begun<T> {}
    }

    /** What became of a transaction. */
    sealed interface Outcome<T extends @Nullable Object> {
        /** Durable, and visible to every read that begins now; a pure read has its read stamp. */
        record Committed<T extends @Nullable Object>(T value, Stamp stamp) implements Outcome<T> {}

        /** The token was used before: this is what happened then, and nothing happened now. */
        record Replayed<T extends @Nullable Object>(byte[] receipt, Stamp stamp)
                implements Outcome<T> {}

        Stamp stamp();

        /** The committed case, for a caller that gave no token. */
        default Committed<T> committed() {
            return switch (this) {
                case Committed<T> committed -> committed;
                case Replayed<T> _ -> throw new IllegalStateException("replayed by its token");
            };
        }
    }
}
