package dev.hedgerow.graph;

import dev.hedgerow.files.Row;
import dev.hedgerow.files.RowSource;
import dev.hedgerow.kernel.Threads;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of some sources, one source after the other. Behind the first rows, a thread of its own
 * reads ahead. Closing waits until the sources are not touched any more.
 */
final class RowsAhead implements AutoCloseable {
    /** Rows that are read without a thread: most loads have fewer. */
    private static final int FIRST = 1_000;

    private static final int BATCH_ROWS = 500;
    private static final long BATCH_BYTES = 256 * 1024;

    private final Threads threads;
    private final Rest rest;
    private final Ahead<Row> ahead;
    private Iterator<Row> batch = List.<Row>of().iterator();
    private long count;

    RowsAhead(List<RowSource> sources, Threads threads) {
        this.threads = threads;
        rest = new Rest(sources);
        ahead = new Ahead<>(rest::batch);
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

        private long bytesRead() {
            RowSource now = source;
            return now == null ? 0 : now.bytesRead();
        }

        List<Row> batch() {
            var rows = new ArrayList<Row>();
            long begin = bytesRead();
            while (rows.size() < BATCH_ROWS && bytesRead() - begin < BATCH_BYTES) {
                Row row = next();
                if (row == null) {
                    break;
                }
                rows.add(row);
            }
            return rows;
        }
    }

    /** The next row; null at the end. */
    @Nullable Row next() {
        if (count < FIRST) {
            count++;
            return rest.next();
        }
        if (!ahead.isStarted()) {
            ahead.start(threads, "read-rows");
        }
        if (!batch.hasNext()) {
            batch = ahead.take().iterator();
        }
        return batch.hasNext() ? batch.next() : null;
    }

    @Override
    public void close() {
        ahead.close();
    }
}
