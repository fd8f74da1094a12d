package dev.hedgerow.files;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of one column that wait to be written as a page: plain, and which of them are null.
 */
final class PlainColumn {
    private static final int BOOLEAN = 0;
    private static final int INT32 = 1;
    private static final int INT64 = 2;
    private static final int FLOAT = 4;
    private static final int DOUBLE = 5;
    private static final int BYTE_ARRAY = 6;
    private static final int OPTIONAL = 1;
    private static final int NOT_CONVERTED = -1;
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final String name;
    private final ColumnType.Scalar type;
    private byte[] values = new byte[1024];
    private int bytes;
    private byte[] present = new byte[128];
    private int rows;
    private int given;

    PlainColumn(Column column) {
        name = column.name();
        type = (ColumnType.Scalar) column.type();
    }

    static boolean takes(ColumnType type) {
        return type instanceof ColumnType.Scalar scalar && scalar != ColumnType.Scalar.UUID;
    }

    String name() {
        return name;
    }

    /** The type as the format numbers it. */
    int physical() {
        return switch (type) {
            case BOOL -> BOOLEAN;
            case I32, U32, DATE -> INT32;
            case I64, U64, TIMESTAMP -> INT64;
            case F32 -> FLOAT;
            case F64 -> DOUBLE;
            case STRING, BLOB -> BYTE_ARRAY;
            case UUID -> throw new IllegalStateException("not plain: " + type);
        };
    }

    /** What the bytes mean, as the format numbers it. */
    private int converted() {
        return switch (type) {
            case STRING -> 0;
            case DATE -> 6;
            case TIMESTAMP -> 10;
            case U32 -> 13;
            case U64 -> 14;
            case BOOL, I32, I64, F32, F64, BLOB, UUID -> NOT_CONVERTED;
        };
    }

    /** The column in the file's schema. */
    void describe(CompactThrift thrift) {
        thrift.beginElement();
        thrift.number(1, physical());
        thrift.number(3, OPTIONAL);
        thrift.text(4, name);
        if (converted() != NOT_CONVERTED) {
            thrift.number(6, converted());
        }
        thrift.end();
    }

    void add(@Nullable Object value) {
        if (value == null) {
            none();
        } else {
            write(value);
            given();
        }
    }

    private void none() {
        if (rows / 8 == present.length) {
            present = Arrays.copyOf(present, 2 * present.length);
        }
        rows++;
    }

    /** The row has the value that was written. */
    private void given() {
        none();
        present[(rows - 1) / 8] |= (byte) (1 << (rows - 1) % 8);
        given++;
    }

    /** Ends the row of that number, counted from 1: without a value, if it was told none. */
    void endRow(int number) {
        if (rows < number) {
            none();
        }
        if (rows != number) {
            throw new IllegalArgumentException("Column '" + name + "' has two values in a row");
        }
    }

    void number(long value) {
        switch (type) {
            case I32, DATE -> four(ColumnWriter.i32(value));
            case I64, TIMESTAMP -> eight(value);
            case U32 -> four((int) ColumnWriter.u32(value));
            case U64 -> {
                if (value < 0) {
                    throw new IllegalArgumentException(value + " is negative");
                }
                eight(value);
            }
            case BOOL, F32, F64, STRING, BLOB, UUID -> throw wrong("number");
        }
        given();
    }

    void real(double value) {
        switch (type) {
            case F32 -> four(Float.floatToRawIntBits((float) value));
            case F64 -> eight(Double.doubleToRawLongBits(value));
            case BOOL, I32, I64, U32, U64, STRING, DATE, TIMESTAMP, BLOB, UUID ->
                    throw wrong("real number");
        }
        given();
    }

    void bool(boolean value) {
        if (type != ColumnType.Scalar.BOOL) {
            throw wrong("boolean");
        }
        bit(value);
        given();
    }

    void text(byte[] utf8, int from, int to) {
        if (type != ColumnType.Scalar.STRING) {
            throw wrong("text");
        }
        array(utf8, from, to);
        given();
    }

    private IllegalArgumentException wrong(String given) {
        return new IllegalArgumentException(
                "A %s for column '%s' of type %s".formatted(given, name, type));
    }

    private void write(Object value) {
        switch (type) {
            case BOOL -> bit((Boolean) value);
            case I32 -> four(ColumnWriter.i32(value));
            case I64 -> eight(((Number) value).longValue());
            case U32 -> four((int) ColumnWriter.u32(value));
            case U64 -> eight(ColumnWriter.u64(value).longValue());
            case F32 -> four(Float.floatToRawIntBits(((Number) value).floatValue()));
            case F64 -> eight(Double.doubleToRawLongBits(((Number) value).doubleValue()));
            case STRING -> all(((String) value).getBytes(StandardCharsets.UTF_8));
            case DATE -> four(Math.toIntExact(((LocalDate) value).toEpochDay()));
            case TIMESTAMP -> eight(ColumnWriter.micros(value));
            case BLOB -> all((byte[]) value);
            case UUID -> throw new IllegalStateException("not plain: " + type);
        }
    }

    /** Eight of them are one byte. */
    private void bit(boolean value) {
        if (given % 8 == 0) {
            room(1);
            values[bytes++] = 0;
        }
        if (value) {
            values[bytes - 1] |= (byte) (1 << given % 8);
        }
    }

    private void four(int value) {
        room(4);
        putInt(values, bytes, value);
        bytes += 4;
    }

    private void eight(long value) {
        room(8);
        LONGS.set(values, bytes, value);
        bytes += 8;
    }

    private void all(byte[] value) {
        array(value, 0, value.length);
    }

    private void array(byte[] value, int from, int to) {
        int length = to - from;
        room(4 + length);
        putInt(values, bytes, length);
        System.arraycopy(value, from, values, bytes + 4, length);
        bytes += 4 + length;
    }

    private void room(int more) {
        if (more > values.length - bytes) {
            values = Arrays.copyOf(values, Math.max(2 * values.length, bytes + more));
        }
    }

    /** The lowest byte first. */
    static void putInt(byte[] into, int at, int value) {
        INTS.set(into, at, value);
    }

    /** Which rows have a value, as a page begins: bytes of it, then one run of bits or of ones. */
    byte[] levels() {
        var run = new CompactThrift();
        int packed = 0;
        if (given == rows) {
            run.plainVarint((long) rows << 1);
            run.plainByte(1);
        } else {
            packed = (rows + 7) / 8;
            run.plainVarint((long) packed << 1 | 1);
        }
        byte[] head = run.bytes();
        var levels = new byte[4 + head.length + packed];
        putInt(levels, 0, head.length + packed);
        System.arraycopy(head, 0, levels, 4, head.length);
        System.arraycopy(present, 0, levels, 4 + head.length, packed);
        return levels;
    }

    /** The values that are not null, in the first {@link #bytes()} of it. */
    byte[] values() {
        return values;
    }

    int bytes() {
        return bytes;
    }

    void clear() {
        Arrays.fill(present, (byte) 0);
        bytes = 0;
        rows = 0;
        given = 0;
    }
}
