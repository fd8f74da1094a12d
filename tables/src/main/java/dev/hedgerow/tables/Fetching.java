package dev.hedgerow.tables;

import dev.hedgerow.store.Reader;
import dev.hedgerow.tables.IndexSchema.ProjectionType;
import dev.hedgerow.tables.expression.Path;
import dev.hedgerow.tables.value.StoredItem;
import java.util.List;
import java.util.Optional;

/** Looks up in the table what a local index does not hold of an item. */
final class Fetching {
    private final TableSchema table;
    private final boolean consistent;

    Fetching(TableSchema table, boolean consistent) {
        this.table = table;
        this.consistent = consistent;
    }

    /** Whether some of the paths lead to what rows of the index lack. */
    boolean isNeeded(Optional<IndexSchema> index, Optional<List<Path>> paths) {
        return index.filter(found -> found.projection() != ProjectionType.ALL).isPresent()
                && paths.stream()
                        .flatMap(List::stream)
                        .anyMatch(path -> !index.get().holds(path.head(), table.keyNames()));
    }

    /** The whole item of a row. */
    StoredItem item(Reader reader, StoredItem row, Capacity capacity) {
        StoredItem item =
                reader.get(ItemSpace.item(table, table.place(Optional.empty(), row)))
                        .map(entry -> new StoredItem(entry.value()))
                        .orElse(row);
        capacity.addPage(Optional.empty(), item.size(), consistent);
        return item;
    }
}
