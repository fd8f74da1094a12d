package dev.hedgerow.projection;

import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the rows have in common: a format's number, names in lower case, times in milliseconds. */
final class Rows {
    private static final long FORMAT = 1;

    private Rows() {}

    static Tuple row(List<? extends @Nullable Object> fields) {
        return Tuple.of(FORMAT).with(Tuple.ofAll(fields));
    }

    /** Reads a row; fails with CORRUPT, naming the key, on anything that is not one. */
    static <T> T decode(Reader.Entry entry, Function<Tuple, T> fields) {
        try {
            Tuple row = entry.tuple();
            if (row.number(0) != FORMAT) {
                throw new IllegalStateException("format " + row.number(0));
            }
            return fields.apply(row.from(1));
        } catch (IllegalArgumentException
                | IllegalStateException
                | IndexOutOfBoundsException
                | HedgerowException e) {
            throw HedgerowException.causedBy(
                    e,
                    Failure.CORRUPT,
                    "the projection's row %s cannot be read: %s; restore it from a backup"
                            .formatted(entry.key(), e.getMessage()));
        }
    }

    /** The wall time as rows keep it, in whole milliseconds. */
    static Instant now(Clock clock) {
        return Instant.ofEpochMilli(clock.millis());
    }

    static Instant time(Tuple fields, int index) {
        return Instant.ofEpochMilli(fields.number(index));
    }

    static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static <S extends Enum<S>> S value(Class<S> type, String name) {
        return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
    }
}
