package dev.hedgerow.store;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.storage.Batch;
import dev.hedgerow.store.storage.Storage;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;

/** A group of one: an entry and its place are one synced batch of the storage. */
final class LocalLog implements ReplicatedLog {
    private final Storage storage;
    private volatile Position applied;
    private boolean inDoubt;

    LocalLog(Storage storage) {
        this.storage = storage;
        checkFormat(storage);
        applied = stored(storage::read);
    }

    /** The newest entry in a storage. */
    static Position stored(Function<byte[], Optional<byte[]>> reading) {
        return reading.apply(Layout.APPLIED)
                .map(ByteBuffer::wrap)
                .map(at -> new Position(at.getLong(), new Stamp(at.getLong())))
                .orElse(new Position(0, Stamp.ZERO));
    }

    private static void checkFormat(Storage storage) {
        var found = storage.read(Layout.FORMAT).map(bytes -> ByteBuffer.wrap(bytes).getInt());
        int format = found.orElse(StoreFolder.FORMAT_MIN);
        StoreFolder.checkFormat(format, "The data");
        if (found.isEmpty() || format < StoreFolder.FORMAT) {
            var batch = new Batch();
            batch.put(Layout.FORMAT, ByteBuffer.allocate(4).putInt(StoreFolder.FORMAT).array());
            storage.write(batch);
        }
    }

    @Override
    public void prepare() {
        if (!storage.hasRoom()) {
            throw HedgerowException.of(
                    Failure.DISK_FULL, "The disk is full; nothing was written, and reads go on");
        }
        if (inDoubt) {
            // a write that succeeds says that what can be read is what is stored
            var probe = new Batch();
            probe.put(Layout.PROBE, new byte[0]);
            storage.write(probe);
            applied = stored(storage::read);
            inDoubt = false;
        }
    }

    @Override
    public void propose(Entry entry) {
        Position before = applied;
        if (entry.previous() != before.index()) {
            throw new IllegalStateException(
                    "entry after %d proposed at %d".formatted(entry.previous(), before.index()));
        }
        var batch = new Batch();
        for (Versioned write : entry.writes()) {
            batch.put(Layout.versioned(write.key(), write.stamp()), write.value());
        }
        long index = before.index() + 1;
        batch.put(
                Layout.APPLIED,
                ByteBuffer.allocate(16).putLong(index).putLong(entry.stamp().value()).array());
        inDoubt = true;
        storage.write(batch);
        inDoubt = false;
        applied = new Position(index, entry.stamp());
    }

    @Override
    public Position applied() {
        return applied;
    }

    @Override
    public void close() {
        storage.close();
    }
}
