package dev.hedgerow.graph.value;

import dev.hedgerow.graph.ValueType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers out of raw values. Nothing is rounded but a decimal number to the nearest float. */
final class Numbers {
    static final BigInteger U64_MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

    /** Digits and exponent of a number at most, so that no arithmetic on it is expensive. */
    private static final int DIGITS_MAX = 1000;

    private static final int FRACTION_DIGITS_MAX = 100;
    private static final Pattern NUMBER =
            Pattern.compile("-?[0-9]{1,1000}(\\.[0-9]{1,1000})?([eE][+-]?[0-9]{1,4})?");
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,1000}");

    private Numbers() {}

    /** The exact number that a raw value is, or null when it is none, or is enormous. */
    private static @Nullable BigDecimal exact(Object raw) {
        BigDecimal number =
                switch (raw) {
                    case Byte n -> BigDecimal.valueOf(n);
                    case Short n -> BigDecimal.valueOf(n);
                    case Integer n -> BigDecimal.valueOf(n);
                    case Long n -> BigDecimal.valueOf(n);
                    case BigInteger n -> new BigDecimal(n);
                    case BigDecimal n -> n;
                    case Float n when Float.isFinite(n) -> new BigDecimal(n.toString());
                    case Double n when Double.isFinite(n) -> new BigDecimal(n.toString());
                    case String text when NUMBER.matcher(text).matches() -> new BigDecimal(text);
                    default -> null;
                };
        boolean fits =
                number != null
                        && Math.abs((long) number.scale()) <= 2L * DIGITS_MAX
                        && number.precision() <= 2 * DIGITS_MAX;
        return fits ? number : null;
    }

    static Read whole(Object raw, BigInteger min, BigInteger max) {
        if (raw instanceof Long n && min.bitLength() < Long.SIZE && max.bitLength() < Long.SIZE) {
            boolean inside = n >= min.longValue() && n <= max.longValue();
            return inside ? new Read.Good(n) : outside(min, max);
        }
        BigDecimal number = exact(raw);
        if (number == null || (number.signum() != 0 && number.stripTrailingZeros().scale() > 0)) {
            return outside(min, max);
        }
        BigInteger whole = number.toBigInteger();
        if (whole.compareTo(min) < 0 || whole.compareTo(max) > 0) {
            return outside(min, max);
        }
        return new Read.Good(whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole);
    }

    private static Read outside(BigInteger min, BigInteger max) {
        return new Read.Bad("is not a whole number from " + min + " to " + max);
    }

    static Read decimal(Object raw, ValueType.Decimal type) {
        BigDecimal number = exact(raw);
        if (number == null) {
            return new Read.Bad("is not a number");
        }
        BigDecimal short_ = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        if (short_.scale() > type.scale()) {
            return new Read.Bad(
                    "has more than %d digits behind the point".formatted(type.scale()),
                    "round it before");
        }
        int before = short_.precision() - short_.scale();
        if (short_.signum() != 0 && before > type.precision() - type.scale()) {
            return new Read.Bad(
                    "has more than %d digits before the point"
                            .formatted(type.precision() - type.scale()));
        }
        return new Read.Good(number.setScale(type.scale(), RoundingMode.UNNECESSARY));
    }

    static Read f64(Object raw) {
        if (raw instanceof Double d && Double.isFinite(d)) {
            return new Read.Good(d);
        }
        BigDecimal number = exact(raw);
        if (number == null || isTooLong(number)) {
            return new Read.Bad("is not a finite number of at most 100 digits");
        }
        double nearest = number.doubleValue();
        if (!Double.isFinite(nearest) || (nearest == 0 && number.signum() != 0)) {
            return new Read.Bad("is out of the range of F64");
        }
        if (isWhole(raw) && new BigDecimal(nearest).compareTo(number) != 0) {
            return new Read.Bad("is a whole number that F64 would round", "use I64 or Decimal");
        }
        return new Read.Good(nearest == 0 && isNegative(raw) ? (Object) (-0.0) : nearest);
    }

    /** As a double of the same shortest decimal: 0.1, not the float's 0.100000001490116. */
    static Read f32(Object raw) {
        BigDecimal number = exact(raw);
        if (number == null || isTooLong(number)) {
            return new Read.Bad("is not a finite number of at most 100 digits");
        }
        float nearest = number.floatValue();
        if (!Float.isFinite(nearest) || (nearest == 0 && number.signum() != 0)) {
            return new Read.Bad("is out of the range of F32");
        }
        if (isWhole(raw) && new BigDecimal(nearest).compareTo(number) != 0) {
            return new Read.Bad("is a whole number that F32 would round", "use F64 or I64");
        }
        return new Read.Good(
                nearest == 0 && isNegative(raw)
                        ? (Object) (-0.0)
                        : Double.parseDouble(Float.toString(nearest)));
    }

    private static boolean isTooLong(BigDecimal number) {
        return number.scale() > 0 && number.precision() > FRACTION_DIGITS_MAX;
    }

    /** Whether it is written without a point and an exponent, so that every digit is meant. */
    private static boolean isWhole(Object raw) {
        return switch (raw) {
            case Byte _, Short _, Integer _, Long _, BigInteger _ -> true;
            case String text -> WHOLE.matcher(text).matches();
            default -> false;
        };
    }

    private static boolean isNegative(Object raw) {
        return switch (raw) {
            case String text -> text.startsWith("-");
            case Double d -> Double.doubleToRawLongBits(d) < 0;
            case Float f -> Float.floatToRawIntBits(f) < 0;
            default -> false;
        };
    }
}
