package dev.hedgerow.tables.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Writes items in their stored form. */
final class ItemEncoder {
    private byte[] out;
    private int length;

    private ItemEncoder(int room) {
        out = new byte[room];
    }

    static byte[] encode(Map<String, Value> attributes) {
        int size = Item.size(attributes);
        var encoder = new ItemEncoder(size + 16 + 8 * attributes.size());
        encoder.put(Tags.VERSION);
        encoder.number(size);
        encoder.attributes(attributes);
        return Arrays.copyOf(encoder.out, encoder.length);
    }

    private void attributes(Map<String, Value> attributes) {
        number(attributes.size());
        for (var attribute : attributes.entrySet()) {
            text(attribute.getKey());
            value(attribute.getValue());
        }
    }

    private void value(Value value) {
        switch (value) {
            case Value.Text(String text, _) -> {
                put(Tags.S);
                text(text);
            }
            case Value.Numeric(Decimal number) -> {
                put(Tags.N);
                bytes(number.code());
            }
            case Value.Binary(byte[] bytes) -> {
                put(Tags.B);
                bytes(bytes);
            }
            case Value.Bool(boolean flag) -> put(flag ? Tags.TRUE : Tags.FALSE);
            case Value.Null _ -> put(Tags.NULL);
            case Value.Set(Type type, List<Value> members) -> set(type, members);
            case Value.Sequence(List<Value> values) -> {
                put(Tags.L);
                int start = length;
                number(values.size());
                values.forEach(this::value);
                prefixLength(start);
            }
            case Value.Document(Map<String, Value> attributes) -> {
                put(Tags.M);
                int start = length;
                attributes(attributes);
                prefixLength(start);
            }
        }
    }

    private void set(Type type, List<Value> members) {
        put(type == Type.SS ? Tags.SS : type == Type.NS ? Tags.NS : Tags.BS);
        int start = length;
        number(members.size());
        for (Value member : members) {
            switch (member) {
                case Value.Text(String text, _) -> text(text);
                case Value.Numeric(Decimal number) -> bytes(number.code());
                case Value.Binary(byte[] bytes) -> bytes(bytes);
                case Value.Bool _, Value.Null _, Value.Set _, Value.Sequence _, Value.Document _ ->
                        throw new IllegalStateException("in a set: " + member.type());
            }
        }
        prefixLength(start);
    }

    /** Puts the length of what was written since the start before it. */
    private void prefixLength(int start) {
        int written = length - start;
        int width = width(written);
        room(width);
        System.arraycopy(out, start, out, start + width, written);
        length = start;
        number(written);
        length += written;
    }

    private void text(String text) {
        bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private void bytes(byte[] bytes) {
        number(bytes.length);
        room(bytes.length);
        System.arraycopy(bytes, 0, out, length, bytes.length);
        length += bytes.length;
    }

    private static int width(int number) {
        return Math.max(1, (38 - Integer.numberOfLeadingZeros(number)) / 7);
    }

    private void number(int number) {
        int rest = number;
        while (rest >= 0x80) {
            put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        put((byte) rest);
    }

    private void put(byte b) {
        room(1);
        out[length++] = b;
    }

    private void room(int more) {
        if (length + more > out.length) {
            out = Arrays.copyOf(out, Math.max(out.length * 2, length + more));
        }
    }
}
