package dev.hedgerow.graph;

import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader.Direction;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import java.util.List;

/** Deletes rows that nobody can reach any more, in small transactions that may be repeated. */
final class Sweep {
    private static final int BATCH = 2_000;

    private Sweep() {}

    static void all(Store store, KeyRange range) {
        int deleted = BATCH;
        while (deleted == BATCH) {
            deleted = store.transact(tx -> batch(tx, range));
        }
    }

    private static int batch(Transaction tx, KeyRange range) {
        List<Entry> entries = tx.unchecked().scan(range, BATCH, Direction.ASCENDING);
        entries.forEach(entry -> tx.delete(entry.key()));
        return entries.size();
    }
}
