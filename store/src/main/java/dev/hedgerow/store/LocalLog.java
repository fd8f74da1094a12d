package dev.hedgerow.store;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.storage.Batch;
import dev.hedgerow.store.storage.Storage;
import java.nio.ByteBuffer;

/** A group of one: an entry and its place are one synced batch of the storage. */
final class LocalLog implements ReplicatedLog {
    private static final int FORMAT = 2;
    private static final int FORMAT_MIN = 1;

    private final Storage storage;
    private volatile Position applied;

    LocalLog(Storage storage) {
        this.storage = storage;
        checkFormat(storage);
        applied =
                storage.read(Layout.APPLIED)
                        .map(ByteBuffer::wrap)
                        .map(at -> new Position(at.getLong(), new Stamp(at.getLong())))
                        .orElse(new Position(0, Stamp.ZERO));
    }

    private static void checkFormat(Storage storage) {
        var found = storage.read(Layout.FORMAT).map(bytes -> ByteBuffer.wrap(bytes).getInt());
        int format = found.orElse(FORMAT_MIN);
        if (format < FORMAT_MIN || format > FORMAT) {
            throw HedgerowException.of(
                    Failure.CORRUPT,
                    "The data has format %d and this release reads formats %d to %d; use the release that wrote it, or a newer one"
                            .formatted(format, FORMAT_MIN, FORMAT));
        }
        if (found.isEmpty() || format < FORMAT) {
            var batch = new Batch();
            batch.put(Layout.FORMAT, ByteBuffer.allocate(4).putInt(FORMAT).array());
            storage.write(batch);
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
        storage.write(batch);
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
