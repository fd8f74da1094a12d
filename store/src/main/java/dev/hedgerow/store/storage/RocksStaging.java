package dev.hedgerow.store.storage;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;

/** Runs as files beside the database, and sorted files that it takes as its own. */
final class RocksStaging implements Staging {
    /** Bytes of rows in one sorted file, before compression. */
    private static final long FILE_BYTES = 64L << 20;

    private final RocksStorage storage;
    private final Path folder;
    private int files;

    RocksStaging(RocksStorage storage, Path folder) {
        this.storage = storage;
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public Run spill(Iterator<Batch.Put> ascending) {
        storage.checkRoom();
        Path file = folder.resolve("run-" + files++);
        try {
            return SpilledRun.write(file, ascending);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void ingest(Iterator<Batch.Put> ascending) {
        while (ascending.hasNext()) {
            storage.checkRoom();
            Path file = folder.resolve("sorted-%d.sst".formatted(files++));
            storage.writeSorted(file, ascending, FILE_BYTES);
            storage.ingest(file);
        }
    }

    private static HedgerowException failed(IOException e) {
        boolean full = String.valueOf(e.getMessage()).contains("No space left");
        return HedgerowException.causedBy(
                e,
                full ? Failure.DISK_FULL : Failure.INPUT_OUTPUT,
                "The rows of a bulk load could not be sorted on disk: " + e.getMessage());
    }

    @Override
    public void close() {
        delete(folder);
    }

    /** Removes a folder, when it is there. */
    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }
}
