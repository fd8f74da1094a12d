package dev.hedgerow.bench;

import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader.Direction;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Subspace;
import dev.hedgerow.store.Tuple;
import java.io.IOException;
import java.util.List;

/** One bulk load whose keys arrive in no order: a million things of four keys each. */
final class StoreLoad {
    private static final int THINGS = 1_000_000;
    private static final int KEYS = 4;
    private static final int VALUE_BYTES = 60;

    private final Store store;
    private final Subspace space;

    StoreLoad(Store store, Subspace space) {
        this.store = store;
        this.space = space;
    }

    void run(Report report) throws IOException {
        var range = KeyRange.prefix(space, Tuple.of("bulk"));
        long begin = System.nanoTime();
        long put;
        long finished;
        try (var load = store.bulkLoad(List.of(range))) {
            for (int i = 0; i < THINGS; i++) {
                // an odd factor reaches every number once, far from the one before
                int scattered = (int) (i * 7_368_787L % THINGS);
                for (int key = 0; key < KEYS; key++) {
                    load.put(space.key("bulk", key, scattered), new byte[VALUE_BYTES]);
                }
            }
            put = System.nanoTime();
            load.finish();
            finished = System.nanoTime();
            store.transact(tx -> {
                tx.publish(load);
                return true;
            });
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        check(range);
        report.line(
                "bulk load: %.0f rows/s, %.0f things of %d rows/s; putting %.1f s, finishing %.1f s",
                THINGS * (long) KEYS / seconds,
                THINGS / seconds,
                KEYS,
                (put - begin) / 1e9,
                (finished - put) / 1e9);
        report.line("resident memory after it: %d MiB", Memory.residentMebibytes());
    }

    private void check(KeyRange range) {
        try (var now = store.snapshot()) {
            int last = KEYS - 1;
            var found = now.scan(range, 1, Direction.DESCENDING);
            if (!found.getFirst().key().equals(space.key("bulk", last, THINGS - 1))) {
                throw new IllegalStateException("the last row is " + found);
            }
        }
    }
}
