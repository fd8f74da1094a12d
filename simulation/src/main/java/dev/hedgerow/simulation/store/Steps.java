package dev.hedgerow.simulation.store;

import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Reader.Direction;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.Tuple;
import java.util.Optional;
import java.util.SplittableRandom;

/** Random reads and writes on all keys of the play. */
final class Steps {
    private static final int STEPS_MAX = 8;

    private final SplittableRandom chance;

    Steps(long seed) {
        chance = new SplittableRandom(seed);
    }

    void read(Reader reader, Notes notes) {
        for (int left = chance.nextInt(1, STEPS_MAX); left > 0; left--) {
            if (chance.nextBoolean()) {
                get(reader, notes);
            } else {
                scan(reader, notes);
            }
        }
    }

    void readAndWrite(int attempt, Transaction tx, Optional<Stamp> past, Notes notes) {
        for (int left = chance.nextInt(1, STEPS_MAX); left > 0; left--) {
            switch (chance.nextInt(8)) {
                case 0, 1 -> get(tx, notes);
                case 2 -> scan(tx, notes);
                case 3 -> past.ifPresent(at -> scan(tx.past(at), notes));
                case 4 -> count(tx);
                default -> write(attempt, tx);
            }
        }
    }

    private Key mixed() {
        return Space.MIXED.get(chance.nextInt(Space.MIXED.size()));
    }

    private void get(Reader reader, Notes notes) {
        Key key =
                switch (chance.nextInt(5)) {
                    case 0 -> Space.counter(chance.nextInt(Space.COUNTERS));
                    case 1 -> Space.account(chance.nextInt(Space.ACCOUNTS));
                    case 2 -> Bulk.key(chance.nextInt(2), chance.nextInt(Bulk.ROWS));
                    default -> mixed();
                };
        notes.saw(key, reader.get(key));
    }

    private void scan(Reader reader, Notes notes) {
        KeyRange range =
                switch (chance.nextInt(5)) {
                    case 0 -> KeyRange.prefix(Space.DATA, mixed().tuple());
                    case 3 -> Bulk.range(chance.nextInt(2));
                    case 1 -> KeyRange.below(Space.DATA, Tuple.of("mixed"));
                    case 2 -> new KeyRange(mixed(), mixed());
                    default -> KeyRange.all(Space.DATA);
                };
        Direction direction = chance.nextBoolean() ? Direction.ASCENDING : Direction.DESCENDING;
        int limit = chance.nextBoolean() ? chance.nextInt(4) : chance.nextInt(600);
        notes.saw(
                "%s %s limit %d".formatted(range, direction, limit),
                reader.scan(range, limit, direction));
    }

    private void count(Transaction tx) {
        Key key = Space.counter(chance.nextInt(Space.COUNTERS));
        long operand = chance.nextLong(-10, 10);
        switch (chance.nextInt(6)) {
            case 0 -> tx.max(key, operand);
            case 1 -> tx.min(key, operand);
            case 2 -> tx.put(key, Program.bytes(operand));
            case 3 -> tx.delete(key);
            default -> tx.add(key, operand);
        }
    }

    private void write(int attempt, Transaction tx) {
        switch (chance.nextInt(12)) {
            case 0, 1, 2, 3 -> tx.delete(mixed());
            case 4 -> tx.deleteRange(KeyRange.prefix(Space.DATA, mixed().tuple()));
            case 5 -> tx.addReadConflict(KeyRange.single(mixed()));
            case 6 -> tx.addWriteConflict(mixed());
            case 7 ->
                    tx.put(
                            Bulk.key(chance.nextInt(2), chance.nextInt(Bulk.ROWS)),
                            Program.bytes(attempt));
            default -> tx.put(mixed(), Tuple.of(attempt, chance.nextInt(100)));
        }
    }
}
