package dev.hedgerow.tables.value;

import dev.hedgerow.tables.refusal.Sentence;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A number of at most {@value #DIGITS_MAX} significant digits, zero or of a magnitude from 1E-130
 * to 9.99…E+125. It is kept as its order-preserving encoding:
 *
 * <pre>
 * 01                                          zero
 * 02 [exponent + 130] (pair + 1)*             positive
 * 00 [125 - exponent] (100 - pair)* FF        negative
 * </pre>
 *
 * where the number is d.ddd… times ten to the exponent and pairs are its digits taken two by two
 * from the first, the last filled up with a zero. Equal numbers have one encoding, however they
 * were written.
 */
public final class Decimal implements Comparable<Decimal> {
    public static final int DIGITS_MAX = 38;
    public static final int EXPONENT_MAX = 125;
    public static final int EXPONENT_MIN = -130;
    public static final Decimal ZERO = new Decimal(new byte[] {1});

    private static final int EXPONENT_LIMIT = 1_000_000;

    private final byte[] code;

    private Decimal(byte[] code) {
        this.code = code;
    }

    /** A number from its {@link #code()}, which is not copied. */
    public static Decimal ofCode(byte[] code) {
        return new Decimal(code);
    }

    public static Decimal of(long number) {
        return of(BigDecimal.valueOf(number));
    }

    /**
     * Reads a number as clients write them: an optional sign, digits with an optional point, and an
     * optional exponent.
     *
     * @throws dev.hedgerow.tables.refusal.Refusal when it is none, too large, too small, or has too
     *     many digits
     */
    public static Decimal parse(String text) {
        var reading = new Reading(text);
        reading.read();
        return reading.normal();
    }

    /** The exact value of a result, refused like {@link #parse} does when it has no room. */
    static Decimal of(BigDecimal number) {
        if (number.signum() == 0) {
            return ZERO;
        }
        BigDecimal stripped = number.stripTrailingZeros();
        String digits = stripped.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - stripped.scale();
        check(digits.length(), exponent);
        byte[] numerals = new byte[digits.length()];
        for (int i = 0; i < numerals.length; i++) {
            numerals[i] = (byte) (digits.charAt(i) - '0');
        }
        return encode(number.signum() < 0, numerals, numerals.length, exponent);
    }

    private static void check(int digits, long exponent) {
        if (exponent > EXPONENT_MAX) {
            throw Sentence.NUMBER_OVERFLOW.refusal();
        }
        if (exponent < EXPONENT_MIN) {
            throw Sentence.NUMBER_UNDERFLOW.refusal();
        }
        if (digits > DIGITS_MAX) {
            throw Sentence.NUMBER_DIGITS.refusal();
        }
    }

    private static Decimal encode(boolean negative, byte[] digits, int count, int exponent) {
        int pairs = (count + 1) / 2;
        byte[] code = new byte[pairs + (negative ? 3 : 2)];
        code[0] = (byte) (negative ? 0 : 2);
        code[1] = (byte) (negative ? EXPONENT_MAX - exponent : exponent - EXPONENT_MIN);
        for (int i = 0; i < pairs; i++) {
            int low = 2 * i + 1 < count ? digits[2 * i + 1] : 0;
            int pair = digits[2 * i] * 10 + low;
            code[2 + i] = (byte) (negative ? 100 - pair : pair + 1);
        }
        if (negative) {
            code[code.length - 1] = (byte) 0xff;
        }
        return new Decimal(code);
    }

    /** The order-preserving encoding, not to be changed; unsigned bytes sort like the numbers. */
    public byte[] code() {
        return code;
    }

    public boolean isNegative() {
        return code[0] == 0;
    }

    private boolean isZero() {
        return code[0] == 1;
    }

    private int exponent() {
        int stored = code[1] & 0xff;
        return isNegative() ? EXPONENT_MAX - stored : stored + EXPONENT_MIN;
    }

    /** The significant digits, none for zero. */
    private byte[] digits() {
        if (isZero()) {
            return new byte[0];
        }
        boolean negative = isNegative();
        int pairs = code.length - (negative ? 3 : 2);
        byte[] digits = new byte[2 * pairs];
        for (int i = 0; i < pairs; i++) {
            int pair = negative ? 100 - code[2 + i] : code[2 + i] - 1;
            digits[2 * i] = (byte) (pair / 10);
            digits[2 * i + 1] = (byte) (pair % 10);
        }
        boolean odd = digits[digits.length - 1] == 0;
        return odd ? Arrays.copyOf(digits, digits.length - 1) : digits;
    }

    public Decimal plus(Decimal other) {
        return of(big().add(other.big()));
    }

    public Decimal minus(Decimal other) {
        return of(big().subtract(other.big()));
    }

    private BigDecimal big() {
        byte[] digits = digits();
        if (digits.length == 0) {
            return BigDecimal.ZERO;
        }
        var text = new StringBuilder(digits.length);
        for (byte digit : digits) {
            text.append((char) ('0' + digit));
        }
        var unscaled = new BigInteger(text.toString());
        return new BigDecimal(
                isNegative() ? unscaled.negate() : unscaled, digits.length - 1 - exponent());
    }

    /**
     * How many bytes DynamoDB counts for it: one, one for every two digits before the point and
     * every two behind it, and one for a minus. Zeros at the ends of the number do not count.
     */
    public int size() {
        if (isZero()) {
            return 1;
        }
        int digits = digits().length;
        int whole = Math.clamp((long) exponent() + 1, 0, digits);
        return 1 + (whole + 1) / 2 + (digits - whole + 1) / 2 + (isNegative() ? 1 : 0);
    }

    @Override
    public int compareTo(Decimal other) {
        return Arrays.compareUnsigned(code, other.code);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Decimal decimal && Arrays.equals(code, decimal.code);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(code);
    }

    /** As DynamoDB prints it: plain, without an exponent and without needless zeros. */
    @Override
    public String toString() {
        if (isZero()) {
            return "0";
        }
        byte[] digits = digits();
        int whole = exponent() + 1;
        var text = new StringBuilder(Math.max(whole, digits.length) + 3);
        if (isNegative()) {
            text.append('-');
        }
        if (whole <= 0) {
            text.append("0.").repeat('0', -whole);
        }
        for (int i = 0; i < digits.length; i++) {
            if (i == whole && i > 0) {
                text.append('.');
            }
            text.append((char) ('0' + digits[i]));
        }
        return text.repeat('0', Math.max(0, whole - digits.length)).toString();
    }

    /** One text on its way to being a number. */
    private static final class Reading {
        private final String text;
        private int at;
        private boolean negative;
        private byte[] digits = new byte[0];
        private int count;
        private int wholeDigits;
        private boolean any;
        private long written;

        Reading(String text) {
            this.text = text;
        }

        void read() {
            digits = new byte[text.length()];
            if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
                negative = text.charAt(at) == '-';
                at++;
            }
            digits();
            wholeDigits = count;
            if (at < text.length() && text.charAt(at) == '.') {
                at++;
                digits();
            }
            if (!any) {
                throw none();
            }
            if (at < text.length()) {
                exponent();
            }
        }

        private void digits() {
            while (at < text.length() && isDigit(text.charAt(at))) {
                digits[count++] = (byte) (text.charAt(at++) - '0');
                any = true;
            }
        }

        private void exponent() {
            char mark = text.charAt(at++);
            if ((mark != 'e' && mark != 'E') || at == text.length()) {
                throw none();
            }
            boolean down = text.charAt(at) == '-';
            if (down || text.charAt(at) == '+') {
                at++;
            }
            if (at == text.length()) {
                throw none();
            }
            while (at < text.length()) {
                char c = text.charAt(at++);
                if (!isDigit(c)) {
                    throw none();
                }
                written = Math.min(written * 10 + (c - '0'), EXPONENT_LIMIT);
            }
            written = down ? -written : written;
        }

        private static boolean isDigit(char c) {
            return c >= '0' && c <= '9';
        }

        Decimal normal() {
            int first = 0;
            while (first < count && digits[first] == 0) {
                first++;
            }
            if (first == count) {
                return ZERO;
            }
            int last = count;
            while (digits[last - 1] == 0) {
                last--;
            }
            long exponent = (long) wholeDigits - 1 - first + written;
            check(last - first, exponent);
            byte[] significant = first == 0 ? digits : Arrays.copyOfRange(digits, first, last);
            return encode(negative, significant, last - first, (int) exponent);
        }

        private RuntimeException none() {
            return Sentence.NUMBER_SYNTAX.refusal(text);
        }
    }
}
