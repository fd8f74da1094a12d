package dev.hedgerow.tables;

import dev.hedgerow.operations.Steps;
import dev.hedgerow.store.BulkLoad;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.Tuple;
import dev.hedgerow.tables.value.StoredItem;
import dev.hedgerow.tables.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Copies the items of a moment into a table that is being created, with their rows in its indexes,
 * beside everything else: they are there all at once, in the transaction that says that they are.
 * Where a node dies before, nothing is, and all of it is done again.
 */
final class Restoring implements Tending.Task {
    /** Items after which it says how far it came, and ends when it was cancelled. */
    private static final int ITEMS_AT_ONCE = 256;

    /** Where in a key the part begins that is the item's own. */
    private static final int ITEM = 2;

    private final Store store;
    private final TableRows rows;

    Restoring(Store store, TableRows rows) {
        this.store = store;
        this.rows = rows;
    }

    @Override
    public Optional<String> name(TableSchema table) {
        return find(table).isPresent() ? Optional.of("restore") : Optional.empty();
    }

    private Optional<Restore> find(TableSchema table) {
        if (table.state() != TableSchema.State.CREATING) {
            return Optional.empty();
        }
        try (Store.Snapshot now = store.snapshot()) {
            return Restore.find(now, table.id()).filter(restore -> !restore.done());
        }
    }

    @Override
    public void run(TableSchema table, Steps steps) {
        Restore restore = find(table).orElseThrow();
        try (BulkLoad load = store.bulkLoad(ranges(table))) {
            copy(load, table, restore, steps);
            load.finish();
            boolean _ = store.transact(tx -> publish(tx, load, table));
        }
    }

    /** One for the items, which come in their order, and one for each index. */
    private static List<KeyRange> ranges(TableSchema table) {
        var ranges = new ArrayList<KeyRange>();
        ranges.add(ItemSpace.whole(table.id(), ItemSpace.TABLE_ITSELF));
        for (IndexSchema index : table.indexes()) {
            ranges.add(ItemSpace.whole(table.id(), index.number()));
        }
        return ranges;
    }

    private void copy(BulkLoad load, TableSchema table, Restore restore, Steps steps) {
        KeyRange all = ItemSpace.whole(restore.source(), ItemSpace.TABLE_ITSELF);
        long done = 0;
        try (Store.Snapshot then = store.snapshot(restore.at())) {
            for (Entry item : then.stream(all)) {
                if (done++ % ITEMS_AT_ONCE == 0) {
                    steps.progress().at(done - 1, "items");
                }
                copy(load, table, item);
            }
        }
        steps.progress().at(done, "items");
    }

    private static void copy(BulkLoad load, TableSchema table, Entry item) {
        Tuple own = item.key().tuple().from(ITEM);
        load.put(
                ItemSpace.key(Tuple.of(table.id(), ItemSpace.TABLE_ITSELF).with(own)),
                item.value());
        if (!table.indexes().isEmpty()) {
            Map<String, Value> attributes = new StoredItem(item.value()).attributes();
            for (IndexSchema index : table.indexes()) {
                boolean _ = IndexWriter.add(load::put, table, index, attributes);
            }
        }
    }

    /** Makes all of it visible, unless the table is not to be restored any more. */
    private boolean publish(Transaction tx, BulkLoad load, TableSchema table) {
        boolean wanted = rows.find(tx, table).isPresent();
        Optional<Restore> restore =
                Restore.find(tx, table.id()).filter(found -> wanted && !found.done());
        if (restore.isEmpty()) {
            return false;
        }
        tx.publish(load);
        restore.get().finished().put(tx, table.id());
        return true;
    }
}
