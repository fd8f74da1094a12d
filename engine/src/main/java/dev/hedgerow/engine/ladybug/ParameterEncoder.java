package dev.hedgerow.engine.ladybug;

import dev.hedgerow.engine.ladybug.ParameterType.Decimal;
import dev.hedgerow.engine.ladybug.ParameterType.ListOf;
import dev.hedgerow.engine.ladybug.ParameterType.Plain;
import dev.hedgerow.engine.ladybug.ParameterType.Struct;
import dev.hedgerow.engine.ladybug.ParameterType.Tag;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes the message of {@code parameters.h}. */
final class ParameterEncoder {
    private static final int BYTES_MAX = 256 << 20;
    private static final int DEPTH_MAX = 16;

    private ByteBuffer message = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
    private String name = "";

    private ParameterEncoder() {}

    /**
     * The message for a statement.
     *
     * @param names the parameters that the statement's text names
     */
    static byte[] encode(
            SortedSet<String> names, Map<String, ? extends @Nullable Object> parameters) {
        for (var wanted : names) {
            if (!parameters.containsKey(wanted)) {
                throw invalid("The parameter $" + wanted + " is missing; give it, null if need be");
            }
        }
        for (var given : parameters.keySet()) {
            if (!names.contains(given)) {
                throw invalid("The query has no parameter $" + given + "; leave it out");
            }
        }
        return new ParameterEncoder().all(names, parameters);
    }

    private byte[] all(SortedSet<String> names, Map<String, ? extends @Nullable Object> values) {
        room(4).putInt(names.size());
        for (var each : names) {
            name = each;
            var value = values.get(each);
            var type = typeOf(value, 0);
            text(each);
            type(type);
            value(type, value);
        }
        return Arrays.copyOf(message.array(), message.position());
    }

    private ParameterType typeOf(@Nullable Object value, int depth) {
        if (depth > DEPTH_MAX) {
            throw invalid("it is nested deeper than " + DEPTH_MAX, "");
        }
        return switch (value) {
            case null -> ParameterType.ANY;
            case Boolean _ -> new Plain(Tag.BOOL);
            case Byte _, Short _, Integer _, Long _ -> new Plain(Tag.INT64);
            case BigInteger _ -> new Plain(Tag.INT128);
            case Float _, Double _ -> new Plain(Tag.DOUBLE);
            case BigDecimal number -> decimalOf(number);
            case String _ -> new Plain(Tag.STRING);
            case byte[] _ -> new Plain(Tag.BLOB);
            case LocalDate _ -> new Plain(Tag.DATE);
            case Instant _ -> new Plain(Tag.TIMESTAMP);
            case Duration _ -> new Plain(Tag.INTERVAL);
            case UUID _ -> new Plain(Tag.UUID);
            case List<?> list -> listOf(list, depth);
            case Map<?, ?> map -> structOf(map, depth);
            default -> throw invalid("its kind is unknown", value.getClass().getSimpleName());
        };
    }

    private Decimal decimalOf(BigDecimal number) {
        int scale = Math.max(0, number.scale());
        int precision = Math.max(number.precision() - number.scale() + scale, scale);
        if (precision > Decimal.DIGITS_MAX) {
            throw invalid("a decimal has at most 38 digits", number);
        }
        return new Decimal(Math.max(1, precision), scale);
    }

    private ParameterType listOf(List<?> list, int depth) {
        var element = ParameterType.ANY;
        for (var each : list) {
            var type = typeOf(each, depth + 1);
            var known = element;
            element =
                    ParameterType.merge(known, type)
                            .orElseThrow(() ->
                                    invalid(
                                            "the elements of a list are of one kind",
                                            known.tag() + " and " + type.tag()));
        }
        // the engine takes vectors as doubles, and casts lists of decimals wrongly
        return new ListOf(element instanceof Decimal ? new Plain(Tag.DOUBLE) : element);
    }

    private ParameterType structOf(Map<?, ?> map, int depth) {
        var fields = new LinkedHashMap<String, ParameterType>();
        for (var entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String key)) {
                throw invalid("the keys of a map are strings", String.valueOf(entry.getKey()));
            }
            fields.put(key, typeOf(entry.getValue(), depth + 1));
        }
        if (fields.isEmpty()) {
            throw invalid("a map has one entry at least", "{}");
        }
        return new Struct(fields);
    }

    private void type(ParameterType type) {
        room(9).put(type.tag().code());
        switch (type) {
            case Plain _ -> {}
            case Decimal(int precision, int scale) -> message.putInt(precision).putInt(scale);
            case ListOf(var element) -> type(element);
            case Struct(var fields) -> {
                message.putInt(fields.size());
                for (var field : fields.entrySet()) {
                    text(field.getKey());
                    type(field.getValue());
                }
            }
        }
    }

    private void value(ParameterType type, @Nullable Object value) {
        room(1).put((byte) (value == null ? 0 : 1));
        if (value == null) {
            return;
        }
        switch (type) {
            case Plain(var tag) -> plain(tag, value);
            case Decimal(_, int scale) -> wide(exact(value).setScale(scale).unscaledValue());
            case ListOf(var element) -> {
                var list = (List<?>) value;
                room(4).putInt(list.size());
                for (var each : list) {
                    value(element, each);
                }
            }
            case Struct(var fields) -> {
                for (var field : fields.entrySet()) {
                    value(field.getValue(), ((Map<?, ?>) value).get(field.getKey()));
                }
            }
        }
    }

    private void plain(Tag tag, Object value) {
        switch (tag) {
            case BOOL -> room(1).put((byte) ((boolean) value ? 1 : 0));
            case INT64 -> room(8).putLong(((Number) value).longValue());
            case INT128 -> wide(exact(value).toBigIntegerExact());
            case DOUBLE -> room(8).putDouble(((Number) value).doubleValue());
            case STRING -> text((String) value);
            case BLOB -> bytes((byte[]) value);
            case DATE -> room(4).putInt(days((LocalDate) value));
            case TIMESTAMP -> room(8).putLong(micros((Instant) value));
            case INTERVAL -> room(8).putLong(micros((Duration) value));
            case UUID -> {
                var uuid = (UUID) value;
                room(16).putLong(uuid.getLeastSignificantBits());
                message.putLong(uuid.getMostSignificantBits() ^ Long.MIN_VALUE);
            }
            case ANY, DECIMAL, LIST, STRUCT ->
                    throw new IllegalStateException(tag + " is not a plain type");
        }
    }

    private static BigDecimal exact(Object number) {
        return switch (number) {
            case BigDecimal decimal -> decimal;
            case BigInteger integer -> new BigDecimal(integer);
            default -> BigDecimal.valueOf(((Number) number).longValue());
        };
    }

    private void wide(BigInteger value) {
        if (value.bitLength() > 127) {
            throw invalid("an integer has at most 128 bits", value);
        }
        room(16).putLong(value.longValue()).putLong(value.shiftRight(Long.SIZE).longValue());
    }

    private int days(LocalDate date) {
        try {
            return Math.toIntExact(date.toEpochDay());
        } catch (ArithmeticException e) {
            throw invalid("the date is out of range", date);
        }
    }

    private long micros(Instant instant) {
        return micros(Duration.ofSeconds(instant.getEpochSecond(), instant.getNano()));
    }

    private long micros(Duration duration) {
        try {
            long seconds = Math.multiplyExact(duration.getSeconds(), 1_000_000L);
            return Math.addExact(seconds, duration.getNano() / 1000);
        } catch (ArithmeticException e) {
            throw invalid("it is out of range", duration);
        }
    }

    private void text(String text) {
        if (text.indexOf('\0') >= 0) {
            throw invalid("a string cannot hold the character U+0000", "");
        }
        try {
            var encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            room(4 + encoded.remaining()).putInt(encoded.remaining()).put(encoded);
        } catch (CharacterCodingException e) {
            throw invalid("a string holds half of a surrogate pair", "");
        }
    }

    private void bytes(byte[] bytes) {
        room(4 + bytes.length).putInt(bytes.length).put(bytes);
    }

    private ByteBuffer room(int bytes) {
        if (message.remaining() < bytes) {
            long size = Math.max(2L * message.capacity(), (long) message.position() + bytes);
            if (size > BYTES_MAX) {
                throw HedgerowException.of(
                        Failure.LIMIT_EXCEEDED,
                        "The parameters are larger than "
                                + BYTES_MAX
                                + " bytes; send them in several statements");
            }
            message =
                    ByteBuffer.allocate((int) size)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .put(message.flip());
        }
        return message;
    }

    private HedgerowException invalid(String rule, Object found) {
        var what = found.toString();
        return invalid(
                "The parameter $"
                        + name
                        + " cannot be sent: "
                        + rule
                        + (what.isEmpty() ? "" : ", found " + what));
    }

    private static HedgerowException invalid(String sentence) {
        return HedgerowException.of(Failure.CYPHER_INVALID, sentence);
    }
}
