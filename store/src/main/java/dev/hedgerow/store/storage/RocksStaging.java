package dev.hedgerow.store.storage;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
        try (var lane = new RocksLane()) {
            while (ascending.hasNext()) {
                lane.add(ascending);
                // one by one, so that merged runs can go as they are read
                lane.ingest();
            }
        }
    }

    @Override
    public Lane lane() {
        return new RocksLane();
    }

    /** Rows in sorted files, of which the last one is being written. */
    private final class RocksLane implements Lane {
        private final List<Path> finished = new ArrayList<>();
        private @Nullable SortedFile writing;
        private Path path = folder;

        @Override
        public void add(List<Batch.Put> ascending) {
            for (Iterator<Batch.Put> rest = ascending.iterator(); rest.hasNext(); ) {
                add(rest);
            }
        }

        /** Adds rows until there are no more or the file is full. */
        private void add(Iterator<Batch.Put> rest) {
            storage.checkRoom();
            SortedFile file = writing;
            if (file == null) {
                path = folder.resolve("sorted-%d.sst".formatted(files++));
                file = storage.sortedFile(path);
                writing = file;
            }
            storage.add(file, rest, FILE_BYTES);
            if (file.bytes() >= FILE_BYTES) {
                finish(file);
            }
        }

        private void finish(SortedFile file) {
            writing = null;
            storage.finish(file);
            finished.add(path);
        }

        @Override
        public void ingest() {
            SortedFile last = writing;
            if (last != null) {
                finish(last);
            }
            if (!finished.isEmpty()) {
                storage.ingest(finished);
                finished.clear();
            }
        }

        @Override
        public void close() {
            SortedFile open = writing;
            writing = null;
            if (open != null) {
                open.close();
            }
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
