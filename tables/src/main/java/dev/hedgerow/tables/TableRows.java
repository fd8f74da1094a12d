package dev.hedgerow.tables;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Reader.Direction;
import dev.hedgerow.store.Subspace;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.Tuple;
import dev.hedgerow.tables.IndexSchema.ProjectionType;
import dev.hedgerow.tables.TableSchema.State;
import dev.hedgerow.tables.value.Type;
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
    private static final int FORMAT = 1;

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

    private Found found(String name, Reader.Entry entry) {
        Found before = kept.get(name);
        if (before != null && before.stamp.equals(entry.stamp())) {
            return before;
        }
        var found = new Found(decode(entry.tuple()), entry.stamp());
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
            tables.add(decode(entry.tuple()));
        }
        return tables;
    }

    static void put(Transaction tx, TableSchema table) {
        tx.put(key(table.name()), encode(table));
    }

    static void remove(Transaction tx, String name) {
        tx.delete(key(name));
    }

    /** A number that no table had. */
    static long nextId(Transaction tx) {
        long id = tx.get(NEXT_ID).map(entry -> entry.tuple().number(0)).orElse(1L);
        tx.put(NEXT_ID, Tuple.of(id + 1));
        return id;
    }

    private static Tuple encode(TableSchema table) {
        var indexes = new ArrayList<Tuple>();
        for (IndexSchema index : table.indexes()) {
            indexes.add(
                    Tuple.of(
                            index.name(),
                            index.number(),
                            index.global(),
                            encode(index.keys()),
                            index.projection().name(),
                            Tuple.ofAll(index.nonKeyAttributes())));
        }
        return Tuple.of(
                FORMAT,
                table.name(),
                table.id(),
                table.state().name(),
                table.createdMillis(),
                encode(table.keys()),
                Tuple.ofAll(indexes),
                table.settings().readUnits(),
                table.settings().writeUnits(),
                table.settings().deletionProtection());
    }

    private static Tuple encode(KeySchema keys) {
        return Tuple.of(parts(keys.hash()), parts(keys.range()));
    }

    private static Tuple parts(List<KeyAttribute> attributes) {
        return Tuple.ofAll(
                attributes.stream().map(key -> Tuple.of(key.name(), key.type().name())).toList());
    }

    private static TableSchema decode(Tuple row) {
        if (row.number(0) != FORMAT) {
            throw HedgerowException.of(
                    Failure.CORRUPT, "The row of a table has the unknown form " + row.number(0));
        }
        var indexes = new ArrayList<IndexSchema>();
        for (Object each : row.tuple(6).elements()) {
            var index = (Tuple) each;
            if (index != null) {
                indexes.add(
                        new IndexSchema(
                                index.string(0),
                                (int) index.number(1),
                                index.bool(2),
                                keys(index.tuple(3)),
                                ProjectionType.valueOf(index.string(4)),
                                strings(index.tuple(5))));
            }
        }
        return new TableSchema(
                row.string(1),
                row.number(2),
                State.valueOf(row.string(3)),
                row.number(4),
                keys(row.tuple(5)),
                List.copyOf(indexes),
                new TableSettings(row.number(7), row.number(8), row.bool(9)));
    }

    private static List<String> strings(Tuple tuple) {
        var strings = new ArrayList<String>();
        for (int i = 0; i < tuple.size(); i++) {
            strings.add(tuple.string(i));
        }
        return strings;
    }

    private static KeySchema keys(Tuple tuple) {
        return new KeySchema(attributes(tuple.tuple(0)), attributes(tuple.tuple(1)));
    }

    private static List<KeyAttribute> attributes(Tuple tuple) {
        var attributes = new ArrayList<KeyAttribute>();
        for (int i = 0; i < tuple.size(); i++) {
            Tuple part = tuple.tuple(i);
            attributes.add(new KeyAttribute(part.string(0), Type.valueOf(part.string(1))));
        }
        return attributes;
    }
}
