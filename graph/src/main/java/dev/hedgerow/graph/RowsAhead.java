package dev.hedgerow.graph;

import dev.hedgerow.files.Row;
import dev.hedgerow.files.RowSource;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Threads;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The rows of some sources, one source after the other. Behind the first rows, a thread of its own
 * reads ahead by a few batches, so that reading goes on beside what becomes of the rows. Closing
 * waits until the sources are not touched any more.
 */
final class RowsAhead implements AutoCloseable {
    /** Rows that are read without a thread: most loads have fewer. */
    private static final int FIRST = 1_000;

    private static final int BATCH_ROWS = 500;
    private static final long BATCH_BYTES = 256 * 1024;
    private static final int BATCHES = 8;

    private final Threads threads;
    private final Rest rest;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final CountDownLatch done = new CountDownLatch(1);
    private final ArrayDeque<List<Row>> batches = new ArrayDeque<>();
    private Iterator<Row> batch = List.<Row>of().iterator();
    private long count;
    private @Nullable Thread thread;
    private boolean ended;
    private boolean stopped;
    private @Nullable Throwable thrown;

    RowsAhead(List<RowSource> sources, Threads threads) {
        this.threads = threads;
        rest = new Rest(sources);
    }

    /** The sources as one; used by one thread at a time. */
    private static final class Rest {
        private final Iterator<RowSource> sources;
        private @Nullable RowSource source;

        Rest(List<RowSource> sources) {
            this.sources = sources.iterator();
        }

        @Nullable Row next() {
            while (true) {
                RowSource now = source;
                if (now == null) {
                    if (!sources.hasNext()) {
                        return null;
                    }
                    now = sources.next();
                    source = now;
                }
                Optional<Row> row = now.next();
                if (row.isPresent()) {
                    return row.get();
                }
                source = null;
            }
        }

        long bytesRead() {
            RowSource now = source;
            return now == null ? 0 : now.bytesRead();
        }
    }

    /** The next row; null at the end. */
    @Nullable Row next() {
        if (count < FIRST) {
            count++;
            return rest.next();
        }
        if (thread == null) {
            thread = threads.startDedicated("read-rows", this::run);
        }
        if (!batch.hasNext()) {
            batch = take().iterator();
        }
        return batch.hasNext() ? batch.next() : null;
    }

    private void run() {
        try {
            for (List<Row> next = read(); !next.isEmpty() && give(next); ) {
                next = read();
            }
        } catch (RuntimeException | Error e) {
            thrown = e;
        } finally {
            end();
        }
    }

    private List<Row> read() {
        var rows = new ArrayList<Row>();
        long begin = rest.bytesRead();
        while (rows.size() < BATCH_ROWS && rest.bytesRead() - begin < BATCH_BYTES) {
            Row row = rest.next();
            if (row == null) {
                break;
            }
            rows.add(row);
        }
        return rows;
    }

    /** Hands over a batch, when there is room; false when nobody wants it. */
    private boolean give(List<Row> rows) {
        lock.lock();
        try {
            while (batches.size() >= BATCHES && !stopped) {
                changed.await();
            }
            batches.add(rows);
            changed.signalAll();
            return !stopped;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        done.countDown();
    }

    /** The next batch; an empty one at the end. */
    private List<Row> take() {
        lock.lock();
        try {
            while (batches.isEmpty() && !ended) {
                changed.await();
            }
            changed.signalAll();
            List<Row> next = batches.poll();
            return next == null ? nothing() : next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw HedgerowException.causedBy(e, Failure.CANCELLED, Failure.CANCELLED.sentence());
        } finally {
            lock.unlock();
        }
    }

    /** Fails as reading failed, if it did. */
    private List<Row> nothing() {
        switch (thrown) {
            case HedgerowException e ->
                    throw HedgerowException.causedBy(
                            e, e.failure(), String.valueOf(e.getMessage()));
            case null -> {
                return List.of();
            }
            case Throwable e ->
                    throw HedgerowException.causedBy(
                            e, Failure.INTERNAL, Failure.INTERNAL.sentence());
        }
    }

    @Override
    public void close() {
        Thread reading = thread;
        if (reading == null) {
            return;
        }
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
            if (!ended) {
                reading.interrupt();
            }
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (true) {
            try {
                done.await();
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
