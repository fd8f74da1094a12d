package dev.hedgerow.store;

import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Reader.Direction;
import dev.hedgerow.store.TransactionOptions.Token;
import java.time.Duration;

/**
 * Moves the horizon. No wall clock takes part: from time to time the newest visible stamp is noted
 * with the time for which the store has been open, all its lives together, and the horizon follows
 * to that stamp when the note is older than the retention. So however a wall clock jumps, what was
 * overwritten is kept for the retention; time while the store is closed does not count.
 */
final class Ageing {
    private static final Subspace HISTORY = new Subspace(3, "history");
    private static final Duration NOTE_EVERY = Duration.ofMinutes(5);

    /** Twice the validity: a token is refused long before its row is gone. */
    private static final Duration TOKENS_KEPT = Token.VALID.multipliedBy(2);

    private final Store store;
    private final Clock clock;
    private final Notes versions;
    private final Notes tokens;
    private final long openedNanos;
    private final long before;
    private volatile Stamp tokensBefore = Stamp.ZERO;

    Ageing(Store store, Clock clock, Duration retention) {
        this.store = store;
        this.clock = clock;
        Duration often = retention.dividedBy(64);
        versions =
                new Notes("seen", retention, often.compareTo(NOTE_EVERY) < 0 ? often : NOTE_EVERY);
        tokens = new Notes("tokens", TOKENS_KEPT, Duration.ofHours(1));
        openedNanos = clock.nanos();
        try (var now = store.snapshot()) {
            before = versions.newest(now);
        }
    }

    /** Nanoseconds for which the store has been open. */
    private long age() {
        return before + clock.nanos() - openedNanos;
    }

    /** Moves the horizon as far as it may, and returns where it stands. */
    Stamp advance() {
        return versions.isDue(age()) ? store.transact(this::advance) : store.oldest();
    }

    /** Notes how long the store has been open by now, that the time is not lost. */
    void close() {
        versions.last = Long.MIN_VALUE;
        advance();
    }

    private Stamp advance(Transaction tx) {
        // the age is taken after the stamp: what that names was visible by then
        long age = age();
        tokensBefore = tokens.note(tx, age);
        Stamp oldest = versions.note(tx, age);
        if (oldest.isAfter(Protections.oldest(tx))) {
            Protections.moveOldest(tx, oldest);
        }
        return Protections.oldest(tx);
    }

    /** Tokens written at or before it can be forgotten. */
    Stamp tokensBefore() {
        return tokensBefore;
    }

    /** What was visible when the store had been open for so long. */
    private static final class Notes {
        private final Tuple prefix;
        private final long keptNanos;
        private final long everyNanos;
        private long last = Long.MIN_VALUE;

        Notes(String name, Duration kept, Duration every) {
            prefix = Tuple.of(name);
            keptNanos = kept.toNanos();
            everyNanos = every.toNanos();
        }

        private KeyRange all() {
            return KeyRange.below(HISTORY, prefix);
        }

        private static long age(Reader.Entry note) {
            return note.key().tuple().number(1);
        }

        long newest(Reader reader) {
            var notes = reader.scan(all(), 1, Direction.DESCENDING);
            return notes.isEmpty() ? 0 : age(notes.getFirst());
        }

        boolean isDue(long age) {
            return last == Long.MIN_VALUE || age - last >= everyNanos;
        }

        /** Notes what is visible, and returns what was visible as long ago as notes are kept. */
        Stamp note(Transaction tx, long age) {
            if (isDue(age)) {
                tx.put(Key.of(HISTORY, prefix.with(age)), Tuple.of(tx.stamp()));
                last = age;
            }
            Reader.Entry found = null;
            for (var note : tx.stream(all())) {
                if (age(note) > age - keptNanos) {
                    break;
                }
                if (found != null) {
                    tx.delete(found.key());
                }
                found = note;
            }
            return found == null ? Stamp.ZERO : found.tuple().stamp(0);
        }
    }
}
