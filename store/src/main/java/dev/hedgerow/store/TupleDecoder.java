package dev.hedgerow.store;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what {@link TupleEncoder} wrote; anything else is {@link Failure#CORRUPT}. */
final class TupleDecoder {
    /** Room for elements before there is known to be need for more. */
    private static final int SOME = 4;

    private byte[] in;
    private int limit;
    private int at;

    TupleDecoder(byte[] in, int from, int limit) {
        this.in = in;
        this.at = from;
        this.limit = limit;
    }

    /** Goes to another tuple. */
    void begin(byte[] bytes, int from, int to) {
        in = bytes;
        at = from;
        limit = to;
    }

    static Tuple decode(byte[] bytes, int from, int to) {
        return decode(bytes, from, to, 0);
    }

    /** The tuple without its first elements. */
    static Tuple decode(byte[] bytes, int from, int to, int skipped) {
        var decoder = new TupleDecoder(bytes, from, to);
        for (int i = 0; i < skipped; i++) {
            decoder.skip(decoder.next());
        }
        var elements = new @Nullable Object[SOME];
        int count = 0;
        while (decoder.at < to) {
            elements = count == elements.length ? Arrays.copyOf(elements, 2 * count) : elements;
            elements[count++] = decoder.element(decoder.next());
        }
        return Tuple.own(elements, count);
    }

    /** Where the element that begins there ends. */
    static int end(byte[] bytes, int begin) {
        var decoder = new TupleDecoder(bytes, begin, bytes.length);
        decoder.skip(decoder.next());
        return decoder.at;
    }

    byte next() {
        return in[advance(1)];
    }

    boolean hasNext() {
        return at < limit;
    }

    byte[] in() {
        return in;
    }

    int at() {
        return at;
    }

    /** Goes on by so many bytes; where they begin. */
    int advance(int bytes) {
        int begin = at;
        if (bytes > limit - begin) {
            throw early();
        }
        at = begin + bytes;
        return begin;
    }

    @Nullable Object element(byte tag) {
        return switch (tag) {
            case TupleEncoder.NULL -> null;
            case TupleEncoder.FALSE -> false;
            case TupleEncoder.TRUE -> true;
            case TupleEncoder.BYTES -> bytes();
            case TupleEncoder.STRING -> string();
            case TupleEncoder.TUPLE -> nested();
            case TupleEncoder.UUID_TAG -> new UUID(eight(), eight());
            case TupleEncoder.STAMP -> new Stamp(eight());
            case TupleEncoder.DOUBLE -> real();
            case TupleEncoder.BIG_NEGATIVE -> big(~next() & 0xff, true);
            case TupleEncoder.BIG_POSITIVE -> big(next() & 0xff, false);
            default -> integer(tag);
        };
    }

    void skip(byte tag) {
        switch (tag) {
            case TupleEncoder.NULL, TupleEncoder.FALSE, TupleEncoder.TRUE -> {}
            case TupleEncoder.BYTES, TupleEncoder.STRING -> {
                boolean _ = findEnd();
                advance(1);
            }
            case TupleEncoder.TUPLE -> {
                for (byte inner = next(); inner != 0; inner = next()) {
                    skip(inner);
                }
            }
            case TupleEncoder.UUID_TAG -> advance(16);
            case TupleEncoder.STAMP, TupleEncoder.DOUBLE -> advance(8);
            case TupleEncoder.BIG_NEGATIVE -> advance(~next() & 0xff);
            case TupleEncoder.BIG_POSITIVE -> advance(next() & 0xff);
            default -> advance(size(tag));
        }
    }

    private Tuple nested() {
        var elements = new @Nullable Object[1];
        int count = 0;
        for (byte tag = next(); tag != 0; tag = next()) {
            elements = count == elements.length ? Arrays.copyOf(elements, SOME * count) : elements;
            elements[count++] = element(tag);
        }
        return Tuple.own(elements, count);
    }

    private String string() {
        int begin = at;
        if (findEnd()) {
            byte[] plain = unescaped(begin, at);
            advance(1);
            return new String(plain, StandardCharsets.UTF_8);
        }
        int end = advance(1);
        return new String(in, begin, end - begin, StandardCharsets.UTF_8);
    }

    private byte[] bytes() {
        int begin = at;
        boolean escaped = findEnd();
        int end = advance(1);
        return escaped ? unescaped(begin, end) : Arrays.copyOfRange(in, begin, end);
    }

    /** Goes to the 00 that ends bytes; whether there are escaped ones before it. */
    boolean findEnd() {
        boolean escaped = false;
        for (int i = at; i < limit; i++) {
            if (in[i] == 0) {
                if (i + 1 == limit || in[i + 1] != (byte) 0xff) {
                    at = i;
                    return escaped;
                }
                escaped = true;
                i++;
            }
        }
        throw early();
    }

    private static HedgerowException early() {
        return HedgerowException.of(Failure.CORRUPT, "A stored tuple ends early");
    }

    byte[] unescaped(int from, int to) {
        var out = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            out[length++] = in[i];
            if (in[i] == 0) {
                i++;
            }
        }
        return Arrays.copyOf(out, length);
    }

    private long eight() {
        int begin = advance(8);
        long value = 0;
        for (int i = begin; i < begin + 8; i++) {
            value = value << 8 | (in[i] & 0xff);
        }
        return value;
    }

    double real() {
        long bits = eight();
        return Double.longBitsToDouble(bits < 0 ? bits ^ Long.MIN_VALUE : ~bits);
    }

    /** Bytes of an integer of at most eight. */
    private static int size(byte tag) {
        int bytes = Math.abs(tag - TupleEncoder.ZERO);
        if (bytes > 8) {
            throw HedgerowException.of(
                    Failure.CORRUPT, "A stored tuple has the unknown tag " + tag);
        }
        return bytes;
    }

    private Object integer(byte tag) {
        int bytes = size(tag);
        return bytes == 8 ? big(bytes, tag < TupleEncoder.ZERO) : small(tag, bytes);
    }

    /** An integer of at most seven bytes. */
    private long small(byte tag, int bytes) {
        boolean negative = tag < TupleEncoder.ZERO;
        int begin = advance(bytes);
        long magnitude = 0;
        for (int i = begin; i < begin + bytes; i++) {
            magnitude = magnitude << 8 | ((negative ? ~in[i] : in[i]) & 0xff);
        }
        return negative ? -magnitude : magnitude;
    }

    /** An integer that fits a long; CORRUPT for anything else. */
    long number(byte tag) {
        if (tag < TupleEncoder.ZERO - 7 || tag > TupleEncoder.ZERO + 7) {
            boolean eight = Math.abs(tag - TupleEncoder.ZERO) == 8;
            if (eight && big(8, tag < TupleEncoder.ZERO) instanceof Long number) {
                return number;
            }
            throw unexpected(tag, "an integer");
        }
        return small(tag, Math.abs(tag - TupleEncoder.ZERO));
    }

    static HedgerowException unexpected(byte tag, String wanted) {
        return HedgerowException.of(
                Failure.CORRUPT,
                "A stored tuple has the tag %d in place of %s".formatted(tag, wanted));
    }

    private Object big(int bytes, boolean negative) {
        int begin = advance(bytes);
        byte[] magnitude = Arrays.copyOfRange(in, begin, begin + bytes);
        for (int i = 0; negative && i < bytes; i++) {
            magnitude[i] = (byte) ~magnitude[i];
        }
        var value = new BigInteger(negative ? -1 : 1, magnitude);
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }
}
