package dev.hedgerow.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.files.ColumnType.ListOf;
import dev.hedgerow.files.ColumnType.Scalar;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows told value by value are the rows appended as objects. */
final class CellsTest {
    private static final List<Column> COLUMNS =
            List.of(
                    new Column("b", Scalar.BOOL),
                    new Column("i32", Scalar.I32),
                    new Column("i64", Scalar.I64),
                    new Column("u32", Scalar.U32),
                    new Column("u64", Scalar.U64),
                    new Column("f32", Scalar.F32),
                    new Column("f64", Scalar.F64),
                    new Column("s", Scalar.STRING),
                    new Column("date", Scalar.DATE),
                    new Column("time", Scalar.TIMESTAMP),
                    new Column("blob", Scalar.BLOB));

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);

    @TempDir Path folder = Path.of("");

    private ParquetFile create(String name, List<Column> columns) {
        var scratch = new ParquetFile.Scratch(folder.resolve("scratch"), 64 << 20);
        return ParquetFile.create(folder.resolve(name), columns, scratch);
    }

    private @Nullable Object value(Column column) {
        if (random.nextInt(4) == 0) {
            return null;
        }
        return switch ((Scalar) column.type()) {
            case BOOL -> random.nextBoolean();
            case I32 -> (long) random.nextInt();
            case I64 -> random.nextLong();
            case U32 -> random.nextLong(1L << 32);
            case U64 -> new BigInteger(64, random);
            case F32, F64 -> random.nextDouble();
            case STRING -> "text é" + random.nextInt();
            case DATE -> LocalDate.ofEpochDay(random.nextInt(-1_000_000, 1_000_000));
            case TIMESTAMP -> Instant.EPOCH.plus(random.nextLong() >> 12, ChronoUnit.MICROS);
            case BLOB -> new byte[] {(byte) random.nextInt(), 0};
            case UUID -> throw new IllegalStateException();
        };
    }

    private static void tell(Cells cells, int column, Object value) {
        switch (value) {
            case Boolean flag -> cells.bool(column, flag);
            case Long number -> cells.number(column, number);
            case BigInteger big when big.bitLength() < Long.SIZE ->
                    cells.number(column, big.longValue());
            case Double real -> cells.real(column, real);
            case String text -> {
                byte[] utf8 = (" " + text + " ").getBytes(StandardCharsets.UTF_8);
                cells.text(column, utf8, 1, utf8.length - 1);
            }
            case LocalDate date -> cells.number(column, date.toEpochDay());
            case Instant instant ->
                    cells.number(column, ChronoUnit.MICROS.between(Instant.EPOCH, instant));
            default -> cells.value(column, value);
        }
    }

    private List<@Nullable Object[]> rows(int count) {
        var rows = new ArrayList<@Nullable Object[]>();
        for (int i = 0; i < count; i++) {
            rows.add(COLUMNS.stream().map(this::value).toArray());
        }
        return rows;
    }

    private static void tell(Cells cells, List<@Nullable Object[]> rows) {
        for (@Nullable Object[] row : rows) {
            for (int i = row.length - 1; i >= 0; i--) {
                Object value = row[i];
                if (value != null) {
                    tell(cells, i, value);
                }
            }
            cells.endRow();
        }
    }

    @Test
    void aPlainFileIsTheSameToTheByte() throws IOException {
        var rows = rows(3_000);
        try (var appended = create("appended", COLUMNS);
                var told = create("told", COLUMNS)) {
            rows.forEach(appended::append);
            tell(told.cells(), rows);
            assertThat(told.finish()).isEqualTo(appended.finish()).isEqualTo(rows.size());
        }
        assertThat(Files.readAllBytes(folder.resolve("told")))
                .as("-Dseed=%d", seed)
                .isEqualTo(Files.readAllBytes(folder.resolve("appended")));
    }

    @Test
    void rowsOfObjectsAreWhatWasTold() {
        var rows = rows(300);
        var made = new ArrayList<List<String>>();
        var expected = new ArrayList<List<String>>();
        tell(new RowCells(COLUMNS, row -> made.add(texts(row))), rows);
        rows.forEach(row -> expected.add(texts(row)));
        assertThat(made).as("-Dseed=%d", seed).isEqualTo(expected);
    }

    private static List<String> texts(@Nullable Object[] row) {
        var texts = new ArrayList<String>();
        for (Object value : row) {
            texts.add(value instanceof byte[] bytes ? "" + bytes[0] : String.valueOf(value));
        }
        return texts;
    }

    @Test
    void aFileWithListsTakesCellsToo() {
        var columns =
                List.of(new Column("n", Scalar.I64), new Column("all", new ListOf(Scalar.I64)));
        try (var file = create("lists", columns)) {
            Cells cells = file.cells();
            cells.number(0, 1);
            cells.value(1, List.of(1L, 2L));
            cells.endRow();
            cells.endRow();
            assertThat(file.finish()).isEqualTo(2);
        }
    }

    @Test
    void aValueOfTheWrongKindOrOutOfRangeIsRefused() {
        refused(Scalar.BOOL, cells -> cells.number(0, 1));
        refused(Scalar.I32, cells -> cells.number(0, 1L << 31));
        refused(Scalar.I32, cells -> cells.real(0, 1));
        refused(Scalar.U32, cells -> cells.number(0, -1));
        refused(Scalar.U64, cells -> cells.number(0, -1));
        refused(Scalar.DATE, cells -> cells.number(0, 1L << 40));
        refused(Scalar.F64, cells -> cells.bool(0, true));
        refused(Scalar.BLOB, cells -> cells.text(0, new byte[1], 0, 1));
        refused(Scalar.STRING, cells -> cells.number(0, 1));
        refused(Scalar.STRING, cells -> cells.value(0, 1L));
    }

    @Test
    void twoValuesOfAColumnInOneRowAreRefused() {
        refused(
                Scalar.I64,
                cells -> {
                    cells.number(0, 1);
                    cells.number(0, 2);
                    cells.endRow();
                });
    }

    private void refused(ColumnType type, Consumer<Cells> told) {
        try (var file = create("refused", List.of(new Column("x", type)))) {
            Cells cells = file.cells();
            assertThatThrownBy(() -> told.accept(cells))
                    .as("%s", type)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(folder.resolve("refused")).doesNotExist();
    }
}
