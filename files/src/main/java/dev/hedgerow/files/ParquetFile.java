package dev.hedgerow.files;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows of typed columns to one Parquet file (Snappy, row groups of DuckDB's default size).
 * Rows wait in a private DuckDB of bounded memory, which spills to the scratch folder, and the file
 * appears at {@link #finish()}. For one thread from beginning to end, and for a platform thread:
 * appending and finishing are native calls that may take long.
 */
public final class ParquetFile implements AutoCloseable {
    private static final String TABLE = "rows";

    private final Path target;
    private final Connection connection;
    private final DuckDBAppender appender;
    private final ColumnWriter[] writers;
    private final String selection;
    private long rows;
    private boolean finished;

    private ParquetFile(
            Path target, Connection connection, DuckDBAppender appender, List<Column> columns) {
        this.target = target;
        this.connection = connection;
        this.appender = appender;
        this.writers =
                columns.stream()
                        .map(column -> ColumnWriter.of(column.type()))
                        .toArray(ColumnWriter[]::new);
        this.selection = selection(columns);
    }

    /**
     * Begins a file.
     *
     * @param target where the file will be; replaced if it exists
     * @param columns at least one, with different names
     * @param scratch the bounds DuckDB works in
     * @throws HedgerowException {@code INPUT_OUTPUT} when DuckDB cannot start
     */
    public static ParquetFile create(Path target, List<Column> columns, Scratch scratch) {
        checkNames(columns);
        Connection connection = null;
        try {
            Files.createDirectories(scratch.folder());
            connection = DriverManager.getConnection("jdbc:duckdb:", settings(scratch));
            try (var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE " + TABLE + " (" + declarations(columns) + ")");
            }
            var appender =
                    connection
                            .unwrap(DuckDBConnection.class)
                            .createAppender(DuckDBConnection.DEFAULT_SCHEMA, TABLE);
            return new ParquetFile(target, connection, appender, columns);
        } catch (SQLException | IOException e) {
            closeQuietly(connection);
            throw failed(target, e);
        }
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
        if (values.length != writers.length) {
            throw new IllegalArgumentException(
                    values.length + " values for " + writers.length + " columns");
        }
        try {
            appender.beginRow();
            for (int i = 0; i < values.length; i++) {
                var value = values[i];
                if (value == null) {
                    appender.appendNull();
                } else {
                    writers[i].append(appender, value);
                }
            }
            appender.endRow();
            rows++;
        } catch (ClassCastException e) {
            throw new IllegalArgumentException("A value of the wrong type: " + e.getMessage(), e);
        } catch (SQLException e) {
            throw failed(target, e);
        }
    }

    /**
     * Writes the file. Nothing may be appended after it.
     *
     * @return how many rows the file has
     * @throws HedgerowException {@code INPUT_OUTPUT} or {@code DISK_FULL}; there is no file then
     */
    public long finish() {
        try {
            appender.close();
            try (var statement = connection.createStatement()) {
                statement.execute(
                        "COPY ("
                                + selection
                                + ") TO "
                                + literal(target.toString())
                                + " (FORMAT parquet)");
            }
            finished = true;
            return rows;
        } catch (SQLException e) {
            throw failed(target, e);
        }
    }

    /** Frees everything; without {@link #finish()} before it no file is left. */
    @Override
    public void close() {
        try (connection) {
            if (!appender.isClosed()) {
                appender.close();
            }
        } catch (SQLException e) {
            if (finished) {
                throw failed(target, e);
            }
        } finally {
            if (!finished) {
                deletePartialFile();
            }
        }
    }

    private void deletePartialFile() {
        try {
            Files.deleteIfExists(target);
        } catch (IOException e) {
            throw failed(target, e);
        }
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

    private static Properties settings(Scratch scratch) {
        var settings = new Properties();
        settings.setProperty("memory_limit", (scratch.memoryBytes() >> 10) + "KiB");
        settings.setProperty("threads", "1");
        settings.setProperty("temp_directory", scratch.folder().toString());
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        return settings;
    }

    private static String declarations(List<Column> columns) {
        return columns.stream()
                .map(column -> identifier(column.name()) + " " + ColumnWriter.staged(column.type()))
                .collect(Collectors.joining(", "));
    }

    private static String selection(List<Column> columns) {
        return columns.stream()
                .map(column -> selected(identifier(column.name()), column.type()))
                .collect(Collectors.joining(", ", "SELECT ", " FROM " + TABLE));
    }

    private static String selected(String name, ColumnType type) {
        var sql = ColumnWriter.sql(type);
        return sql.equals(ColumnWriter.staged(type))
                ? name
                : "CAST(" + name + " AS " + sql + ") AS " + name;
    }

    private static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String literal(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }

    private static void closeQuietly(@Nullable Connection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException _) {
                // The failure that led here is the one to report.
            }
        }
    }

    private static HedgerowException failed(Path target, Exception cause) {
        var reason = String.valueOf(cause.getMessage());
        var failure = reason.contains("No space left") ? Failure.DISK_FULL : Failure.INPUT_OUTPUT;
        return HedgerowException.causedBy(
                cause, failure, "Cannot write the Parquet file " + target + ": " + reason);
    }

    /**
     * The bounds a writer works in.
     *
     * @param folder for what does not fit in memory; created when missing
     * @param memoryBytes how much DuckDB may hold in memory, at least 16 MiB
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
