package dev.hedgerow.store;

import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Store.Outcome;
import dev.hedgerow.store.TransactionOptions.Token;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Idempotency tokens as rows. A token is read before the function runs and written with its effect,
 * so of two attempts one meets the other.
 */
final class Tokens {
    private static final Subspace TOKENS = new Subspace(1, "tokens");

    private final Clock clock;

    Tokens(Clock clock) {
        this.clock = clock;
    }

    private static Tuple keyOf(Token token) {
        return Tuple.of(token.home().bytes(), token.text());
    }

    static boolean isToken(byte[] storedKey) {
        return Layout.subspace(storedKey) == TOKENS.number();
    }

    /**
     * Whether a stored token can be forgotten: it has been here since before {@code written}, and
     * by the newest stamp its validity has passed as well.
     */
    static boolean isOver(byte[] storedKey, byte[] stored, Stamp written, Stamp newest) {
        if (Layout.isDeleted(stored) || Layout.stamp(storedKey).isAfter(written)) {
            return false;
        }
        long born = Tuple.decode(Layout.payload(stored)).number(2);
        return Instant.ofEpochMilli(born).plus(Token.VALID).isBefore(newest.instant());
    }

    /** What became of the token before; fails when it is too old or too new to say. */
    <T extends @Nullable Object> Optional<Outcome<T>> find(Transaction transaction, Token token) {
        var now = clock.instant();
        if (token.born().isAfter(now.plus(Token.AHEAD_MAX))
                || token.born().plus(Token.VALID).isBefore(now)) {
            throw HedgerowException.of(
                    Failure.TOKEN_EXPIRED,
                    "The idempotency key was made at %s and it is %s now; send a new one"
                            .formatted(token.born(), now));
        }
        return transaction
                .get(Key.of(TOKENS, keyOf(token)))
                .map(Reader.Entry::tuple)
                .map(row -> new Outcome.Replayed<>(row.bytes(1), row.stamp(0)));
    }

    void write(OpenTransaction transaction, Token token) {
        transaction.putStamped(
                TOKENS,
                keyOf(token),
                Tuple.of(Tuple.COMMIT_STAMP, transaction.receipt(), token.born().toEpochMilli()));
    }
}
