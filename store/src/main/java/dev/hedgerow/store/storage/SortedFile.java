package dev.hedgerow.store.storage;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.nio.file.Path;
import java.util.Iterator;
import org.rocksdb.EnvOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;
import org.rocksdb.SstFileWriter;

/** Sorted files that the database takes as its own. */
final class SortedFile {
    private SortedFile() {}

    /**
     * Writes rows until there are no more or they have that many bytes; syncs, reads and checks.
     */
    static void write(Options options, Path file, Iterator<Batch.Put> ascending, long bytesMax)
            throws RocksDBException {
        long rows = 0;
        try (var environment = new EnvOptions();
                var writer = new SstFileWriter(environment, options)) {
            writer.open(file.toString());
            for (long bytes = 0; bytes < bytesMax && ascending.hasNext(); rows++) {
                var row = ascending.next();
                writer.put(row.key(), row.value());
                bytes += row.key().length + row.value().length;
            }
            writer.finish();
        }
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
}
