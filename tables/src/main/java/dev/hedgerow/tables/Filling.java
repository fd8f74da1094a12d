package dev.hedgerow.tables;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.operations.Steps;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader.Direction;
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
 * Gives items from before the rows that items of now get with their own transactions: in an index
 * that is being created, or among those that say which item goes when. How far it came is written
 * with each bit; what writers do meanwhile is never undone, because the items of a bit are read in
 * its transaction.
 */
final class Filling implements Tending.Task {
    private static final String POSITION = "filled";
    private static final int ITEMS_AT_ONCE = 64;

    /** Bytes of items after which a bit ends. */
    private static final long BYTES_AT_ONCE = 2 << 20;

    private final Store store;
    private final TableRows rows;

    Filling(Store store, TableRows rows) {
        this.store = store;
        this.rows = rows;
    }

    /** Where rows are missing. */
    private sealed interface Gap {
        int number();

        /** An index that is being created. */
        record OfIndex(IndexSchema index) implements Gap {
            @Override
            public int number() {
                return index.number();
            }
        }

        /** The rows that say which item goes when. */
        record OfExpiry(Expiry expiry) implements Gap {
            @Override
            public int number() {
                return expiry.number();
            }
        }
    }

    private static List<Gap> gaps(TableSchema table) {
        var gaps = new ArrayList<Gap>();
        if (table.state() == TableSchema.State.DELETING) {
            return gaps;
        }
        for (IndexSchema index : table.indexes()) {
            if (index.state() == IndexSchema.State.BACKFILLING) {
                gaps.add(new Gap.OfIndex(index));
            }
        }
        table.settings()
                .expiry()
                .filter(expiry -> expiry.state() == Expiry.State.ENABLING)
                .ifPresent(expiry -> gaps.add(new Gap.OfExpiry(expiry)));
        return gaps;
    }

    @Override
    public Optional<String> name(TableSchema table) {
        return gaps(table).isEmpty() ? Optional.empty() : Optional.of("fill");
    }

    @Override
    public void run(TableSchema table, Steps steps) {
        long done = 0;
        for (Gap gap : gaps(table)) {
            int atOnce = ITEMS_AT_ONCE;
            Optional<Integer> filled = Optional.of(0);
            while (filled.isPresent()) {
                steps.progress().at(done, "items");
                try {
                    int most = atOnce;
                    filled = store.transact(tx -> fill(tx, table, gap.number(), most));
                    done += filled.orElse(0);
                    atOnce = ITEMS_AT_ONCE;
                } catch (HedgerowException e) {
                    // busy items: with one at a time it wins sooner or later
                    if (e.failure() != Failure.TRANSACTION_CONFLICT || atOnce == 1) {
                        throw e;
                    }
                    atOnce = 1;
                }
            }
        }
    }

    /** How far each was filled. */
    static KeyRange positions(long table) {
        return KeyRange.below(TableRows.TABLES, Tuple.of(POSITION, table));
    }

    static Key position(long table, int number) {
        return TableRows.TABLES.key(POSITION, table, number);
    }

    /** Fills a bit; how many items it looked at, nothing when there is no more to be done. */
    private Optional<Integer> fill(Transaction tx, TableSchema table, int number, int most) {
        Optional<TableSchema> now = rows.find(tx, table);
        Optional<Gap> gap =
                now.flatMap(found ->
                        gaps(found).stream().filter(each -> each.number() == number).findFirst());
        if (gap.isEmpty()) {
            return Optional.empty();
        }
        Key position = position(table.id(), number);
        KeyRange items = ItemSpace.whole(table.id(), ItemSpace.TABLE_ITSELF);
        KeyRange rest =
                tx.get(position).map(row -> items.after(ItemSpace.key(row.tuple()))).orElse(items);
        // only the items themselves are read for good: what is new in between has its rows
        List<Entry> seen = tx.unchecked().scan(rest, most, Direction.ASCENDING);
        long bytes = 0;
        int count = 0;
        while (count < seen.size() && bytes < BYTES_AT_ONCE) {
            Key key = seen.get(count).key();
            tx.get(key)
                    .ifPresent(item -> add(tx, now.get(), gap.get(), new StoredItem(item.value())));
            bytes += seen.get(count).value().length;
            count++;
        }
        if (seen.size() < most && count == seen.size()) {
            TableRows.put(tx, filled(now.get(), gap.get()));
            tx.delete(position);
            return Optional.empty();
        }
        tx.put(position, seen.get(count - 1).key().tuple());
        return Optional.of(count);
    }

    private static void add(Transaction tx, TableSchema table, Gap gap, StoredItem item) {
        Map<String, Value> attributes = item.attributes();
        switch (gap) {
            case Gap.OfIndex(IndexSchema index) -> {
                boolean _ = IndexWriter.add(tx::put, table, index, attributes);
            }
            case Gap.OfExpiry(Expiry expiry) -> ExpiryRows.add(tx, table, expiry, attributes);
        }
    }

    private static TableSchema filled(TableSchema table, Gap gap) {
        return switch (gap) {
            case Gap.OfIndex(IndexSchema index) -> table.with(index.with(IndexSchema.State.ACTIVE));
            case Gap.OfExpiry(Expiry expiry) ->
                    table.with(
                            table.settings()
                                    .withExpiry(Optional.of(expiry.with(Expiry.State.ENABLED))));
        };
    }
}
