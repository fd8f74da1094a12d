package dev.hedgerow.graph.value;

import java.util.regex.Pattern;

/** Whether texts contain a match of a pattern; a pattern that runs wild is stopped. */
final class PatternCheck {
    static final int TEXT_MAX = 4096;
    private static final int STEPS_MAX = 2_000_000;

    private final Pattern pattern;

    PatternCheck(Pattern pattern) {
        this.pattern = pattern;
    }

    enum Result {
        MATCHES,
        DIFFERS,
        TOO_LONG,
        TOO_SLOW
    }

    Result check(String text) {
        if (text.length() > TEXT_MAX) {
            return Result.TOO_LONG;
        }
        try {
            return pattern.matcher(new Counted(text)).find() ? Result.MATCHES : Result.DIFFERS;
        } catch (Exhausted | StackOverflowError _) {
            return Result.TOO_SLOW;
        }
    }

    private static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1;

        Exhausted() {
            super(null, null, false, false);
        }
    }

    /** Counts how often the matcher looks at a character. */
    private static final class Counted implements CharSequence {
        private final String text;
        private int steps;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++steps > STEPS_MAX) {
                throw new Exhausted();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
