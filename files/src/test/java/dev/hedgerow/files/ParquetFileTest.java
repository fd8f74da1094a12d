package dev.hedgerow.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.files.ColumnType.Decimal;
import dev.hedgerow.files.ColumnType.ListOf;
import dev.hedgerow.files.ColumnType.Scalar;
import dev.hedgerow.files.ParquetFile.Scratch;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ParquetFileTest {
    @TempDir Path folder = Path.of("");

    private Path target = Path.of("");
    private Scratch scratch = new Scratch(Path.of("x"), 64 << 20);

    @BeforeEach
    void setUp() {
        target = folder.resolve("rows 'of' today.parquet");
        scratch = new Scratch(folder.resolve("scratch"), 64 << 20);
    }

    @Test
    void everyPlainTypeIsReadBackAsItWasWritten() throws SQLException {
        var columns =
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
        try (var file = ParquetFile.create(target, columns, scratch)) {
            file.append(
                    true,
                    Integer.MIN_VALUE,
                    Long.MIN_VALUE,
                    4_294_967_295L,
                    new BigInteger("18446744073709551615"),
                    1.5f,
                    0.1,
                    "\u00fc \uD83D\uDE00 '\"\n\u0000",
                    LocalDate.of(-44, 3, 15),
                    Instant.parse("1969-12-31T23:59:59.999999Z"),
                    new byte[] {0, 39, (byte) 255});
            file.append(
                    false,
                    7,
                    7L,
                    0L,
                    0L,
                    0f,
                    -0.0,
                    "",
                    LocalDate.EPOCH,
                    Instant.EPOCH,
                    new byte[0]);
            file.append(new @Nullable Object[11]);
            assertThat(file.finish()).isEqualTo(3);
        }
        assertThat(read("SELECT b, i32, i64, u32, u64, f32, f64 FROM"))
                .containsExactly(
                        "true|-2147483648|-9223372036854775808|4294967295|18446744073709551615|1.5|0.1",
                        "false|7|7|0|0|0.0|-0.0",
                        "null|null|null|null|null|null|null");
        assertThat(read("SELECT hex(s), date, epoch_us(time), hex(blob) FROM"))
                .containsExactly(
                        "C3BC20F09F98802027220A00|-0044-03-15|-1|0027FF",
                        "|1970-01-01|0|",
                        "null|null|null|null");
        assertThat(read("SELECT DISTINCT typeof(columns(*)) FROM"))
                .containsExactly(
                        "BOOLEAN|INTEGER|BIGINT|UINTEGER|UBIGINT|FLOAT|DOUBLE|"
                                + "VARCHAR|DATE|TIMESTAMP|BLOB");
    }

    @Test
    void theOtherTypesAreReadBackAsTheyWereWritten() throws SQLException {
        var columns =
                List.of(
                        new Column("d", new Decimal(18, 6)),
                        new Column("wide", new Decimal(38, 3)),
                        new Column("uuid", Scalar.UUID),
                        new Column("s", Scalar.STRING));
        try (var file = ParquetFile.create(target, columns, scratch)) {
            file.append(
                    new BigDecimal("-123456789012.345678"),
                    new BigDecimal("12345678901234567890123456789012345.678"),
                    UUID.fromString("f81d4fae-7dec-11d0-a765-00a0c91e6bf6"),
                    "\u00fc");
            file.append(BigDecimal.ONE, BigDecimal.ZERO, new UUID(0, 0), "");
            file.append(new @Nullable Object[4]);
            assertThat(file.finish()).isEqualTo(3);
        }
        assertThat(read("SELECT d, wide, uuid, s FROM"))
                .containsExactly(
                        "-123456789012.345678|12345678901234567890123456789012345.678|"
                                + "f81d4fae-7dec-11d0-a765-00a0c91e6bf6|\u00fc",
                        "1.000000|0.000|00000000-0000-0000-0000-000000000000|",
                        "null|null|null|null");
        assertThat(read("SELECT DISTINCT typeof(columns(*)) FROM"))
                .containsExactly("DECIMAL(18,6)|DECIMAL(38,3)|UUID|VARCHAR");
    }

    @Test
    void valuesAndNullsInAnyPatternAreReadBackOverManyRowGroups() throws SQLException {
        var columns =
                List.of(
                        new Column("n", Scalar.I64),
                        new Column("b", Scalar.BOOL),
                        new Column("s", Scalar.STRING),
                        new Column("never", Scalar.F64));
        int count = 300_001;
        try (var file = ParquetFile.create(target, columns, scratch)) {
            for (long i = 0; i < count; i++) {
                file.append(
                        i,
                        i % 7 == 0 ? null : i % 3 == 0,
                        i % 1_000 < 500 ? null : "text " + i,
                        null);
            }
            assertThat(file.finish()).isEqualTo(count);
        }
        assertThat(
                        read(
                                "SELECT count(*), bool_and(n = file_row_number), count(never),"
                                        + " bool_and(CASE WHEN n % 7 = 0 THEN b IS NULL"
                                        + " ELSE b = (n % 3 = 0) END),"
                                        + " bool_and(CASE WHEN n % 1000 < 500 THEN s IS NULL"
                                        + " ELSE s = 'text ' || n END) FROM"))
                .containsExactly(count + "|true|0|true|true");
    }

    @Test
    void listsOfEveryTypeAreReadBack() throws SQLException {
        var columns = new ArrayList<Column>();
        for (var scalar : Scalar.values()) {
            columns.add(new Column(scalar.name(), new ListOf(scalar)));
        }
        columns.add(new Column("decimals", new ListOf(new Decimal(18, 6))));
        columns.add(new Column("nested", new ListOf(new ListOf(Scalar.I64))));
        try (var file = ParquetFile.create(target, columns, scratch)) {
            file.append(
                    Arrays.asList(true, null, false),
                    Arrays.asList(-1, null),
                    List.of(Long.MAX_VALUE),
                    List.of(4_294_967_295L),
                    List.of(new BigInteger("18446744073709551615")),
                    List.of(1.5f),
                    List.of(0.1, -0.0),
                    Arrays.asList("a", null, ""),
                    List.of(LocalDate.of(2026, 1, 31)),
                    List.of(Instant.parse("2026-01-31T12:00:00.000001Z")),
                    List.of(new UUID(1, 2)),
                    List.of(new byte[] {1, 2}),
                    Arrays.asList(new BigDecimal("1.5"), null),
                    List.of(List.of(1L, 2L), List.of()));
            file.append(columns.stream().map(_ -> List.of()).toArray());
            file.append(new @Nullable Object[columns.size()]);
            assertThat(file.finish()).isEqualTo(3);
        }
        assertThat(read("SELECT * REPLACE (list_transform(BLOB, lambda x: hex(x)) AS BLOB) FROM"))
                .containsExactly(
                        "[true, NULL, false]|[-1, NULL]|[9223372036854775807]|[4294967295]|"
                                + "[18446744073709551615]|[1.5]|[0.1, -0.0]|[a, NULL, '']|"
                                + "[2026-01-31]|['2026-01-31 12:00:00.000001']|"
                                + "[00000000-0000-0001-0000-000000000002]|[0102]|"
                                + "[1.500000, NULL]|[[1, 2], []]",
                        "[]" + "|[]".repeat(columns.size() - 1),
                        "null" + "|null".repeat(columns.size() - 1));
    }

    @Test
    void manyRowsKeepTheirOrderInLittleMemory() throws SQLException {
        var columns = List.of(new Column("n", Scalar.I64), new Column("text", Scalar.STRING));
        var small = new Scratch(folder.resolve("scratch"), 32 << 20);
        int count = 400_000;
        try (var file = ParquetFile.create(target, columns, small)) {
            for (long i = 0; i < count; i++) {
                file.append(
                        i, "a text that is not inlined " + i * 2_654_435_761L + "-" + i * 40_503);
            }
            assertThat(file.finish()).isEqualTo(count);
        }
        assertThat(read("SELECT count(*), bool_and(n = file_row_number) FROM"))
                .containsExactly(count + "|true");
    }

    @Test
    void aFileWithoutRowsHasItsColumns() throws SQLException {
        try (var file = ParquetFile.create(target, List.of(new Column("n", Scalar.I64)), scratch)) {
            assertThat(file.finish()).isZero();
        }
        assertThat(read("SELECT count(n) FROM")).containsExactly("0");
    }

    @Test
    void withoutFinishNoFileIsLeft() {
        try (var file = ParquetFile.create(target, List.of(new Column("n", Scalar.I64)), scratch)) {
            file.append(7L);
        }
        assertThat(target).doesNotExist();
        assertThat(folder.resolve("scratch")).isEmptyDirectory();
    }

    @Test
    void valuesThatDoNotFitAreRefused() {
        refused(Scalar.I32, 1L << 31);
        refused(Scalar.U32, -1L);
        refused(Scalar.U64, BigInteger.TWO.pow(64));
        refused(new Decimal(5, 2), new BigDecimal("1.234"));
        refused(new Decimal(5, 2), new BigDecimal("12345"));
        refused(Scalar.STRING, 7);
        refused(new ListOf(Scalar.I64), List.of("seven"));
    }

    private void refused(ColumnType type, Object value) {
        try (var file = ParquetFile.create(target, List.of(new Column("x", type)), scratch)) {
            assertThatThrownBy(() -> file.append(value))
                    .as("%s as %s", value, type)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(target).doesNotExist();
    }

    @Test
    void aTargetThatCannotBeWrittenIsNamed() {
        var nowhere = folder.resolve("no/such/folder/x.parquet");
        for (var type : List.of(Scalar.I64, new ListOf(Scalar.I64))) {
            assertThatThrownBy(
                            () -> {
                                var columns = List.of(new Column("n", type));
                                try (var file = ParquetFile.create(nowhere, columns, scratch)) {
                                    file.finish();
                                }
                            })
                    .isInstanceOfSatisfying(
                            HedgerowException.class,
                            e -> assertThat(e.failure()).isEqualTo(Failure.INPUT_OUTPUT))
                    .hasMessageContaining("no/such/folder/x.parquet");
        }
        assertThat(Files.exists(nowhere)).isFalse();
    }

    private List<String> read(String select) throws SQLException {
        var rows = new ArrayList<String>();
        var from =
                " read_parquet('" + target.toString().replace("'", "''") + "', file_row_number = ";
        var numbered = select.contains("file_row_number");
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var result = statement.executeQuery(select + from + numbered + ")")) {
            int width = result.getMetaData().getColumnCount();
            while (result.next()) {
                var row = new ArrayList<String>();
                for (int i = 1; i <= width; i++) {
                    row.add(String.valueOf((Object) result.getString(i)));
                }
                rows.add(String.join("|", row));
            }
        }
        return rows;
    }
}
