package dev.hedgerow.tables;

import dev.hedgerow.store.Key;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.tables.IndexSchema.ProjectionType;
import dev.hedgerow.tables.value.StoredItem;
import dev.hedgerow.tables.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Keeps the rows of indexes in step with an item, in the item's own transaction. */
final class IndexWriter {
    private IndexWriter() {}

    /** A row of an index. */
    private record Row(Key key, StoredItem item) {}

    static void apply(
            Transaction tx,
            TableSchema table,
            Map<String, Value> before,
            Map<String, Value> after,
            Capacity capacity) {
        for (IndexSchema index : table.followed()) {
            Optional<Row> old = row(table, index, before);
            Optional<Row> now = row(table, index, after);
            if (old.equals(now)) {
                continue;
            }
            boolean moved =
                    old.isPresent() && (now.isEmpty() || !old.get().key().equals(now.get().key()));
            if (moved) {
                tx.delete(old.get().key());
                capacity.addIndexWrite(index, Capacity.write(old.get().item().size()));
            }
            if (now.isPresent()) {
                tx.put(now.get().key(), now.get().item().bytes());
                int size = now.get().item().size();
                int replaced = old.isPresent() && !moved ? old.get().item().size() : 0;
                capacity.addIndexWrite(index, Capacity.write(Math.max(size, replaced)));
            }
        }
    }

    /**
     * Writes the row of an item that was there before the index.
     *
     * @param rows takes its key and what is in it
     * @return whether it has one
     */
    static boolean add(
            BiConsumer<Key, byte[]> rows,
            TableSchema table,
            IndexSchema index,
            Map<String, Value> item) {
        Optional<Row> row = row(table, index, item);
        row.ifPresent(found -> rows.accept(found.key(), found.item().bytes()));
        return row.isPresent();
    }

    /**
     * The row that the item has in the index; none when an attribute of its key is missing, or is
     * none of a key: such an item can be older than the index.
     */
    private static Optional<Row> row(
            TableSchema table, IndexSchema index, Map<String, Value> item) {
        if (!Checks.isIndexable(index, item)) {
            return Optional.empty();
        }
        return Optional.of(
                new Row(
                        ItemSpace.indexRow(table, index, item),
                        StoredItem.of(projected(table, index, item))));
    }

    static Map<String, Value> projected(
            TableSchema table, IndexSchema index, Map<String, Value> item) {
        if (index.projection() == ProjectionType.ALL) {
            return item;
        }
        Set<String> tableKeys = table.keyNames();
        var projected = new LinkedHashMap<String, Value>();
        for (var attribute : item.entrySet()) {
            if (index.holds(attribute.getKey(), tableKeys)) {
                projected.put(attribute.getKey(), attribute.getValue());
            }
        }
        return projected;
    }
}
