package dev.hedgerow.tables;

import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tables that requests asked for, kept for as long as no row of a table has changed: most
 * requests read no row but the item's. A transaction depends on the row all the same.
 */
final class KnownTables {
    /** Tables kept, at most. */
    private static final int KEPT_MAX = 10_000;

    private final TableRows rows;
    private final Store.LastChange change;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /**
     * A table as it was read.
     *
     * @param at when
     */
    private record Known(TableSchema schema, Stamp at) {}

    KnownTables(Store store, TableRows rows) {
        this.rows = rows;
        change = store.lastChange(TableRows.all());
    }

    /**
     * The table of this name.
     *
     * @param now has the newest that can be seen, and nothing of its own about tables
     */
    Optional<TableSchema> find(Reader now, String name) {
        Known kept = known.get(name);
        Stamp changed = change.stamp();
        // read before, but not before the change; and not by a reader that is older than it
        if (kept != null && !changed.isAfter(kept.at()) && !changed.isAfter(now.stamp())) {
            if (now instanceof Transaction tx) {
                tx.addReadConflict(TableRows.key(name));
            }
            return Optional.of(kept.schema());
        }
        Optional<TableSchema> found = rows.find(now, name).map(TableRows.Found::schema);
        found.ifPresent(table -> keep(name, new Known(table, now.stamp())));
        return found;
    }

    private void keep(String name, Known table) {
        if (known.size() >= KEPT_MAX) {
            known.clear();
        }
        known.put(name, table);
    }
}
