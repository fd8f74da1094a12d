package dev.hedgerow.tables;

import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Reader.Direction;
import dev.hedgerow.store.Subspace;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rows of tables. A schema that was decoded is kept beside the stamp of its row, so that the
 * next request only compares stamps.
 */
final class TableRows {
    static final Subspace TABLES = new Subspace(22, "tables");
    private static final String TABLE = "table";
    private static final Key NEXT_ID = TABLES.key("next id");

    /** Places below it are those of indexes that were made with their table. */
    private static final long PLACES = 100;

    /** Schemas kept decoded, at most. */
    private static final int KEPT_MAX = 10_000;

    private final Map<String, Found> kept = new ConcurrentHashMap<>();

    /** A table, and the commit that wrote its row. */
    record Found(TableSchema schema, Stamp stamp) {}

    static Key key(String name) {
        return TABLES.key(TABLE, name);
    }

    static KeyRange all() {
        return KeyRange.below(TABLES, Tuple.of(TABLE));
    }

    Optional<Found> find(Reader reader, String name) {
        return reader.get(key(name)).map(entry -> found(name, entry));
    }

    /** The table as it is now; none when another has its name, or nothing has. */
    Optional<TableSchema> find(Reader reader, TableSchema earlier) {
        return find(reader, earlier.name())
                .map(Found::schema)
                .filter(now -> now.id() == earlier.id());
    }

    private Found found(String name, Reader.Entry entry) {
        Found before = kept.get(name);
        if (before != null && before.stamp.equals(entry.stamp())) {
            return before;
        }
        var found = new Found(TableForm.decode(entry.tuple()), entry.stamp());
        if (entry.stamp().compareTo(Stamp.MAX) < 0) {
            if (kept.size() >= KEPT_MAX) {
                kept.clear();
            }
            kept.put(name, found);
        }
        return found;
    }

    /** Tables in the order of their names, behind the given one. */
    List<TableSchema> list(Reader reader, Optional<String> after, int limit) {
        KeyRange range = after.map(name -> all().after(key(name))).orElse(all());
        var tables = new ArrayList<TableSchema>();
        for (Reader.Entry entry : reader.scan(range, limit, Direction.ASCENDING)) {
            tables.add(TableForm.decode(entry.tuple()));
        }
        return tables;
    }

    static void put(Transaction tx, TableSchema table) {
        tx.put(key(table.name()), TableForm.encode(table));
    }

    /** Removes the row of a table, and what else speaks of it. */
    static void removeAll(Transaction tx, TableSchema table) {
        tx.delete(key(table.name()));
        tx.delete(Counts.key(table.id()));
        Restore.remove(tx, table.id());
        tx.deleteRange(Tags.all(table.id()));
        tx.deleteRange(Filling.positions(table.id()));
        StreamTable.close(tx, table);
    }

    /** A number that no table had. */
    static long nextId(Transaction tx) {
        long id = tx.get(NEXT_ID).map(entry -> entry.tuple().number(0)).orElse(1L);
        tx.put(NEXT_ID, Tuple.of(id + 1));
        return id;
    }

    /** A place among the keys of a table that nothing of it had. */
    static int nextPlace(Transaction tx) {
        return Math.toIntExact(PLACES + nextId(tx));
    }
}
