package dev.hedgerow.tables;

import dev.hedgerow.operations.Steps;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader.Direction;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.tables.TableSchema.State;
import java.util.List;
import java.util.Optional;

/**
 * Takes away what nobody asks for any more, bit by bit: the rows of an index that is being deleted,
 * those that said which item goes when, or all of a table and in the end its row, which keeps its
 * name taken until then. Nobody writes there: what is gone stays gone.
 */
final class Emptying implements Tending.Task {
    /** Rows taken away in one transaction; reading each may cost 400 KB. */
    private static final int ROWS_AT_ONCE = 32;

    private final Store store;
    private final TableRows rows;

    Emptying(Store store, TableRows rows) {
        this.store = store;
        this.rows = rows;
    }

    @Override
    public Optional<String> name(TableSchema table) {
        if (table.state() == State.DELETING) {
            return Optional.of("remove");
        }
        return numbers(table).isEmpty() ? Optional.empty() : Optional.of("empty");
    }

    /** The places of the table that are to be empty. */
    private static List<Integer> numbers(TableSchema table) {
        var indexes =
                table.indexes().stream()
                        .filter(index -> index.state() == IndexSchema.State.DELETING)
                        .map(IndexSchema::number);
        var expiry =
                table.settings().expiry().stream()
                        .filter(rows -> rows.state() == Expiry.State.DISABLING)
                        .map(Expiry::number);
        return java.util.stream.Stream.concat(indexes, expiry).toList();
    }

    @Override
    public void run(TableSchema table, Steps steps) {
        long gone = 0;
        int taken = 1;
        while (taken > 0) {
            steps.progress().at(gone, "rows");
            taken = store.transact(tx -> take(tx, table));
            gone += taken;
        }
    }

    private int take(Transaction tx, TableSchema table) {
        Optional<TableSchema> now = rows.find(tx, table);
        if (now.isEmpty()) {
            return 0;
        }
        if (now.get().state() == State.DELETING) {
            int taken = take(tx, ItemSpace.all(table.id()));
            if (taken == 0) {
                TableRows.removeAll(tx, now.get());
            }
            return taken;
        }
        for (int number : numbers(now.get())) {
            int taken = take(tx, ItemSpace.whole(table.id(), number));
            if (taken > 0) {
                return taken;
            }
        }
        if (!numbers(now.get()).isEmpty()) {
            TableRows.put(tx, emptied(tx, now.get()));
        }
        return 0;
    }

    private static int take(Transaction tx, KeyRange range) {
        List<Entry> found = tx.unchecked().scan(range, ROWS_AT_ONCE, Direction.ASCENDING);
        found.forEach(row -> tx.delete(row.key()));
        return found.size();
    }

    private static TableSchema emptied(Transaction tx, TableSchema table) {
        TableSchema after = table;
        for (IndexSchema index : table.indexes()) {
            if (index.state() == IndexSchema.State.DELETING) {
                after = after.without(index.name());
                tx.delete(Filling.position(table.id(), index.number()));
            }
        }
        Optional<Expiry> expiry =
                after.settings().expiry().filter(e -> e.state() != Expiry.State.DISABLING);
        return after.with(after.settings().withExpiry(expiry)).settled();
    }
}
