package dev.hedgerow.graph.value;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

/** Dates and times out of raw values: ISO 8601 and RFC 3339, strictly. */
final class Times {
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern TIME =
            Pattern.compile(
                    DATE
                            + "[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?"
                            + "([Zz]|[+-][0-9]{2}:[0-9]{2})");
    private static final Pattern NO_OFFSET =
            Pattern.compile(DATE + "[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?");

    private Times() {}

    static Read date(Object raw) {
        if (raw instanceof LocalDate date && isInRange(date.getYear())) {
            return new Read.Good(date);
        }
        if (raw instanceof String text && DATE.matcher(text).matches()) {
            try {
                LocalDate date = LocalDate.parse(text);
                if (isInRange(date.getYear())) {
                    return new Read.Good(date);
                }
            } catch (DateTimeException _) {
                return new Read.Bad("is not a day of the calendar");
            }
        }
        return new Read.Bad(
                "is not a date from 0001-01-01 to 9999-12-31", "write it as 2026-01-31");
    }

    static Read dateTime(Object raw) {
        if (raw instanceof Instant instant) {
            return instant(instant);
        }
        if (raw instanceof String text) {
            if (TIME.matcher(text).matches()) {
                try {
                    return instant(parse(text));
                } catch (DateTimeException _) {
                    return new Read.Bad("is not a time of the calendar and the clock");
                }
            }
            if (NO_OFFSET.matcher(text).matches()) {
                return new Read.Bad("has no offset from UTC", "add Z, or one such as +02:00");
            }
        }
        return new Read.Bad(
                "is not a time as RFC 3339 writes it", "write it as 2026-01-31T12:00:00Z");
    }

    private static Instant parse(String text) {
        String upper = text.toUpperCase(Locale.ROOT).replace(' ', 'T');
        return OffsetDateTime.parse(upper).toInstant();
    }

    private static Read instant(Instant instant) {
        if (!instant.truncatedTo(ChronoUnit.MICROS).equals(instant)) {
            return new Read.Bad("is finer than a microsecond", "round it to six digits");
        }
        return isInRange(instant.atOffset(ZoneOffset.UTC).getYear())
                ? new Read.Good(instant)
                : new Read.Bad("is not in the years 0001 to 9999 of UTC");
    }

    private static boolean isInRange(int year) {
        return year >= 1 && year <= 9999;
    }
}
