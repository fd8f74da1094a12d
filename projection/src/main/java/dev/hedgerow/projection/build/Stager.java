package dev.hedgerow.projection.build;

import dev.hedgerow.graph.GraphView;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Threads;
import dev.hedgerow.projection.Staging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes the files between the store and the engine: some tables at a time, and a few ahead of what
 * the engine has loaded. Closing waits until nothing is touched any more.
 */
final class Stager implements AutoCloseable {
    private static final int THREADS = 2;

    /** Tables that are being staged, or staged and not loaded yet. */
    private static final int AHEAD = 4;

    private static final int PROGRESS_EVERY = 8_192;
    private static final int NOT_STAGED = -1;

    private final Staging staging;
    private final List<StagedTable> tables;
    private final Supplier<GraphView> views;
    private final Path folder;
    private final LongConsumer progress;
    private final CountDownLatch ended = new CountDownLatch(THREADS);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final long[] rows;
    private int begun;
    private int loaded;
    private long staged;
    private boolean stopped;
    private @Nullable Throwable failed;

    /**
     * @param views each the same moment, closed here
     * @param progress hears the rows staged so far, from one thread at a time; may throw to stop
     */
    Stager(
            Staging staging,
            List<StagedTable> tables,
            Supplier<GraphView> views,
            Path folder,
            LongConsumer progress) {
        this.staging = staging;
        this.tables = tables;
        this.views = views;
        this.folder = folder;
        this.progress = progress;
        rows = new long[tables.size()];
        Arrays.fill(rows, NOT_STAGED);
    }

    void start(Threads threads) {
        for (int i = 0; i < THREADS; i++) {
            threads.startDedicated("stage-" + i, this::run);
        }
    }

    /** The file of a table that was awaited. */
    Path file(int table) {
        return folder.resolve("rows-" + table + ".parquet");
    }

    /** Waits until the table is staged; how many rows it has. */
    long await(int table) {
        lock.lock();
        try {
            while (rows[table] == NOT_STAGED && failed == null) {
                changed.awaitUninterruptibly();
            }
            switch (failed) {
                case null -> {
                    return rows[table];
                }
                case RuntimeException e -> throw e;
                case Throwable e ->
                        throw HedgerowException.causedBy(
                                e, Failure.INTERNAL, Failure.INTERNAL.sentence());
            }
        } finally {
            lock.unlock();
        }
    }

    /** The file of the table is not needed any more. */
    void loaded(int table) {
        try {
            Files.deleteIfExists(file(table));
        } catch (IOException e) {
            throw HedgerowException.causedBy(
                    e, Failure.INPUT_OUTPUT, "%s cannot be deleted".formatted(file(table)));
        }
        lock.lock();
        try {
            loaded++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try (var view = views.get()) {
            for (int table = next(); table < tables.size(); table = next()) {
                long written = write(tables.get(table), view, file(table));
                lock.lock();
                try {
                    rows[table] = written;
                    changed.signalAll();
                } finally {
                    lock.unlock();
                }
            }
        } catch (RuntimeException | Error e) {
            fail(e);
        } finally {
            ended.countDown();
        }
    }

    /** The next table to be staged, when it may be; behind the last one when there is none. */
    private int next() {
        lock.lock();
        try {
            while (!stopped && begun < tables.size() && !mayBegin()) {
                changed.awaitUninterruptibly();
            }
            return stopped || begun == tables.size() ? tables.size() : begun++;
        } finally {
            lock.unlock();
        }
    }

    /** The engine waits for the first table, so nothing takes the processors from that one. */
    private boolean mayBegin() {
        return begun == 0 || (rows[0] != NOT_STAGED && begun - loaded < AHEAD);
    }

    private void fail(Throwable e) {
        lock.lock();
        try {
            if (failed == null) {
                failed = e;
            }
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private long write(StagedTable table, GraphView view, Path file) {
        try (var rows = staging.begin(file, table.columns(), folder.resolve("spill"))) {
            var cells = new StagedCells(rows.cells(), table.parts(), PROGRESS_EVERY, this::report);
            view.each(table.type(), table.parts(), cells);
            cells.tellProgress();
            return rows.finish();
        }
    }

    private void report(int more) {
        lock.lock();
        try {
            if (stopped) {
                throw HedgerowException.of(Failure.CANCELLED, "The build has ended");
            }
            staged += more;
            progress.accept(staged);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (true) {
            try {
                ended.await();
                break;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
