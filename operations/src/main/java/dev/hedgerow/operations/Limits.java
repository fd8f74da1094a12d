package dev.hedgerow.operations;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;

/** What is the most of everything. */
final class Limits {
    static final int KIND_CHARS_MAX = 64;
    static final int NAME_CHARS_MAX = 255;
    static final int REQUEST_CHARS_MAX = 64 * 1024;
    static final int RESULT_CHARS_MAX = 256 * 1024;
    static final int SENTENCE_CHARS_MAX = 2000;
    static final int TARGETS_MAX = 64;
    static final int STEPS_MAX = 1000;

    /** Operations in the line of one target, from the first that has not ended. */
    static final int LINE_MAX = 10_000;

    /** Workers that an operation may lose before it is given up: it may be what kills them. */
    static final int TAKEOVERS_MAX = 50;

    private Limits() {}

    static void name(String what, String text, int charsMax) {
        if (text.isEmpty() || text.length() > charsMax) {
            throw HedgerowException.of(
                    Failure.INVALID_REQUEST,
                    "The %s has 1 to %d characters, this one %d"
                            .formatted(what, charsMax, text.length()));
        }
    }

    static void range(String what, long value, long min, long max) {
        if (value < min || value > max) {
            throw HedgerowException.of(
                    Failure.INVALID_REQUEST,
                    "The %s is between %d and %d, not %d".formatted(what, min, max, value));
        }
    }

    static String sized(String what, String json, int charsMax) {
        if (json.length() > charsMax) {
            throw HedgerowException.of(
                    Failure.LIMIT_EXCEEDED,
                    "The %s has %d characters as JSON; at most %d are kept, so keep it elsewhere"
                            .formatted(what, json.length(), charsMax));
        }
        return json;
    }
}
