package dev.hedgerow.cli.text;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Numbers, times and texts as people read them. */
public final class Words {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};

    private Words() {}

    /** {@code 3,376}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 4.2 MB}. */
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return unit == 0
                ? bytes + " B"
                : String.format(
                        Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
    }

    /** {@code 12 ms}, {@code 3.4 s}, {@code 2 min 5 s}. */
    public static String duration(Duration time) {
        long ms = time.toMillis();
        if (ms < 10 && time.toNanos() > 0) {
            return String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6);
        }
        if (ms < 1000) {
            return ms + " ms";
        }
        if (ms < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", ms / 1000.0);
        }
        return "%d min %d s".formatted(ms / 60_000, ms / 1000 % 60);
    }

    /** In UTC, to the second. */
    public static String moment(Instant instant) {
        return MOMENT.format(instant);
    }

    public static String moment(Optional<Instant> instant) {
        return instant.map(Words::moment).orElse("");
    }

    /** {@code 1 commit}, {@code 2 commits}. */
    public static String plural(long number, String noun) {
        return count(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /** The text on one line, with nothing in it that steers a terminal. */
    public static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '\n' -> plain.append("\\n");
                        case '\r' -> plain.append("\\r");
                        case '\t' -> plain.append("\\t");
                        default -> {
                            if (Character.getType(c) == Character.CONTROL) {
                                plain.append(String.format("\\u%04x", c));
                            } else {
                                plain.appendCodePoint(c);
                            }
                        }
                    }
                });
        return plain.toString();
    }

    /** How many columns the text takes on a terminal. */
    public static int width(String text) {
        return text.codePoints().map(Words::width).sum();
    }

    private static int width(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide =
                between(c, 0x1100, 0x115f)
                        || between(c, 0x2e80, 0xa4cf)
                        || between(c, 0xac00, 0xd7a3)
                        || between(c, 0xf900, 0xfaff)
                        || between(c, 0xff00, 0xff60)
                        || between(c, 0x1f300, 0x1faff);
        return wide ? 2 : 1;
    }

    private static boolean between(int c, int first, int last) {
        return c >= first && c <= last;
    }

    /** The text cut to at most that many columns, the last one an ellipsis when it was longer. */
    public static String cut(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        StringBuilder cut = new StringBuilder();
        int used = 0;
        for (int c : text.codePoints().toArray()) {
            used += width(c);
            if (used > columns - 1) {
                break;
            }
            cut.appendCodePoint(c);
        }
        return cut.append('…').toString();
    }
}
