package dev.hedgerow.store;

import dev.hedgerow.store.storage.Batch;
import dev.hedgerow.store.storage.Staging;
import dev.hedgerow.store.storage.Storage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Rows sorted in memory; they join the map in several writes, so that a crash can part them. */
final class MemoryStaging implements Staging {
    private static final int WRITE_ROWS = 50;

    private final Storage storage;

    MemoryStaging(Storage storage) {
        this.storage = storage;
    }

    @Override
    public Run spill(Iterator<Batch.Put> ascending) {
        var rows = new ArrayList<Batch.Put>();
        ascending.forEachRemaining(rows::add);
        return new MemoryRun(rows.iterator());
    }

    @Override
    public void ingest(Iterator<Batch.Put> ascending) {
        while (ascending.hasNext()) {
            var batch = new Batch();
            while (batch.size() < WRITE_ROWS && ascending.hasNext()) {
                var row = ascending.next();
                batch.put(row.key(), row.value());
            }
            storage.write(batch);
        }
    }

    @Override
    public Lane lane() {
        return new MemoryLane();
    }

    @Override
    public void close() {}

    private final class MemoryLane implements Lane {
        private final List<Batch.Put> rows = new ArrayList<>();

        @Override
        public void add(List<Batch.Put> ascending) {
            rows.addAll(ascending);
        }

        @Override
        public void ingest() {
            MemoryStaging.this.ingest(rows.iterator());
            rows.clear();
        }

        @Override
        public void close() {}
    }

    private record MemoryRun(Iterator<Batch.Put> rows) implements Run {
        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public Batch.Put next() {
            return rows.next();
        }

        @Override
        public void close() {}
    }
}
