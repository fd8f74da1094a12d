package dev.hedgerow.files;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;

/** Structures in Thrift's compact protocol, in which Parquet describes itself. */
final class CompactThrift {
    private static final int INT = 5;
    private static final int LONG = 6;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int STRUCT = 12;
    private static final int SHORT_LIST = 15;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ArrayDeque<Integer> outer = new ArrayDeque<>();
    private int last;

    private void field(int id, int type) {
        out.write((id - last) << 4 | type);
        last = id;
    }

    void number(int id, int value) {
        field(id, INT);
        zigzag(value);
    }

    void longNumber(int id, long value) {
        field(id, LONG);
        zigzag(value);
    }

    void text(int id, String value) {
        field(id, BINARY);
        text(value);
    }

    private void text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        plainVarint(bytes.length);
        out.writeBytes(bytes);
    }

    void numbers(int id, int... values) {
        list(id, INT, values.length);
        for (int value : values) {
            zigzag(value);
        }
    }

    void texts(int id, String... values) {
        list(id, BINARY, values.length);
        for (String value : values) {
            text(value);
        }
    }

    /** A list of structures: so many elements follow. */
    void beginStructs(int id, int size) {
        list(id, STRUCT, size);
    }

    private void list(int id, int type, int size) {
        field(id, LIST);
        if (size < SHORT_LIST) {
            out.write(size << 4 | type);
        } else {
            out.write(SHORT_LIST << 4 | type);
            plainVarint(size);
        }
    }

    void beginStruct(int id) {
        field(id, STRUCT);
        beginElement();
    }

    /** Begins a structure that stands in a list. */
    void beginElement() {
        outer.push(last);
        last = 0;
    }

    /** Ends the structure begun last; at last the whole. */
    void end() {
        out.write(0);
        last = outer.isEmpty() ? 0 : outer.pop();
    }

    private void zigzag(long value) {
        plainVarint((value << 1) ^ (value >> 63));
    }

    void plainVarint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    void plainByte(int value) {
        out.write(value);
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}
