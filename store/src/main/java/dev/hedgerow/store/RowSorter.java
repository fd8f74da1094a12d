package dev.hedgerow.store;

import dev.hedgerow.kernel.Threads;
import dev.hedgerow.store.storage.Batch.Put;
import dev.hedgerow.store.storage.Staging;
import dev.hedgerow.store.storage.Staging.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sorts any number of rows in bounded memory. Rows that come in order within their lane are written
 * as they are to be stored. The others are collected in parts; a part that is full is sorted and
 * spilled as a run while the next one is filled; runs are merged when there are many, and at the
 * end into the store.
 *
 * <p>Of rows with one key the last one stays: a row that is not above all others of its lane never
 * joins the lane, so the lane's row of a key is the oldest, and what is sorted joins the store
 * behind the lanes.
 */
final class RowSorter implements AutoCloseable {
    private static final int ROW_OVERHEAD = 80;
    private static final int FAN_IN = 64;

    /** Rows in order need no sorting, and so less memory. */
    private static final int LANES_SHARE = 4;

    private final Staging staging;
    private final Threads threads;
    private final long partBytes;
    private final List<OpenLane> lanes = new ArrayList<>();
    private long laneBytes;

    /** Runs by how often their rows were merged; in each list, and from last to first, by age. */
    private final List<List<Run>> tiers = new ArrayList<>();

    private List<Put> part = new ArrayList<>();
    private long bytes;
    private long count;
    private @Nullable Task task;

    /**
     * @param partBytes how many bytes are sorted in memory; two parts are there at a time, and half
     *     a part of rows in order
     */
    RowSorter(Staging staging, Threads threads, long partBytes, int lanes) {
        this.staging = staging;
        this.threads = threads;
        this.partBytes = partBytes;
        for (int i = 0; i < lanes; i++) {
            this.lanes.add(new OpenLane());
        }
    }

    /** Rows in order: those in memory follow those in the lane. */
    private final class OpenLane {
        private List<Put> rows = new ArrayList<>();
        private Staging.@Nullable Lane lane;
        private byte[] last = {};

        /** Takes the row, if it is behind the others. */
        boolean take(byte[] key, byte[] value) {
            if (Arrays.compareUnsigned(key, last) <= 0) {
                return false;
            }
            last = key;
            rows.add(new Put(key, value));
            return true;
        }

        List<Put> takeRows() {
            List<Put> taken = rows;
            rows = new ArrayList<>(taken.size());
            return taken;
        }

        void write(List<Put> next) {
            Staging.Lane open = lane == null ? staging.lane() : lane;
            lane = open;
            open.add(next);
        }
    }

    long count() {
        return count;
    }

    /**
     * Adds a row.
     *
     * @param lane always the same for one key
     */
    void add(int lane, byte[] key, byte[] value) {
        count++;
        int size = key.length + value.length + ROW_OVERHEAD;
        if (lanes.get(lane).take(key, value)) {
            laneBytes += size;
            if (laneBytes >= partBytes / LANES_SHARE) {
                writeLanes();
            }
            return;
        }
        part.add(new Put(key, value));
        bytes += size;
        if (bytes >= partBytes || part.size() == RowOrder.ROWS_MAX) {
            List<Put> full = part;
            part = new ArrayList<>(full.size());
            bytes = 0;
            then(() -> spill(full));
        }
    }

    private void writeLanes() {
        laneBytes = 0;
        List<List<Put>> rows = lanes.stream().map(OpenLane::takeRows).toList();
        then(() -> {
            for (int i = 0; i < rows.size(); i++) {
                if (!rows.get(i).isEmpty()) {
                    lanes.get(i).write(rows.get(i));
                }
            }
        });
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
        for (OpenLane open : lanes) {
            Staging.Lane lane = open.lane;
            if (lane == null) {
                runs.add(open.takeRows().iterator());
            } else {
                open.write(open.takeRows());
                lane.ingest();
            }
        }
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
            for (OpenLane open : lanes) {
                if (open.lane != null) {
                    open.lane.close();
                }
            }
            staging.close();
        }
    }
}
