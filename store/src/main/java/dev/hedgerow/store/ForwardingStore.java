package dev.hedgerow.store;

import dev.hedgerow.kernel.Stamp;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A store in front of another: every call goes on, and a subclass watches or bends some. */
public abstract class ForwardingStore implements Store {
    private final Store store;

    protected ForwardingStore(Store store) {
        this.store = store;
    }

    @Override
    public <T extends @Nullable Object> Outcome<T> transact(
            TransactionOptions options, Function<Transaction, T> function) {
        return store.transact(options, function);
    }

    @Override
    public <T extends @Nullable Object> void begin(
            Function<Transaction, T> function, Consumer<Begun<T>> told) {
        store.begin(function, told);
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
    public Snapshot snapshotInMemory() {
        return store.snapshotInMemory();
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
    public LastChange lastChange(KeyRange range) {
        return store.lastChange(range);
    }

    @Override
    public void close() {
        store.close();
    }
}
