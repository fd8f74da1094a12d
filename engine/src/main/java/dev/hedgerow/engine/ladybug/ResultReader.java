package dev.hedgerow.engine.ladybug;

import dev.hedgerow.engine.QueryLimits;
import dev.hedgerow.engine.QueryResult;
import dev.hedgerow.engine.QueryResult.Column;
import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Deadline;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Copies a native result into Java, as far as the limits allow. */
final class ResultReader {
    private static final long BATCH_ROWS = 256;

    private final Shim shim;
    private final MemorySegment result;
    private final QueryLimits limits;
    private final CellDecoder decoder;
    private final List<List<@Nullable Object>> rows = new ArrayList<>();
    private boolean truncated;

    ResultReader(Shim shim, MemorySegment result, QueryLimits limits) {
        this.shim = shim;
        this.result = result;
        this.limits = limits;
        decoder = new CellDecoder(limits.maxBytes());
    }

    /**
     * Reads to the end or to a limit.
     *
     * @param began the clock's nanoseconds from which the result's time counts
     */
    QueryResult read(Clock clock, Deadline deadline, long began) {
        try (var arena = Arena.ofConfined()) {
            var types = shim.types(result);
            var schema = arena.allocate(ArrowField.SCHEMA_BYTES, 8);
            shim.schema(result, schema);
            try {
                var fields = ArrowField.columns(schema, types);
                var batch = arena.allocate(ArrowVector.ARRAY_BYTES, 8);
                while (readBatch(batch, fields)) {
                    requireTime(clock, deadline);
                }
                double milliseconds = (clock.nanos() - began) / 1e6;
                return new QueryResult(columns(fields, types), rows, truncated, milliseconds);
            } finally {
                Arrow.release(schema, ArrowField.SCHEMA_RELEASE);
            }
        }
    }

    /** False when there is nothing more to read. */
    private boolean readBatch(MemorySegment batch, List<ArrowField> fields) {
        long wanted = Math.min(BATCH_ROWS, limits.maxRows() - rows.size() + 1);
        if (!shim.next(result, wanted, batch)) {
            return false;
        }
        try {
            long length = ArrowVector.length(batch);
            var columns = ArrowVector.columns(batch, fields);
            for (long row = 0; row < length && !truncated; row++) {
                add(columns, row);
            }
            return length > 0 && !truncated;
        } finally {
            Arrow.release(batch, ArrowVector.ARRAY_RELEASE);
        }
    }

    private void add(List<ArrowVector> columns, long row) {
        if (rows.size() >= limits.maxRows()) {
            truncated = true;
            return;
        }
        try {
            var cells = new ArrayList<@Nullable Object>(columns.size());
            for (var column : columns) {
                cells.add(decoder.decode(column, row));
            }
            rows.add(Collections.unmodifiableList(cells));
        } catch (CellDecoder.TooHeavy e) {
            if (rows.isEmpty()) {
                throw HedgerowException.of(
                        Failure.LIMIT_EXCEEDED,
                        "One row of the result is larger than "
                                + limits.maxBytes()
                                + " bytes; return less of it");
            }
            truncated = true;
        }
    }

    private static void requireTime(Clock clock, Deadline deadline) {
        if (deadline.passed(clock)) {
            throw HedgerowException.of(Failure.DEADLINE_EXCEEDED, LadybugSession.OUT_OF_TIME);
        }
    }

    private static List<Column> columns(List<ArrowField> fields, List<String> types) {
        var columns = new ArrayList<Column>();
        for (int i = 0; i < fields.size(); i++) {
            columns.add(new Column(fields.get(i).name(), types.get(i)));
        }
        return columns;
    }
}
