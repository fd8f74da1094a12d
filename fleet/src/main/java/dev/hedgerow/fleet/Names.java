package dev.hedgerow.fleet;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.util.regex.Pattern;

/** What the texts and numbers of the registry may be. */
final class Names {
    static final int LENGTH_MAX = 255;
    private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    private Names() {}

    /** A short name that people choose: a tier, a zone. */
    static String word(String what, String value) {
        if (!WORD.matcher(value).matches()) {
            throw invalid(
                    ("'%s' is not a %s: 1 to 63 of a-z, 0-9, '.', '_', "
                                    + "'-', beginning with a letter or digit")
                            .formatted(value, what));
        }
        return value;
    }

    static String text(String what, String value) {
        if (value.isBlank() || value.length() > LENGTH_MAX) {
            throw invalid(
                    "%s has 1 to %d characters, this one %d"
                            .formatted(what, LENGTH_MAX, value.length()));
        }
        return value;
    }

    static long within(String what, long value, long min, long max) {
        if (value < min || value > max) {
            throw invalid("%s is %d to %d, not %d".formatted(what, min, max, value));
        }
        return value;
    }

    private static HedgerowException invalid(String sentence) {
        return HedgerowException.of(Failure.INVALID_REQUEST, sentence);
    }
}
