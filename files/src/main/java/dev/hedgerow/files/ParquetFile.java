package dev.hedgerow.files;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows of typed columns to one Parquet file, in bounded memory. Most columns are written as
 * they come, uncompressed ({@link PlainParquet}), since the file is read once and soon; lists,
 * decimals and UUIDs by DuckDB. For one thread from beginning to end, and for a platform thread:
 * appending and finishing may be native calls that take long.
 */
public final class ParquetFile implements AutoCloseable {
    private final Path target;
    private final int columns;
    private final ParquetRows rows;

    private ParquetFile(Path target, int columns, ParquetRows rows) {
        this.target = target;
        this.columns = columns;
        this.rows = rows;
    }

    /**
     * Begins a file.
     *
     * @param target where the file will be; replaced if it exists
     * @param columns at least one, with different names
     * @param scratch the bounds to work in
     * @throws HedgerowException {@code INPUT_OUTPUT} when it cannot be begun
     */
    public static ParquetFile create(Path target, List<Column> columns, Scratch scratch) {
        checkNames(columns);
        try {
            Files.createDirectories(scratch.folder());
        } catch (IOException e) {
            throw failed(target, e);
        }
        ParquetRows rows =
                PlainParquet.takes(columns)
                        ? PlainParquet.create(target, columns)
                        : DuckParquet.create(target, columns, scratch);
        return new ParquetFile(target, columns.size(), rows);
    }

    /**
     * Adds a row.
     *
     * @param values one value per column, of the Java type that {@link ColumnType} names, or null
     * @throws IllegalArgumentException when a value is of another type or out of range; the file
     *     must then be closed
     * @throws HedgerowException {@code INPUT_OUTPUT} or {@code DISK_FULL}
     */
    public void append(@Nullable Object... values) {
        if (values.length != columns) {
            throw new IllegalArgumentException(
                    values.length + " values for " + columns + " columns of " + target);
        }
        rows.append(values);
    }

    /** Takes rows value by value instead of by {@link #append}; fails like it. */
    public Cells cells() {
        return rows.cells();
    }

    /**
     * Writes the file. Nothing may be appended after it.
     *
     * @return how many rows the file has
     * @throws HedgerowException {@code INPUT_OUTPUT} or {@code DISK_FULL}
     */
    public long finish() {
        return rows.finish();
    }

    /** Frees everything; without {@link #finish()} before it no file is left. */
    @Override
    public void close() {
        rows.close();
    }

    private static void checkNames(List<Column> columns) {
        var seen = new HashSet<String>();
        for (var column : columns) {
            // DuckDB takes names that differ only in case for the same.
            if (column.name().isEmpty() || !seen.add(column.name().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("Column '" + column.name() + "' twice or empty");
            }
        }
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("A Parquet file has at least one column");
        }
    }

    static HedgerowException failed(Path target, Exception cause) {
        var reason = String.valueOf(cause.getMessage());
        var failure = reason.contains("No space left") ? Failure.DISK_FULL : Failure.INPUT_OUTPUT;
        return HedgerowException.causedBy(
                cause, failure, "Cannot write the Parquet file " + target + ": " + reason);
    }

    /**
     * The bounds a writer works in.
     *
     * @param folder for what does not fit in memory; created when missing
     * @param memoryBytes how much may be held in memory, at least 16 MiB
     */
    public record Scratch(Path folder, long memoryBytes) {
        private static final long MIN_MEMORY_BYTES = 16 << 20;

        public Scratch {
            if (memoryBytes < MIN_MEMORY_BYTES) {
                throw new IllegalArgumentException("memoryBytes " + memoryBytes);
            }
        }
    }
}
