package dev.hedgerow.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Rows wait in a private DuckDB of bounded memory, which spills to the scratch folder and writes
 * the file at the end; for columns that {@link PlainParquet} does not know.
 */
final class DuckParquet implements ParquetRows {
    private static final String TABLE = "rows";

    private final Path target;
    private final Connection connection;
    private final DuckDBAppender appender;
    private final ColumnWriter[] writers;
    private final String selection;
    private final List<Column> columns;
    private long rows;
    private boolean finished;

    private DuckParquet(
            Path target, Connection connection, DuckDBAppender appender, List<Column> columns) {
        this.target = target;
        this.connection = connection;
        this.appender = appender;
        this.writers =
                columns.stream()
                        .map(column -> ColumnWriter.of(column.type()))
                        .toArray(ColumnWriter[]::new);
        this.selection = selection(columns);
        this.columns = columns;
    }

    static DuckParquet create(Path target, List<Column> columns, ParquetFile.Scratch scratch) {
        Connection connection = null;
        try {
            connection = DriverManager.getConnection("jdbc:duckdb:", settings(scratch));
            try (var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE " + TABLE + " (" + declarations(columns) + ")");
            }
            var appender =
                    connection
                            .unwrap(DuckDBConnection.class)
                            .createAppender(DuckDBConnection.DEFAULT_SCHEMA, TABLE);
            return new DuckParquet(target, connection, appender, columns);
        } catch (SQLException e) {
            closeQuietly(connection);
            throw ParquetFile.failed(target, e);
        }
    }

    @Override
    public void append(@Nullable Object[] values) {
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
            throw ParquetFile.failed(target, e);
        }
    }

    @Override
    public Cells cells() {
        return new RowCells(columns, this::append);
    }

    @Override
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
            throw ParquetFile.failed(target, e);
        }
    }

    @Override
    public void close() {
        try (connection) {
            if (!appender.isClosed()) {
                appender.close();
            }
        } catch (SQLException e) {
            if (finished) {
                throw ParquetFile.failed(target, e);
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
            throw ParquetFile.failed(target, e);
        }
    }

    private static Properties settings(ParquetFile.Scratch scratch) {
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
}
