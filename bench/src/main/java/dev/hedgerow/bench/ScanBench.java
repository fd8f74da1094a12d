package dev.hedgerow.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A table of a gigabyte behind a node with a heap of a quarter of that: how fast it is read in one
 * go, in segments, as one large partition, and printed by the command line, and what memory the
 * node held meanwhile. {@code -Dscan.items=N} takes another size.
 */
final class ScanBench implements Benchmark {
    private static final String HEAP = System.getProperty("scan.heap", "256m");
    private static final int ITEMS = Integer.getInteger("scan.items", 1 << 20);
    private static final int SEGMENTS = 4;
    private static final int WRITERS = 4;

    @Override
    public String name() {
        return "scan";
    }

    @Override
    public void run(Path folder, Report report) throws IOException, InterruptedException {
        var environment = Map.of("HEDGEROW_HEAP", HEAP);
        report.doing("starting %s with a heap of %s", Home.folder(), HEAP);
        try (var node =
                NodeProcess.start(
                        folder.resolve("data"),
                        environment,
                        "--dynamodb-port",
                        "0",
                        "--unsigned")) {
            var large = new LargeTable(node.dynamodb(), ITEMS);
            report.doing("writing %,d items", ITEMS);
            Crowd crowd = Crowd.times(large.batches(), WRITERS, large::write);
            report.line(
                    "%d MiB in %,d items written, %.0f items/s, resident at most %d MiB",
                    large.mebibytes(),
                    ITEMS,
                    crowd.perSecond() * LargeTable.BATCH,
                    node.peakMebibytes());
            measure(
                    "Scan",
                    node,
                    report,
                    large.mebibytes(),
                    ITEMS,
                    () -> large.read(LargeTable.SCAN));
            measure(
                    "Scan in %d segments".formatted(SEGMENTS),
                    node,
                    report,
                    large.mebibytes(),
                    ITEMS,
                    () -> large.inSegments(SEGMENTS));
            measure(
                    "Query of one partition",
                    node,
                    report,
                    large.mebibytes() / LargeTable.SHARE,
                    ITEMS / LargeTable.SHARE,
                    () -> large.read(LargeTable.QUERY));
            measure(
                    "hedgerow table scan",
                    node,
                    report,
                    large.mebibytes(),
                    ITEMS,
                    () -> printed(node));
        }
    }

    /** Reads items, and says how many there were. */
    private interface Reading {
        long items() throws IOException, InterruptedException;
    }

    private static void measure(
            String name,
            NodeProcess node,
            Report report,
            long mebibytes,
            long expected,
            Reading reading)
            throws IOException, InterruptedException {
        node.forgetPeak();
        long cpu = node.processorNanos();
        long begin = System.nanoTime();
        long items = reading.items();
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (items != expected) {
            throw new IllegalStateException(
                    "%s gave %d items, not %d".formatted(name, items, expected));
        }
        report.line(
                "%-24s %6.0f MiB/s  %8.0f items/s  %5.2f us CPU an item  resident at most %d MiB",
                name,
                mebibytes / seconds,
                items / seconds,
                (node.processorNanos() - cpu) / 1e3 / items,
                node.peakMebibytes());
    }

    /** The lines that the command line prints. */
    private static long printed(NodeProcess node) throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder(
                        List.of(
                                Home.folder().resolve("bin/hedgerow").toString(),
                                "table",
                                "scan",
                                LargeTable.NAME));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("HEDGEROW_URL", node.address().url().toString());
        builder.environment().put("HEDGEROW_TOKEN", node.address().token().orElseThrow());
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        long lines = 0;
        try (var in = process.getInputStream()) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    if (buffer[i] == '\n') {
                        lines++;
                    }
                }
            }
        }
        if (process.waitFor() != 0) {
            throw new IOException("hedgerow table scan failed");
        }
        return lines;
    }
}
