package dev.hedgerow.kernel;

import java.util.Optional;

/** Crockford's base 32, lower case: no i, l, o or u. See https://www.crockford.com/base32.html. */
public final class Base32 {
    static final int LONG_CHARS = 13;
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

    private Base32() {}

    /** Thirteen characters that sort like the unsigned value. */
    public static String encode(long value) {
        var text = new char[LONG_CHARS];
        long rest = value;
        for (int i = LONG_CHARS - 1; i >= 0; i--) {
            text[i] = ALPHABET.charAt((int) (rest & 31));
            rest >>>= 5;
        }
        return new String(text);
    }

    /** The value of thirteen characters, or empty when they are not an encoded long. */
    public static Optional<Long> decodeLong(String text) {
        if (text.length() != LONG_CHARS || ALPHABET.indexOf(text.charAt(0)) > 15) {
            return Optional.empty();
        }
        long value = 0;
        for (int i = 0; i < LONG_CHARS; i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            if (digit < 0) {
                return Optional.empty();
            }
            value = value << 5 | digit;
        }
        return Optional.of(value);
    }

    /** Whether every character belongs to the alphabet. */
    public static boolean isEncoded(String text) {
        return text.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
    }
}
