package dev.hedgerow.tables;

import dev.hedgerow.operations.Steps;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader.Direction;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.Tuple;
import dev.hedgerow.tables.value.StoredItem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Copies the items of a moment into a table that is being created, bit by bit, with their rows in
 * its indexes. How far it came is written with each bit; nobody else writes there before it is
 * active.
 */
final class Restoring implements Tending.Task {
    private static final int ITEMS_AT_ONCE = 64;

    /** Bytes of items after which a bit ends; each may be in many indexes too. */
    private static final long BYTES_AT_ONCE = 512 << 10;

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
        long done = 0;
        boolean more = true;
        while (more) {
            steps.progress().at(done, "items");
            List<Entry> items = next(table, restore);
            int most = most(items);
            List<Entry> bit = items.subList(0, most);
            more = store.transact(tx -> copy(tx, table, bit));
            done += most;
        }
    }

    /** The items behind those that are there, at the moment they come from. */
    private List<Entry> next(TableSchema table, Restore restore) {
        KeyRange all = ItemSpace.whole(restore.source(), ItemSpace.TABLE_ITSELF);
        Optional<Tuple> position;
        try (Store.Snapshot now = store.snapshot()) {
            position = now.get(position(table)).map(Entry::tuple);
        }
        KeyRange rest = position.map(key -> all.after(ItemSpace.key(key))).orElse(all);
        try (Store.Snapshot then = store.snapshot(restore.at())) {
            return then.scan(rest, ITEMS_AT_ONCE, Direction.ASCENDING);
        }
    }

    private static Key position(TableSchema table) {
        return Filling.position(table.id(), ItemSpace.TABLE_ITSELF);
    }

    private static int most(List<Entry> items) {
        long bytes = 0;
        int count = 0;
        while (count < items.size() && bytes < BYTES_AT_ONCE) {
            bytes += items.get(count).value().length;
            count++;
        }
        return count;
    }

    /** Writes a bit; whether there may be more. */
    private boolean copy(Transaction tx, TableSchema table, List<Entry> items) {
        Optional<TableSchema> now = rows.find(tx, table);
        Optional<Restore> restore =
                Restore.find(tx, table.id()).filter(found -> !found.done() && now.isPresent());
        if (restore.isEmpty()) {
            return false;
        }
        if (items.isEmpty()) {
            restore.get().finished().put(tx, table.id());
            tx.delete(position(table));
            return false;
        }
        for (Entry item : items) {
            Tuple own = item.key().tuple().from(ITEM);
            tx.put(
                    ItemSpace.key(Tuple.of(table.id(), ItemSpace.TABLE_ITSELF).with(own)),
                    item.value());
            if (!table.indexes().isEmpty()) {
                var attributes = new StoredItem(item.value()).attributes();
                for (IndexSchema index : table.indexes()) {
                    boolean _ = IndexWriter.add(tx, table, index, Map.copyOf(attributes));
                }
            }
        }
        tx.put(position(table), items.getLast().key().tuple());
        return true;
    }
}
