package dev.hedgerow.fleet;

import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What the three kinds of rows have in common. */
final class Rows {
    static final Tuple NOTHING = Tuple.of();
    private static final long FORMAT = 1;

    private Rows() {}

    /** A row's value: its format's number, then its fields. */
    static Tuple row(List<?> fields) {
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
                    "the registry's row %s cannot be read: %s; restore it from a backup"
                            .formatted(entry.key(), e.getMessage()));
        }
    }

    /** The wall time as rows keep it, in whole milliseconds. */
    static Instant now(Clock clock) {
        return Instant.ofEpochMilli(clock.millis());
    }

    static String name(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    static <S extends Enum<S>> S state(Class<S> states, String name) {
        return Enum.valueOf(states, name.toUpperCase(Locale.ROOT));
    }

    static Optional<String> optional(Tuple fields, int index) {
        return fields.isNull(index) ? Optional.empty() : Optional.of(fields.string(index));
    }

    /** One page of a range; the token is the text after which the next page begins. */
    static <T> Page<T> page(
            Reader reader,
            KeyRange range,
            Page.Request request,
            Function<String, Key> after,
            Function<Key, String> token,
            Function<Reader.Entry, T> row) {
        KeyRange rest = request.after().map(after).map(range::after).orElse(range);
        List<Reader.Entry> entries =
                reader.scan(rest, request.limit() + 1, Reader.Direction.ASCENDING);
        boolean more = entries.size() > request.limit();
        List<Reader.Entry> some = more ? entries.subList(0, request.limit()) : entries;
        return new Page<>(
                some.stream().map(row).toList(),
                more ? Optional.of(token.apply(some.getLast().key())) : Optional.empty());
    }
}
