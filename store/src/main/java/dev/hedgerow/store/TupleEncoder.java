package dev.hedgerow.store;

import dev.hedgerow.kernel.Stamp;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes tuples. One tag byte, then:
 *
 * <pre>
 * 02  null        nothing
 * 03  false       nothing
 * 04  true        nothing
 * 05  bytes       each 00 as 00 FF, then 00
 * 06  string      UTF-8, each 00 as 00 FF, then 00
 * 07  tuple       its elements, then 00
 * 08  UUID        16 bytes
 * 09  stamp       8 bytes, big-endian
 * 0A  double      8 bytes, sign folded so that bytes sort like numbers
 * 0B  integer     more than 8 bytes, negative: one's complement of the length, then of the magnitude
 * 0C..13          negative, 8..1 bytes: one's complement of the magnitude
 * 14              zero
 * 15..1C          positive, 1..8 bytes: the magnitude
 * 1D  integer     more than 8 bytes, positive: the length, then the magnitude
 * </pre>
 *
 * <p>Every tag is above 01, so 00 and 01 are free to end a tuple: a tuple sorts before its own
 * extensions. Strings sort by code point, because UTF-8 does.
 */
final class TupleEncoder {
    static final byte NULL = 0x02;
    static final byte FALSE = 0x03;
    static final byte TRUE = 0x04;
    static final byte BYTES = 0x05;
    static final byte STRING = 0x06;
    static final byte TUPLE = 0x07;
    static final byte UUID_TAG = 0x08;
    static final byte STAMP = 0x09;
    static final byte DOUBLE = 0x0a;
    static final byte BIG_NEGATIVE = 0x0b;
    static final byte ZERO = 0x14;
    static final byte BIG_POSITIVE = 0x1d;
    static final int BIG_BYTES_MAX = 255;

    private byte[] out = new byte[64];
    private int length;
    private List<Integer> stampOffsets = List.of();

    byte[] bytes() {
        return Arrays.copyOf(out, length);
    }

    /** Where the stamps to be filled in begin. */
    List<Integer> stampOffsets() {
        return stampOffsets;
    }

    void raw(byte[] bytes) {
        raw(bytes, 0, bytes.length);
    }

    void raw(byte[] bytes, int from, int to) {
        room(to - from);
        System.arraycopy(bytes, from, out, length, to - from);
        length += to - from;
    }

    int length() {
        return length;
    }

    void beginNested() {
        put(TUPLE);
    }

    void endNested() {
        put(0);
    }

    void tuple(Tuple tuple) {
        for (int i = 0; i < tuple.size(); i++) {
            element(tuple.get(i));
        }
    }

    private void element(@Nullable Object element) {
        switch (element) {
            case null -> put(NULL);
            case Boolean flag -> put(flag ? TRUE : FALSE);
            case byte[] bytes -> escaped(BYTES, bytes);
            case String text -> escaped(STRING, text.getBytes(StandardCharsets.UTF_8));
            case Tuple nested -> {
                beginNested();
                tuple(nested);
                endNested();
            }
            case UUID uuid -> {
                put(UUID_TAG);
                eight(uuid.getMostSignificantBits());
                eight(uuid.getLeastSignificantBits());
            }
            case Stamp stamp -> {
                put(STAMP);
                eight(stamp.value());
            }
            case Double number -> {
                put(DOUBLE);
                long bits = Double.doubleToLongBits(number);
                eight(bits < 0 ? ~bits : bits ^ Long.MIN_VALUE);
            }
            case Long number -> integer(number);
            case BigInteger number -> big(number);
            default -> {
                put(STAMP);
                if (stampOffsets.isEmpty()) {
                    stampOffsets = new ArrayList<>();
                }
                stampOffsets.add(length);
                eight(0);
            }
        }
    }

    private void integer(long number) {
        if (number == Long.MIN_VALUE) {
            big(BigInteger.valueOf(number));
            return;
        }
        long magnitude = Math.abs(number);
        int bytes = (Long.SIZE - Long.numberOfLeadingZeros(magnitude) + 7) / 8;
        room(1 + bytes);
        out[length++] = (byte) (number < 0 ? ZERO - bytes : ZERO + bytes);
        long written = number < 0 ? ~magnitude : magnitude;
        for (int i = bytes - 1; i >= 0; i--) {
            out[length++] = (byte) (written >>> (8 * i));
        }
    }

    private void big(BigInteger number) {
        byte[] magnitude = magnitude(number);
        boolean negative = number.signum() < 0;
        if (magnitude.length <= 8) {
            put(negative ? ZERO - magnitude.length : ZERO + magnitude.length);
        } else if (magnitude.length <= BIG_BYTES_MAX) {
            put(negative ? BIG_NEGATIVE : BIG_POSITIVE);
            put(negative ? ~magnitude.length : magnitude.length);
        } else {
            throw new IllegalArgumentException("an integer of over 255 bytes");
        }
        for (byte b : magnitude) {
            put(negative ? ~b : b);
        }
    }

    private static byte[] magnitude(BigInteger number) {
        byte[] bytes = number.abs().toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private void escaped(byte tag, byte[] bytes) {
        put(tag);
        int begin = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                raw(bytes, begin, i + 1);
                put(0xff);
                begin = i + 1;
            }
        }
        raw(bytes, begin, bytes.length);
        put(0);
    }

    private void eight(long value) {
        room(8);
        ByteBuffer.wrap(out, length, 8).putLong(value);
        length += 8;
    }

    private void put(int value) {
        room(1);
        out[length++] = (byte) value;
    }

    private void room(int more) {
        if (length + more > out.length) {
            out = Arrays.copyOf(out, Math.max(out.length * 2, length + more));
        }
    }
}
