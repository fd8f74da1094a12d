package dev.hedgerow.simulation.store;

import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Reader.Direction;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.Tuple;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What a transaction does; does the same on the store and on the model when both show the same. */
sealed interface Program
        permits Bulk,
                Program.Open,
                Program.Transfer,
                Program.GoOffCall,
                Program.GoOnCall,
                Program.Count,
                Program.Name,
                Program.Book,
                Program.Append,
                Program.Mixed,
                Program.Look {
    /**
     * @param attempt the number of the transaction, for names that nobody else uses
     */
    void run(int attempt, Transaction tx, Notes notes);

    /** What the play begins with. */
    record Open() implements Program {
        @Override
        public void run(int attempt, Transaction tx, Notes notes) {
            for (int account = 0; account < Space.ACCOUNTS; account++) {
                tx.put(Space.account(account), bytes(Space.OPENING_BALANCE));
            }
            for (int pair = 0; pair < Space.PAIRS; pair++) {
                tx.put(Space.onCall(pair, 0), bytes(1));
                tx.put(Space.onCall(pair, 1), bytes(1));
            }
        }
    }

    /** Moves money; the sum of all accounts never changes. */
    record Transfer(int from, int to, long amount) implements Program {
        @Override
        public void run(int attempt, Transaction tx, Notes notes) {
            long source = number(see(tx, Space.account(from), notes));
            long target = number(see(tx, Space.account(to), notes));
            if (from != to && source >= amount) {
                tx.put(Space.account(from), bytes(source - amount));
                tx.put(Space.account(to), bytes(target + amount));
            }
        }
    }

    /** One of two goes off call when the other stays: write skew would let both go. */
    record GoOffCall(int pair, int side) implements Program {
        @Override
        public void run(int attempt, Transaction tx, Notes notes) {
            long mine = number(see(tx, Space.onCall(pair, side), notes));
            long theirs = number(see(tx, Space.onCall(pair, 1 - side), notes));
            if (mine == 1 && theirs == 1) {
                tx.put(Space.onCall(pair, side), bytes(0));
            }
        }
    }

    /** Comes back on call. */
    record GoOnCall(int pair, int side) implements Program {
        @Override
        public void run(int attempt, Transaction tx, Notes notes) {
            tx.put(Space.onCall(pair, side), bytes(1));
        }
    }

    /** Adds to a counter without a read. */
    record Count(int counter, long delta) implements Program {
        @Override
        public void run(int attempt, Transaction tx, Notes notes) {
            tx.add(Space.counter(counter), delta);
        }
    }

    /** Takes a name that nobody has, or gives it up. */
    record Name(int name, boolean free) implements Program {
        @Override
        public void run(int attempt, Transaction tx, Notes notes) {
            Optional<Entry> owner = see(tx, Space.name(name), notes);
            if (free) {
                tx.delete(Space.name(name));
            } else if (owner.isEmpty()) {
                tx.put(Space.name(name), bytes(attempt));
            }
        }
    }

    /** Takes a seat while there are fewer than allowed: a phantom would let in one more. */
    record Book(int day) implements Program {
        @Override
        public void run(int attempt, Transaction tx, Notes notes) {
            List<Entry> taken = tx.scan(Space.seats(day), 100, Direction.ASCENDING);
            notes.saw("seats of " + day, taken);
            if (taken.size() < Space.SEATS) {
                tx.put(Space.seat(day, attempt), bytes(attempt));
            } else {
                tx.deleteRange(Space.seats(day));
            }
        }
    }

    /** Appends to a log at the commit's own stamp, without a read. */
    record Append(int log) implements Program {
        @Override
        public void run(int attempt, Transaction tx, Notes notes) {
            tx.putStamped(
                    Space.DATA,
                    Tuple.of("log", log, Tuple.COMMIT_STAMP, attempt),
                    Tuple.of(attempt, Tuple.COMMIT_STAMP));
        }
    }

    /** Anything, on keys that lie close together. */
    record Mixed(long seed, Optional<Stamp> past) implements Program {
        @Override
        public void run(int attempt, Transaction tx, Notes notes) {
            new Steps(seed).readAndWrite(attempt, tx, past, notes);
        }
    }

    /** Only reads. */
    record Look(long seed) implements Program {
        @Override
        public void run(int attempt, Transaction tx, Notes notes) {
            look(tx, notes);
        }

        void look(Reader reader, Notes notes) {
            new Steps(seed).read(reader, notes);
        }

        String text(Reader reader) {
            var notes = new Notes();
            look(reader, notes);
            return notes.text();
        }
    }

    /** A program drawn by chance. */
    static Program draw(RandomGenerator chance, Optional<Stamp> past) {
        return switch (chance.nextInt(13)) {
            case 0, 1, 2 ->
                    new Transfer(
                            chance.nextInt(Space.ACCOUNTS),
                            chance.nextInt(Space.ACCOUNTS),
                            chance.nextInt(60));
            case 3 -> new GoOffCall(chance.nextInt(Space.PAIRS), chance.nextInt(2));
            case 4 ->
                    chance.nextBoolean()
                            ? new GoOnCall(chance.nextInt(Space.PAIRS), chance.nextInt(2))
                            : new GoOffCall(chance.nextInt(Space.PAIRS), chance.nextInt(2));
            case 5 -> new Count(chance.nextInt(Space.COUNTERS), chance.nextInt(-5, 10));
            case 6 -> new Name(chance.nextInt(Space.NAMES), chance.nextInt(4) == 0);
            case 7 -> new Book(chance.nextInt(Space.DAYS));
            case 8 -> new Append(chance.nextInt(Space.LOGS));
            case 9 -> new Look(chance.nextLong());
            case 10 -> new Bulk(chance.nextInt(2), chance.nextLong());
            default -> new Mixed(chance.nextLong(), past);
        };
    }

    private static Optional<Entry> see(Transaction tx, Key key, Notes notes) {
        Optional<Entry> entry = tx.get(key);
        notes.saw(key, entry);
        return entry;
    }

    /** The number in an entry; absent is zero. */
    static long number(Optional<Entry> entry) {
        return entry.map(Transaction::counter).orElse(0L);
    }

    static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }
}
