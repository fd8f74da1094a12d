package dev.hedgerow.store.storage;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.nio.file.Path;
import java.util.Optional;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WALRecoveryMode;

/** A copy of a database, read without a change to any of its files. */
public final class RocksCopy implements AutoCloseable {
    private final Path folder;
    private final Options options =
            new Options().setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords);
    private final RocksDB rocks;

    public RocksCopy(Path folder) {
        this.folder = folder;
        try {
            rocks = RocksDB.openReadOnly(options, folder.toString());
        } catch (RocksDBException e) {
            options.close();
            throw failed(e);
        }
    }

    public Optional<byte[]> read(byte[] key) {
        try {
            return Optional.ofNullable(rocks.get(key));
        } catch (RocksDBException e) {
            throw failed(e);
        }
    }

    private HedgerowException failed(RocksDBException e) {
        return HedgerowException.causedBy(
                e,
                Failure.INPUT_OUTPUT,
                "The copy in %s cannot be read: %s".formatted(folder, e.getMessage()));
    }

    @Override
    public void close() {
        rocks.close();
        options.close();
    }
}
