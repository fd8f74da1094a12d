package dev.hedgerow.simulation.engine;

import dev.hedgerow.engine.InternalId;
import dev.hedgerow.store.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table of nodes or edges.
 *
 * @param number of all tables of the database
 * @param ends of an edge table: where its edges come from and go to
 * @param columns names; of a node table the first is the key, of a keyed edge table too
 * @param keyed whether edges with the same ends are told apart by the first column
 * @param rows by what identifies them; a row has the ends of an edge first, then its columns
 */
record Table(
        long number,
        String name,
        Optional<Ends> ends,
        List<String> columns,
        boolean keyed,
        Map<List<@Nullable Object>, Row> rows) {
    record Ends(String from, String to) {}

    /**
     * A row.
     *
     * @param offset where it is kept
     */
    record Row(long offset, List<@Nullable Object> values) {}

    boolean isOfEdges() {
        return ends.isPresent();
    }

    /** How many values come first that are no columns. */
    int before() {
        return ends.isPresent() ? 2 : 0;
    }

    /** How many values identify a row. */
    int identity() {
        return before() + (ends.isEmpty() || keyed ? 1 : 0);
    }

    Table copy() {
        return new Table(number, name, ends, columns, keyed, new LinkedHashMap<>(rows));
    }

    int column(String column) {
        int at = columns.indexOf(column);
        if (at < 0) {
            throw Script.refused("no column %s in %s".formatted(column, name));
        }
        return before() + at;
    }

    /** Adds a row of the values, which identify it and may be less than all; or finds it. */
    List<@Nullable Object> merge(List<@Nullable Object> identity) {
        Row known = rows.get(identity);
        if (known != null) {
            return known.values();
        }
        List<@Nullable Object> values = blank(identity);
        put(values);
        return values;
    }

    /** A row of the values that are known, and nulls. */
    List<@Nullable Object> blank(List<? extends @Nullable Object> first) {
        var values = new ArrayList<@Nullable Object>(first);
        while (values.size() < before() + columns.size()) {
            values.add(null);
        }
        return values;
    }

    /** Adds or replaces a row. */
    void put(List<@Nullable Object> values) {
        var identity = List.copyOf(values.subList(0, identity()));
        Row known = rows.get(identity);
        long offset = known == null ? nextOffset() : known.offset();
        rows.put(identity, new Row(offset, values));
    }

    private long nextOffset() {
        return rows.values().stream().mapToLong(Row::offset).max().orElse(-1) + 1;
    }

    InternalId id(Row row) {
        return new InternalId(number, row.offset());
    }

    /** The columns of a row by name. */
    Map<String, @Nullable Object> properties(Row row) {
        var properties = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < columns.size(); i++) {
            properties.put(columns.get(i), row.values().get(before() + i));
        }
        return properties;
    }

    Tuple encoded() {
        var all = new ArrayList<@Nullable Object>();
        rows.values()
                .forEach(row -> {
                    all.add(row.offset());
                    all.add(Tuple.ofAll(row.values()));
                });
        return Tuple.ofAll(
                Arrays.asList(
                        number,
                        name,
                        ends.map(Ends::from).orElse(null),
                        ends.map(Ends::to).orElse(null),
                        Tuple.ofAll(columns),
                        keyed,
                        Tuple.ofAll(all)));
    }

    static Table decoded(Tuple tuple) {
        var columns = new ArrayList<String>();
        Tuple names = tuple.tuple(4);
        for (int i = 0; i < names.size(); i++) {
            columns.add(names.string(i));
        }
        var rows = new LinkedHashMap<List<@Nullable Object>, Row>();
        var table =
                new Table(
                        tuple.number(0),
                        tuple.string(1),
                        tuple.isNull(2)
                                ? Optional.empty()
                                : Optional.of(new Ends(tuple.string(2), tuple.string(3))),
                        columns,
                        tuple.bool(5),
                        rows);
        Tuple all = tuple.tuple(6);
        for (int i = 0; i < all.size(); i += 2) {
            var values = new ArrayList<@Nullable Object>();
            Tuple row = all.tuple(i + 1);
            for (int column = 0; column < row.size(); column++) {
                values.add(row.get(column));
            }
            rows.put(
                    List.copyOf(values.subList(0, table.identity())),
                    new Row(all.number(i), values));
        }
        return table;
    }
}
