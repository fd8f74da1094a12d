package dev.hedgerow.kernel;

import java.time.Instant;
import java.util.Optional;

/**
 * A place in the total order of commits: 48 bits of milliseconds since 1970 and a 16-bit counter. A
 * commit's id is its stamp, written as {@code co_} and 13 characters of {@link Base32}.
 *
 * @param value never negative
 */
public record Stamp(long value) implements Comparable<Stamp> {
    public static final Stamp ZERO = new Stamp(0);
    public static final Stamp MAX = new Stamp(Long.MAX_VALUE);
    private static final String PREFIX = "co_";

    public Stamp {
        if (value < 0) {
            throw new IllegalArgumentException("a stamp is never negative: " + value);
        }
    }

    /** The first stamp of the millisecond. */
    public static Stamp at(Instant instant) {
        return new Stamp(Math.max(0, instant.toEpochMilli()) << 16);
    }

    /** The last stamp of the millisecond. */
    public static Stamp endOf(Instant instant) {
        return new Stamp(Math.max(0, instant.toEpochMilli()) << 16 | 0xffff);
    }

    /** Reads a commit id; empty when the text is none. */
    public static Optional<Stamp> parse(String text) {
        if (!text.startsWith(PREFIX) || text.length() != PREFIX.length() + Base32.LONG_CHARS) {
            return Optional.empty();
        }
        return Base32.decodeLong(text.substring(PREFIX.length()))
                .filter(value -> value >= 0)
                .map(Stamp::new);
    }

    public Instant instant() {
        return Instant.ofEpochMilli(value >>> 16);
    }

    public Stamp next() {
        return new Stamp(value + 1);
    }

    public boolean isAfter(Stamp other) {
        return value > other.value;
    }

    @Override
    public int compareTo(Stamp other) {
        return Long.compare(value, other.value);
    }

    /** The commit id. */
    @Override
    public String toString() {
        return PREFIX + Base32.encode(value);
    }
}
