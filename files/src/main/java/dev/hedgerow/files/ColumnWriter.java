package dev.hedgerow.files;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** How values of a {@link ColumnType} reach DuckDB's appender. */
@FunctionalInterface
interface ColumnWriter {
    /** Appends a value that is not null. */
    void append(DuckDBAppender appender, Object value) throws SQLException;

    /** The writer of a type. */
    static ColumnWriter of(ColumnType type) {
        return switch (type) {
            case ColumnType.Scalar scalar -> of(scalar);
            case ColumnType.Decimal decimal ->
                    (appender, value) -> appender.append(exact((BigDecimal) value, decimal));
            case ColumnType.ListOf list ->
                    (appender, value) -> appender.append(elements((List<?>) value, list.element()));
        };
    }

    private static ColumnWriter of(ColumnType.Scalar scalar) {
        return switch (scalar) {
            case BOOL -> (appender, value) -> appender.append(((Boolean) value).booleanValue());
            case I32 -> (appender, value) -> appender.append(i32(value));
            case I64 -> (appender, value) -> appender.append(((Number) value).longValue());
            case U32 -> (appender, value) -> appender.append((int) u32(value));
            case U64 -> (appender, value) -> appender.append(u64(value).longValue());
            case F32 -> (appender, value) -> appender.append(((Number) value).floatValue());
            case F64 -> (appender, value) -> appender.append(((Number) value).doubleValue());
            case STRING -> (appender, value) -> appender.append((String) value);
            case DATE ->
                    (appender, value) ->
                            appender.appendEpochDays(
                                    Math.toIntExact(((LocalDate) value).toEpochDay()));
            case TIMESTAMP -> (appender, value) -> appender.appendEpochMicros(micros(value));
            case UUID -> (appender, value) -> appender.append((UUID) value);
            case BLOB -> (appender, value) -> appender.append((byte[]) value);
        };
    }

    /** The SQL name of a type. */
    static String sql(ColumnType type) {
        return switch (type) {
            case ColumnType.Decimal(int precision, int scale) ->
                    "DECIMAL(" + precision + "," + scale + ")";
            case ColumnType.ListOf(ColumnType element) -> sql(element) + "[]";
            case ColumnType.Scalar scalar ->
                    switch (scalar) {
                        case BOOL -> "BOOLEAN";
                        case I32 -> "INTEGER";
                        case I64 -> "BIGINT";
                        case U32 -> "UINTEGER";
                        case U64 -> "UBIGINT";
                        case F32 -> "FLOAT";
                        case F64 -> "DOUBLE";
                        case STRING -> "VARCHAR";
                        case DATE -> "DATE";
                        case TIMESTAMP -> "TIMESTAMP";
                        case UUID -> "UUID";
                        case BLOB -> "BLOB";
                    };
        };
    }

    /** The SQL name of the type a value waits as; DuckDB's appender has no lists of unsigned. */
    static String staged(ColumnType type) {
        return type instanceof ColumnType.ListOf(ColumnType element)
                ? stagedElement(element) + "[]"
                : sql(type);
    }

    private static String stagedElement(ColumnType element) {
        return switch (element) {
            case ColumnType.Scalar.U32 -> "BIGINT";
            case ColumnType.Scalar.U64 -> "HUGEINT";
            default -> staged(element);
        };
    }

    private static List<@Nullable Object> elements(List<?> list, ColumnType type) {
        var elements = new ArrayList<@Nullable Object>(list.size());
        for (var element : list) {
            elements.add(element == null ? null : element(element, type));
        }
        return elements;
    }

    /** An element as the appender's list takes it. */
    private static Object element(Object value, ColumnType type) {
        return switch (type) {
            case ColumnType.Decimal decimal -> exact((BigDecimal) value, decimal);
            case ColumnType.ListOf list -> elements((List<?>) value, list.element());
            case ColumnType.Scalar scalar ->
                    switch (scalar) {
                        case BOOL -> (Boolean) value;
                        case I32 -> i32(value);
                        case I64 -> ((Number) value).longValue();
                        case U32 -> u32(value);
                        case U64 -> u64(value);
                        case F32 -> ((Number) value).floatValue();
                        case F64 -> ((Number) value).doubleValue();
                        case STRING -> (String) value;
                        case DATE -> (LocalDate) value;
                        case TIMESTAMP -> LocalDateTime.ofInstant((Instant) value, ZoneOffset.UTC);
                        case UUID -> (UUID) value;
                        case BLOB -> (byte[]) value;
                    };
        };
    }

    static int i32(Object value) {
        return i32(((Number) value).longValue());
    }

    static int i32(long number) {
        return inRange(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    static long u32(Object value) {
        return u32(((Number) value).longValue());
    }

    static long u32(long number) {
        if (number < 0 || number > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException(number + " is not from 0 to 2^32 - 1");
        }
        return number;
    }

    static BigInteger u64(Object value) {
        var number =
                value instanceof BigInteger big
                        ? big
                        : BigInteger.valueOf(((Number) value).longValue());
        if (number.signum() < 0 || number.bitLength() > 64) {
            throw new IllegalArgumentException(number + " is not from 0 to 2^64 - 1");
        }
        return number;
    }

    private static int inRange(long number, int least, int most) {
        if (number < least || number > most) {
            throw new IllegalArgumentException(number + " is not from " + least + " to " + most);
        }
        return (int) number;
    }

    private static BigDecimal exact(BigDecimal value, ColumnType.Decimal type) {
        try {
            var scaled = value.setScale(type.scale(), RoundingMode.UNNECESSARY);
            if (scaled.precision() <= type.precision()) {
                return scaled;
            }
        } catch (ArithmeticException _) {
            // Falls through to the same refusal.
        }
        throw new IllegalArgumentException(value + " does not fit " + sql(type));
    }

    static long micros(Object value) {
        var instant = (Instant) value;
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), 1_000_000), instant.getNano() / 1_000);
    }
}
