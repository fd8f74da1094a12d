package dev.hedgerow.tables;

import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Tuple;
import dev.hedgerow.tables.ChangeRows.Position;
import dev.hedgerow.tables.refusal.Sentence;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Where reading a stream goes on; a client takes it as an opaque text.
 *
 * @param label of the stream
 * @param horizon whether it begins at the oldest record there is, whichever that is by then
 * @param createdMillis since 1970
 */
record ShardIterator(
        String table, String label, Position from, boolean horizon, long createdMillis) {
    static final Duration VALID = Duration.ofMinutes(15);
    private static final String BETWEEN = "|1|";

    /** Bits of a sequence number for the place in a commit. */
    private static final int PLACE_BITS = 16;

    private static final int SEQUENCE_DIGITS_MAX = 40;

    /** The sequence number of a record: as many digits as AWS gives at least. */
    static String sequence(Position position) {
        BigInteger number =
                BigInteger.valueOf(position.stamp().value())
                        .shiftLeft(PLACE_BITS)
                        .add(BigInteger.valueOf(position.place()));
        return "%021d".formatted(number);
    }

    static Position position(String sequence) {
        boolean digits = !sequence.isEmpty() && sequence.length() <= SEQUENCE_DIGITS_MAX;
        for (int i = 0; i < sequence.length(); i++) {
            digits &= sequence.charAt(i) >= '0' && sequence.charAt(i) <= '9';
        }
        if (digits) {
            var number = new BigInteger(sequence);
            BigInteger stamp = number.shiftRight(PLACE_BITS);
            if (stamp.bitLength() < Long.SIZE) {
                int place = number.intValue() & ((1 << PLACE_BITS) - 1);
                return new Position(new Stamp(stamp.longValue()), place);
            }
        }
        throw Sentence.SEQUENCE_INVALID.refusal();
    }

    String text() {
        byte[] bytes = Tuple.of(from.stamp(), from.place(), horizon, createdMillis).encode();
        return Arns.stream(table, label)
                + BETWEEN
                + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Reads what a client gives back. */
    static ShardIterator read(String text, long nowMillis) {
        int at = text.indexOf(BETWEEN);
        Optional<Arns.Part> stream =
                at < 0 ? Optional.empty() : Arns.streamOf(text.substring(0, at));
        if (stream.isEmpty()) {
            throw Sentence.ITERATOR_INVALID.refusal();
        }
        ShardIterator iterator = decode(stream.get(), text.substring(at + BETWEEN.length()));
        if (nowMillis - iterator.createdMillis() > VALID.toMillis()) {
            throw Sentence.ITERATOR_EXPIRED.refusal(Instant.ofEpochMilli(iterator.createdMillis()));
        }
        return iterator;
    }

    private static ShardIterator decode(Arns.Part stream, String text) {
        try {
            Tuple parts = Tuple.decode(Base64.getUrlDecoder().decode(text));
            var position = new Position(parts.stamp(0), Math.toIntExact(parts.number(1)));
            return new ShardIterator(
                    stream.table(), stream.name(), position, parts.bool(2), parts.number(3));
        } catch (IllegalArgumentException
                | ClassCastException
                | ArithmeticException
                | IndexOutOfBoundsException
                | HedgerowException _) {
            throw Sentence.ITERATOR_INVALID.refusal();
        }
    }
}
