package dev.hedgerow.bench;

import dev.hedgerow.kernel.World;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Stores;
import dev.hedgerow.store.Subspace;
import dev.hedgerow.store.Tuple;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Commits beside a bare fsync, gets and scans. */
final class StoreBench implements Benchmark {
    private static final Subspace SPACE = new Subspace(100, "bench");
    private static final int VALUE_BYTES = 200;
    private static final int FSYNCS = 400;
    private static final int ROWS = 200_000;
    private static final long RUN_NANOS = 5_000_000_000L;

    @Override
    public String name() {
        return "store";
    }

    @Override
    public void run(Path folder, Report report) throws IOException, InterruptedException {
        Samples fsync = bareFsync(folder.resolve("bare"));
        report.line("bare fsync of %d bytes: %s", VALUE_BYTES, fsync);
        try (var store = Stores.open(folder.resolve("store"), World.system())) {
            writers(store, 1, RUN_NANOS / 2);
            double one = 0;
            for (int writers : List.of(1, 8, 64)) {
                var latencies = writers(store, writers, RUN_NANOS);
                double rate = latencies.size() / (RUN_NANOS / 1e9);
                one = writers == 1 ? rate : one;
                var samples = new Samples(latencies.stream().mapToLong(Long::longValue).toArray());
                report.line(
                        "%d writers: %.0f commits/s (%.1fx one writer), %s, %.1fx a bare fsync",
                        writers, rate, rate / one, samples, samples.median() / fsync.median());
            }
            fill(store);
            gets(store, report);
            scans(store, report);
            report.line("resident memory: %d MiB", Memory.residentMebibytes());
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

    private static List<Long> writers(Store store, int count, long forNanos)
            throws InterruptedException {
        long end = System.nanoTime() + forNanos;
        var row = new AtomicLong();
        var all = new ArrayList<Long>();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < count; i++) {
            threads.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                var mine = new ArrayList<Long>();
                                while (System.nanoTime() < end) {
                                    long begin = System.nanoTime();
                                    put(store, row.incrementAndGet());
                                    mine.add(System.nanoTime() - begin);
                                }
                                synchronizedAdd(all, mine);
                            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return all;
    }

    private static void synchronizedAdd(List<Long> all, List<Long> mine) {
        synchronized (all) {
            all.addAll(mine);
        }
    }

    private static void put(Store store, long row) {
        store.transact(tx -> {
            tx.put(SPACE.key("write", row), new byte[VALUE_BYTES]);
            return row;
        });
    }

    private static void fill(Store store) {
        for (int from = 0; from < ROWS; from += 5_000) {
            int first = from;
            store.transact(tx -> {
                for (int i = first; i < first + 5_000; i++) {
                    tx.put(SPACE.key("read", i), new byte[VALUE_BYTES]);
                }
                return first;
            });
        }
        store.compact();
    }

    private static void gets(Store store, Report report) {
        var random = new Random(1);
        long begin = System.nanoTime();
        int gets = 200_000;
        try (var snapshot = store.snapshot()) {
            for (int i = 0; i < gets; i++) {
                Key key = SPACE.key("read", random.nextInt(ROWS));
                if (snapshot.get(key).isEmpty()) {
                    throw new IllegalStateException("row not found: " + key);
                }
            }
        }
        report.line("gets: %.0f/s on one thread", gets / seconds(begin));
    }

    private static void scans(Store store, Report report) {
        long begin = System.nanoTime();
        int found = 0;
        try (var snapshot = store.snapshot()) {
            for (Reader.Entry entry : snapshot.stream(KeyRange.prefix(SPACE, Tuple.of("read")))) {
                found += entry.value().length / VALUE_BYTES;
            }
        }
        report.line("scan: %.0f keys/s on one thread", found / seconds(begin));
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
