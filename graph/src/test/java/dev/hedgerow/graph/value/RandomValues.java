package dev.hedgerow.graph.value;

import dev.hedgerow.graph.Blob;
import dev.hedgerow.graph.Json;
import dev.hedgerow.graph.ValueType;
import dev.hedgerow.graph.ValueType.Scalar;
import dev.hedgerow.graph.Vector;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Typed values by chance, with the ends of their ranges more often than chance has them. */
final class RandomValues {
    private final Random random;

    RandomValues(long seed) {
        this.random = new Random(seed);
    }

    Object of(ValueType type) {
        return switch (type) {
            case Scalar.STRING -> text();
            case Scalar.BOOL -> random.nextBoolean();
            case Scalar.I32 -> whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
            case Scalar.I64 -> whole(Long.MIN_VALUE, Long.MAX_VALUE);
            case Scalar.U32 -> whole(0, 0xffff_ffffL);
            case Scalar.U64 -> unsigned();
            case Scalar.F32 -> f32();
            case Scalar.F64 -> f64();
            case Scalar.DATE ->
                    LocalDate.ofEpochDay(
                            whole(
                                    LocalDate.of(1, 1, 1).toEpochDay(),
                                    LocalDate.of(9999, 12, 31).toEpochDay()));
            case Scalar.DATE_TIME ->
                    Instant.ofEpochSecond(
                            whole(
                                    Instant.parse("0001-01-01T00:00:00Z").getEpochSecond(),
                                    Instant.parse("9999-12-31T23:59:59Z").getEpochSecond()),
                            random.nextInt(1_000_000) * 1_000L);
            case Scalar.UUID -> new UUID(random.nextLong(), random.nextLong());
            case Scalar.JSON -> json();
            case Scalar.BLOB -> new Blob(bytes());
            case ValueType.Decimal(int precision, int scale) ->
                    new BigDecimal(
                            new BigInteger(random.nextInt(3 * precision), random)
                                    .mod(BigInteger.TEN.pow(precision))
                                    .multiply(BigInteger.valueOf(random.nextInt(-1, 2))),
                            scale);
            case ValueType.VectorOf(int dimensions) -> vector(dimensions);
            case ValueType.Enumeration(List<String> words) ->
                    words.get(random.nextInt(words.size()));
            case ValueType.ListOf(ValueType element) -> {
                var list = new ArrayList<Object>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    list.add(of(element));
                }
                yield list;
            }
        };
    }

    private long whole(long min, long max) {
        return switch (random.nextInt(8)) {
            case 0 -> min;
            case 1 -> max;
            case 2 -> Math.max(min, random.nextLong(-3, 4));
            default -> max == Long.MAX_VALUE ? random.nextLong() : random.nextLong(min, max);
        };
    }

    private Object unsigned() {
        var number = new BigInteger(1 + random.nextInt(64), random);
        return number.bitLength() < 64 ? (Object) number.longValue() : number;
    }

    private Object f32() {
        while (true) {
            float f = Float.intBitsToFloat(random.nextInt());
            if (Float.isFinite(f)) {
                return Double.parseDouble(Float.toString(f));
            }
        }
    }

    private Object f64() {
        while (true) {
            double d = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(d)) {
                return random.nextInt(8) == 0 ? -0.0 : d;
            }
        }
    }

    String text() {
        var text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            switch (random.nextInt(6)) {
                case 0 -> text.append('\0');
                case 1 -> text.appendCodePoint(0x1f600 + random.nextInt(50));
                case 2 -> text.append((char) random.nextInt(0xd800));
                default -> text.append((char) ('a' + random.nextInt(26)));
            }
        }
        return text.toString();
    }

    private byte[] bytes() {
        var bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return bytes;
    }

    private Vector vector(int dimensions) {
        var components = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            components[i] = random.nextFloat() - 0.5f;
        }
        return new Vector(components);
    }

    private Json json() {
        return new Json(
                switch (random.nextInt(5)) {
                    case 0 -> "{\"a\":[" + random.nextInt() + ",null],\"b\":\"x\"}";
                    case 1 -> "true";
                    case 2 -> "\"w" + random.nextInt() + "\"";
                    case 3 -> "[" + random.nextInt(1, 99) + "." + random.nextInt(1, 9) + "]";
                    default -> String.valueOf(random.nextLong());
                });
    }
}
