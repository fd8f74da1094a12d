package dev.hedgerow.projection.build;

import dev.hedgerow.graph.GraphView;
import dev.hedgerow.graph.RowRange;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Threads;
import dev.hedgerow.projection.Staging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes the files between the store and the engine: some parts of tables at a time, and a few
 * tables ahead of what the engine has loaded. Closing waits until nothing is touched any more.
 */
final class Stager implements AutoCloseable {
    private static final int THREADS = 2;

    /** Tables that are being staged, or staged and not loaded yet. */
    private static final int AHEAD = 4;

    private static final int PROGRESS_EVERY = 8_192;

    private final Staging staging;
    private final List<Part> parts = new ArrayList<>();
    private final List<Table> tables = new ArrayList<>();
    private final Supplier<GraphView> views;
    private final Path folder;
    private final LongConsumer progress;
    private final CountDownLatch ended = new CountDownLatch(THREADS);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int begun;
    private int loaded;
    private long staged;
    private boolean stopped;
    private @Nullable Throwable failed;

    /** A file of a table: the rows of one range. */
    private record Part(Table table, RowRange range, Path file) {}

    /** What is known of a table's files. */
    private static final class Table {
        private final int number;
        private final StagedTable staged;
        private final List<Path> files = new ArrayList<>();
        private long rows;
        private int parts;

        Table(int number, StagedTable staged) {
            this.number = number;
            this.staged = staged;
        }
    }

    /** A table that is staged: its files, none of them empty, in the order of keys. */
    record Staged(long rows, List<Path> files) {}

    /**
     * @param view the moment
     * @param views each the same moment, closed here
     * @param progress hears the rows staged so far, from one thread at a time; may throw to stop
     */
    Stager(
            Staging staging,
            List<StagedTable> tables,
            GraphView view,
            Supplier<GraphView> views,
            Path folder,
            LongConsumer progress) {
        this.staging = staging;
        this.views = views;
        this.folder = folder;
        this.progress = progress;
        tables.forEach(table -> add(table, view));
    }

    private void add(StagedTable staged, GraphView view) {
        var table = new Table(tables.size(), staged);
        tables.add(table);
        for (RowRange range : view.ranges(staged.type())) {
            Path file = folder.resolve("rows-%d-%d.parquet".formatted(table.number, table.parts++));
            parts.add(new Part(table, range, file));
        }
    }

    void start(Threads threads) {
        for (int i = 0; i < THREADS; i++) {
            threads.startDedicated("stage-" + i, this::run);
        }
    }

    /** Waits until the table is staged. */
    Staged await(int number) {
        Table table = tables.get(number);
        lock.lock();
        try {
            while (table.parts > 0 && failed == null) {
                changed.awaitUninterruptibly();
            }
            switch (failed) {
                case null -> {
                    return new Staged(table.rows, table.files.stream().sorted().toList());
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

    /** The files of the next table are not needed any more. */
    void loaded(Staged table) {
        for (Path file : table.files()) {
            try {
                Files.delete(file);
            } catch (IOException e) {
                throw HedgerowException.causedBy(
                        e, Failure.INPUT_OUTPUT, "%s cannot be deleted".formatted(file));
            }
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
            for (Part part = next(); part != null; part = next()) {
                staged(part, write(part, view));
            }
        } catch (RuntimeException | Error e) {
            fail(e);
        } finally {
            ended.countDown();
        }
    }

    private void staged(Part part, long rows) {
        Table table = part.table();
        lock.lock();
        try {
            table.parts--;
            table.rows += rows;
            if (rows > 0) {
                table.files.add(part.file());
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The next part to be staged, as soon as it may be; null when there is none. */
    private @Nullable Part next() {
        lock.lock();
        try {
            while (!stopped && begun < parts.size() && !mayBegin(parts.get(begun).table())) {
                changed.awaitUninterruptibly();
            }
            return stopped || begun == parts.size() ? null : parts.get(begun++);
        } finally {
            lock.unlock();
        }
    }

    /** The engine waits for the first table, so nothing takes the processors from that one. */
    private boolean mayBegin(Table table) {
        return table.number == 0 || (tables.getFirst().parts == 0 && table.number - loaded < AHEAD);
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

    private long write(Part part, GraphView view) {
        StagedTable table = part.table().staged;
        try (var rows = staging.begin(part.file(), table.columns(), folder.resolve("spill"))) {
            var cells = new StagedCells(rows.cells(), table.parts(), PROGRESS_EVERY, this::report);
            view.each(part.range(), table.parts(), cells);
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
