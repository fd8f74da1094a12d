package dev.hedgerow.simulation.projection;

import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Backup;
import dev.hedgerow.store.BulkLoad;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.TransactionOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A store whose rows of generations are checked after each transaction, as it left them. */
final class AuditedStore implements Store {
    private final Store store;
    private final NavigableMap<Stamp, Rows> known;

    /**
     * @param known what was seen in this life and earlier ones
     */
    AuditedStore(Store store, NavigableMap<Stamp, Rows> known) {
        this.store = store;
        this.known = known;
    }

    @Override
    public <T extends @Nullable Object> Outcome<T> transact(
            TransactionOptions options, Function<Transaction, T> function) {
        Outcome<T> outcome = store.transact(options, function);
        audit(outcome.stamp());
        return outcome;
    }

    private void audit(Stamp at) {
        if (known.containsKey(at)) {
            return;
        }
        Rows rows;
        try (var snapshot = store.snapshot(at)) {
            rows = Rows.read(snapshot);
        } catch (HedgerowException _) {
            // the store has no answer, and so nothing to be held against it
            return;
        }
        rows.check();
        var before = known.lowerEntry(at);
        if (before != null) {
            rows.follows(before.getValue());
        }
        var after = known.higherEntry(at);
        if (after != null) {
            after.getValue().follows(rows);
        }
        known.put(at, rows);
    }

    @Override
    public BulkLoad bulkLoad(List<KeyRange> ranges) {
        return store.bulkLoad(ranges);
    }

    @Override
    public Snapshot snapshot() {
        return store.snapshot();
    }

    @Override
    public Snapshot snapshot(Stamp at) {
        return store.snapshot(at);
    }

    @Override
    public Stamp visible() {
        return store.visible();
    }

    @Override
    public Stamp oldest() {
        return store.oldest();
    }

    @Override
    public long collect() {
        return store.collect();
    }

    @Override
    public void compact() {
        store.compact();
    }

    @Override
    public Backup backup(Path folder) {
        return store.backup(folder);
    }

    @Override
    public long bytes() {
        return store.bytes();
    }

    @Override
    public Watch watch(KeyRange range) {
        return store.watch(range);
    }

    @Override
    public void close() {
        store.close();
    }
}
