package dev.hedgerow.store;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what {@link TupleEncoder} wrote; anything else is {@link Failure#CORRUPT}. */
final class TupleDecoder {
    private final ByteBuffer in;

    private TupleDecoder(ByteBuffer in) {
        this.in = in;
    }

    static Tuple decode(byte[] bytes, int from, int to) {
        try {
            var decoder = new TupleDecoder(ByteBuffer.wrap(bytes, from, to - from));
            var elements = new ArrayList<@Nullable Object>();
            while (decoder.in.hasRemaining()) {
                elements.add(decoder.element(decoder.in.get()));
            }
            return Tuple.wrap(elements);
        } catch (BufferUnderflowException e) {
            throw HedgerowException.causedBy(e, Failure.CORRUPT, "A stored tuple ends early");
        }
    }

    private @Nullable Object element(byte tag) {
        return switch (tag) {
            case TupleEncoder.NULL -> null;
            case TupleEncoder.FALSE -> false;
            case TupleEncoder.TRUE -> true;
            case TupleEncoder.BYTES -> unescaped();
            case TupleEncoder.STRING -> new String(unescaped(), StandardCharsets.UTF_8);
            case TupleEncoder.TUPLE -> nested();
            case TupleEncoder.UUID_TAG -> new UUID(in.getLong(), in.getLong());
            case TupleEncoder.STAMP -> new Stamp(in.getLong());
            case TupleEncoder.DOUBLE -> {
                long bits = in.getLong();
                yield Double.longBitsToDouble(bits < 0 ? bits ^ Long.MIN_VALUE : ~bits);
            }
            case TupleEncoder.BIG_NEGATIVE -> integer(~in.get() & 0xff, true);
            case TupleEncoder.BIG_POSITIVE -> integer(in.get() & 0xff, false);
            default -> {
                int bytes = tag - TupleEncoder.ZERO;
                if (Math.abs(bytes) > 8) {
                    throw HedgerowException.of(
                            Failure.CORRUPT, "A stored tuple has the unknown tag " + tag);
                }
                yield integer(Math.abs(bytes), bytes < 0);
            }
        };
    }

    private Tuple nested() {
        List<@Nullable Object> elements = new ArrayList<>();
        for (byte tag = in.get(); tag != 0; tag = in.get()) {
            elements.add(element(tag));
        }
        return Tuple.wrap(elements);
    }

    private byte[] unescaped() {
        var out = new byte[16];
        int length = 0;
        while (true) {
            byte b = in.get();
            if (b == 0 && !(in.hasRemaining() && in.get(in.position()) == (byte) 0xff)) {
                return Arrays.copyOf(out, length);
            }
            if (b == 0) {
                in.get();
            }
            if (length == out.length) {
                out = Arrays.copyOf(out, length * 2);
            }
            out[length++] = b;
        }
    }

    private Object integer(int bytes, boolean negative) {
        var magnitude = new byte[bytes];
        in.get(magnitude);
        if (negative) {
            for (int i = 0; i < bytes; i++) {
                magnitude[i] = (byte) ~magnitude[i];
            }
        }
        if (bytes < 8 || (bytes == 8 && magnitude[0] >= 0)) {
            long value = 0;
            for (byte b : magnitude) {
                value = value << 8 | (b & 0xff);
            }
            return negative ? -value : value;
        }
        var value = new BigInteger(negative ? -1 : 1, magnitude);
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }
}
