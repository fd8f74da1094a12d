package dev.hedgerow.simulation.engine;

import dev.hedgerow.store.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a database holds; a transaction that writes works on a copy. */
final class Content {
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final Map<String, String> comments = new LinkedHashMap<>();

    Content copy() {
        var copy = new Content();
        tables.forEach((name, table) -> copy.tables.put(name, table.copy()));
        copy.comments.putAll(comments);
        return copy;
    }

    List<Table> tables() {
        return List.copyOf(tables.values());
    }

    Optional<Table> find(String name) {
        return Optional.ofNullable(tables.get(name));
    }

    Table table(String name) {
        return find(name).orElseThrow(() -> Script.refused("no table " + name));
    }

    void add(String name, Optional<Table.Ends> ends, List<String> columns, boolean keyed) {
        if (tables.containsKey(name)) {
            throw Script.refused("table %s is there already".formatted(name));
        }
        long number = tables.size();
        tables.put(name, new Table(number, name, ends, columns, keyed, new LinkedHashMap<>()));
    }

    void comment(String table, String comment) {
        comments.put(table(table).name(), comment);
    }

    String comment(String table) {
        return comments.getOrDefault(table, "");
    }

    /** Adds an edge's row, whose ends must be there. */
    boolean hasEnds(Table edges, List<@Nullable Object> values) {
        var ends = edges.ends().orElseThrow();
        return table(ends.from()).rows().containsKey(values.subList(0, 1))
                && table(ends.to()).rows().containsKey(values.subList(1, 2));
    }

    /** Deletes a node with the edges that it has. */
    void detachAndDelete(Table nodes, List<@Nullable Object> key) {
        nodes.rows().remove(key);
        for (Table edges : tables.values()) {
            edges.ends()
                    .ifPresent(ends -> {
                        boolean from = ends.from().equals(nodes.name());
                        boolean to = ends.to().equals(nodes.name());
                        edges.rows()
                                .keySet()
                                .removeIf(edge ->
                                        (from && edge.subList(0, 1).equals(key))
                                                || (to && edge.subList(1, 2).equals(key)));
                    });
        }
    }

    byte[] encoded() {
        var all = new ArrayList<Tuple>();
        tables.values().forEach(table -> all.add(table.encoded()));
        var texts = new ArrayList<String>();
        comments.forEach((table, comment) -> {
            texts.add(table);
            texts.add(comment);
        });
        return Tuple.of(Tuple.ofAll(all), Tuple.ofAll(texts)).encode();
    }

    static Content decoded(byte[] bytes) {
        Tuple tuple = Tuple.decode(bytes);
        var content = new Content();
        Tuple all = tuple.tuple(0);
        for (int i = 0; i < all.size(); i++) {
            Table table = Table.decoded(all.tuple(i));
            content.tables.put(table.name(), table);
        }
        Tuple texts = tuple.tuple(1);
        for (int i = 0; i < texts.size(); i += 2) {
            content.comments.put(texts.string(i), texts.string(i + 1));
        }
        return content;
    }
}
