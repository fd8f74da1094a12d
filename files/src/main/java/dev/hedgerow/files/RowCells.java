package dev.hedgerow.files;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes rows of objects of what cells are told. */
public final class RowCells implements Cells {
    private final List<Column> columns;
    private final Consumer<@Nullable Object[]> rows;
    private final @Nullable Object[] row;

    /**
     * @param rows gets each row, in the same array
     */
    public RowCells(List<Column> columns, Consumer<@Nullable Object[]> rows) {
        this.columns = List.copyOf(columns);
        this.rows = rows;
        this.row = new @Nullable Object[columns.size()];
    }

    @Override
    public void bool(int column, boolean value) {
        row[column] = value;
    }

    @Override
    public void number(int column, long value) {
        row[column] =
                switch (columns.get(column).type()) {
                    case ColumnType.Scalar.DATE -> LocalDate.ofEpochDay(value);
                    case ColumnType.Scalar.TIMESTAMP ->
                            Instant.EPOCH.plus(value, ChronoUnit.MICROS);
                    default -> (Object) value;
                };
    }

    @Override
    public void real(int column, double value) {
        row[column] = value;
    }

    @Override
    public void text(int column, byte[] utf8, int from, int to) {
        row[column] = new String(utf8, from, to - from, StandardCharsets.UTF_8);
    }

    @Override
    public void value(int column, Object value) {
        row[column] = value;
    }

    @Override
    public void endRow() {
        rows.accept(row);
        Arrays.fill(row, null);
    }
}
