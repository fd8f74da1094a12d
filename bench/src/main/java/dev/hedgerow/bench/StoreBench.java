package dev.hedgerow.bench;

import dev.hedgerow.kernel.World;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Stores;
import dev.hedgerow.store.Subspace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Commits beside a bare fsync, reads beside bare RocksDB, and a bulk load. */
final class StoreBench implements Benchmark {
    private static final Subspace SPACE = new Subspace(100, "bench");
    private static final int VALUE_BYTES = 200;
    private static final int FSYNCS = 400;
    private static final long RUN_NANOS = 3_000_000_000L;

    @Override
    public String name() {
        return "store";
    }

    @Override
    public void run(Path folder, Report report) throws IOException, InterruptedException {
        Samples fsync = bareFsync(folder.resolve("bare"));
        report.line("bare fsync of %d bytes: %s", VALUE_BYTES, fsync);
        try (var store = Stores.open(folder.resolve("store"), World.system())) {
            var rows = new AtomicLong();
            Crowd.during(RUN_NANOS / 2, 1, _ -> put(store, rows.incrementAndGet()));
            double one = 0;
            for (int writers : List.of(1, 8, 64)) {
                Crowd crowd =
                        Crowd.during(RUN_NANOS, writers, _ -> put(store, rows.incrementAndGet()));
                double rate = crowd.perSecond();
                var samples = crowd.latencies();
                one = writers == 1 ? rate : one;
                report.line(
                        "%d writers: %.0f commits/s (%.1fx one writer), %s, %.1fx a bare fsync",
                        writers, rate, rate / one, samples, samples.median() / fsync.median());
            }
            new StoreReads(store, SPACE, VALUE_BYTES).run(folder.resolve("rocks"), report);
            report.line("resident memory: %d MiB", Memory.residentMebibytes());
            new StoreLoad(store, SPACE).run(report);
        }
    }

    private static Samples bareFsync(Path file) throws IOException {
        var nanos = new long[FSYNCS];
        try (var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (int i = 0; i < FSYNCS; i++) {
                long begin = System.nanoTime();
                channel.write(ByteBuffer.allocate(VALUE_BYTES));
                channel.force(false);
                nanos[i] = System.nanoTime() - begin;
            }
        }
        return new Samples(nanos);
    }

    private static void put(Store store, long row) {
        store.transact(tx -> {
            tx.put(SPACE.key("write", row), new byte[VALUE_BYTES]);
            return row;
        });
    }
}
