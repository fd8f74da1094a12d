package dev.hedgerow.store.storage;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.nio.file.Path;
import org.rocksdb.EnvOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.rocksdb.SstFileWriter;

/** A sorted file that the database takes as its own. */
final class SortedFile implements AutoCloseable {
    private final Options options;
    private final Path file;
    private final EnvOptions environment = new EnvOptions();
    private final SstFileWriter writer;
    private long rows;
    private long bytes;

    SortedFile(Options options, Path file) throws RocksDBException {
        this.options = options;
        this.file = file;
        writer = new SstFileWriter(environment, options);
        try {
            writer.open(file.toString());
        } catch (RocksDBException e) {
            close();
            throw e;
        }
    }

    /** Adds a row behind the others. */
    void add(Batch.Put row) throws RocksDBException {
        writer.put(row.key(), row.value());
        rows++;
        bytes += row.key().length + row.value().length;
    }

    /** Bytes of the rows, before compression. */
    long bytes() {
        return bytes;
    }

    /** Syncs, reads and checks; nothing is added after it. */
    void finish() throws RocksDBException {
        writer.finish();
        try (var reader = new SstFileReader(options)) {
            reader.open(file.toString());
            reader.verifyChecksum();
            long found = reader.getTableProperties().getNumEntries();
            if (found != rows) {
                throw HedgerowException.of(
                        Failure.CORRUPT,
                        "%s holds %d rows of %d that were written".formatted(file, found, rows));
            }
        }
    }

    @Override
    public void close() {
        writer.close();
        environment.close();
    }
}
