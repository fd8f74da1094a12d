package dev.hedgerow.tables;

import dev.hedgerow.store.Key;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.Tuple;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many items a table and its indexes had when they were counted last, and how many bytes.
 *
 * @param millis when that was, since 1970
 * @param places by the number that {@link IndexSchema} gives them, 0 for the table itself
 */
record Counts(long millis, Map<Integer, Count> places) {
    private static final String COUNTS = "counts";
    static final Counts NONE = new Counts(0, Map.of());

    /** What was counted in one place. */
    record Count(long items, long bytes) {
        static final Count NOTHING = new Count(0, 0);

        Count plus(long moreBytes) {
            return new Count(items + 1, bytes + moreBytes);
        }
    }

    static Key key(long table) {
        return TableRows.TABLES.key(COUNTS, table);
    }

    Count of(int number) {
        return places.getOrDefault(number, Count.NOTHING);
    }

    static Counts read(Reader reader, long table) {
        return reader.get(key(table)).map(entry -> decode(entry.tuple())).orElse(NONE);
    }

    private static Counts decode(Tuple row) {
        var places = new TreeMap<Integer, Count>();
        Tuple counted = row.tuple(1);
        for (int i = 0; i < counted.size(); i++) {
            Tuple place = counted.tuple(i);
            places.put((int) place.number(0), new Count(place.number(1), place.number(2)));
        }
        return new Counts(row.number(0), places);
    }

    void put(Transaction tx, long table) {
        var row = new ArrayList<Tuple>();
        places.forEach((number, count) -> row.add(Tuple.of(number, count.items(), count.bytes())));
        tx.put(key(table), Tuple.of(millis, Tuple.ofAll(row)));
    }
}
