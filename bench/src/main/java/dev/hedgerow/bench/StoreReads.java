package dev.hedgerow.bench;

import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Subspace;
import dev.hedgerow.store.Tuple;
import java.nio.file.Path;
import java.util.Random;
import org.rocksdb.RocksDBException;

/** Gets and scans of the store beside those of RocksDB alone, in turns. */
final class StoreReads {
    private static final int ROWS = 200_000;
    private static final int GETS = 200_000;
    private static final int TURNS = 3;

    private final Store store;
    private final Subspace space;
    private final int valueBytes;

    StoreReads(Store store, Subspace space, int valueBytes) {
        this.store = store;
        this.space = space;
        this.valueBytes = valueBytes;
    }

    void run(Path folder, Report report) {
        fill();
        try (var bare = new BareRocks(folder, ROWS, valueBytes)) {
            double gets = 0;
            double scans = 0;
            double bareGets = 0;
            double bareScans = 0;
            for (int turn = 0; turn < TURNS; turn++) {
                long begin = System.nanoTime();
                bare.gets(GETS, new Random(turn));
                bareGets = Math.max(bareGets, perSecond(GETS, begin));
                begin = System.nanoTime();
                gets(new Random(turn));
                gets = Math.max(gets, perSecond(GETS, begin));
                begin = System.nanoTime();
                bareScans = Math.max(bareScans, perSecond(checked(bare.scan()), begin));
                begin = System.nanoTime();
                scans = Math.max(scans, perSecond(checked(scan()), begin));
            }
            report.line(
                    "gets: %.0f/s, %.2f of bare RocksDB's %.0f", gets, gets / bareGets, bareGets);
            report.line(
                    "scan: %.0f keys/s, %.2f of bare RocksDB's %.0f",
                    scans, scans / bareScans, bareScans);
        } catch (RocksDBException e) {
            throw new IllegalStateException(e);
        }
    }

    private void fill() {
        for (int from = 0; from < ROWS; from += 5_000) {
            int first = from;
            store.transact(tx -> {
                for (int i = first; i < first + 5_000; i++) {
                    tx.put(space.key("read", i), new byte[valueBytes]);
                }
                return first;
            });
        }
        store.compact();
    }

    private void gets(Random random) {
        try (var snapshot = store.snapshot()) {
            for (int i = 0; i < GETS; i++) {
                if (snapshot.get(space.key("read", random.nextInt(ROWS))).isEmpty()) {
                    throw new IllegalStateException("row not found");
                }
            }
        }
    }

    private int scan() {
        int found = 0;
        try (var snapshot = store.snapshot()) {
            for (Reader.Entry entry : snapshot.stream(KeyRange.prefix(space, Tuple.of("read")))) {
                found += entry.value().length / valueBytes;
            }
        }
        return found;
    }

    private static int checked(int found) {
        if (found != ROWS) {
            throw new IllegalStateException("%d rows of %d".formatted(found, ROWS));
        }
        return found;
    }

    private static double perSecond(int count, long begin) {
        return count / ((System.nanoTime() - begin) / 1e9);
    }
}
