package dev.hedgerow.store;

import dev.hedgerow.kernel.Threads;
import dev.hedgerow.store.storage.Batch.Put;
import dev.hedgerow.store.storage.Staging;
import dev.hedgerow.store.storage.Staging.Run;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sorts any number of rows in bounded memory: parts that fit are sorted and spilled as runs while
 * the next part is filled; runs are merged when there are many, and at the end into the store. Of
 * rows with one key the last one stays.
 */
final class RowSorter implements AutoCloseable {
    private static final int ROW_OVERHEAD = 80;
    private static final int FAN_IN = 64;

    private final Staging staging;
    private final Threads threads;
    private final long partBytes;

    /** Runs by how often their rows were merged; in each list, and from last to first, by age. */
    private final List<List<Run>> tiers = new ArrayList<>();

    private List<Put> part = new ArrayList<>();
    private long bytes;
    private long count;
    private @Nullable Task task;

    /**
     * @param partBytes how many bytes are sorted in memory; two parts are there at a time
     */
    RowSorter(Staging staging, Threads threads, long partBytes) {
        this.staging = staging;
        this.threads = threads;
        this.partBytes = partBytes;
    }

    long count() {
        return count;
    }

    void add(byte[] key, byte[] value) {
        part.add(new Put(key, value));
        count++;
        bytes += key.length + value.length + ROW_OVERHEAD;
        if (bytes >= partBytes || part.size() == RowOrder.ROWS_MAX) {
            List<Put> full = part;
            part = new ArrayList<>(full.size());
            bytes = 0;
            then(() -> spill(full));
        }
    }

    /** Begins work on a thread of its own, when what was begun before is done. */
    private void then(Runnable work) {
        await();
        task = Task.start(threads, "store-load", work);
    }

    private void await() {
        if (task != null) {
            task.await();
        }
    }

    private void spill(List<Put> rows) {
        keep(0, staging.spill(RowOrder.sorted(rows).iterator()));
    }

    private void keep(int tier, Run run) {
        if (tiers.size() == tier) {
            tiers.add(new ArrayList<>());
        }
        List<Run> runs = tiers.get(tier);
        runs.add(run);
        if (runs.size() == FAN_IN) {
            try (var merged = new MergedRows(List.copyOf(runs))) {
                Run longer = staging.spill(merged);
                runs.clear();
                keep(tier + 1, longer);
            }
        }
    }

    /** Puts all rows into the store. */
    void finish() {
        List<Put> rest = part;
        part = List.of();
        then(() -> ingest(rest));
        await();
    }

    private void ingest(List<Put> rest) {
        var runs = new ArrayList<Iterator<Put>>();
        tiers.reversed().forEach(runs::addAll);
        runs.add(RowOrder.sorted(rest).iterator());
        try (var merged = new MergedRows(runs)) {
            staging.ingest(merged);
        }
        tiers.clear();
    }

    @Override
    public void close() {
        try {
            if (task != null) {
                task.join();
            }
        } finally {
            tiers.forEach(runs -> runs.forEach(Run::close));
            staging.close();
        }
    }
}
