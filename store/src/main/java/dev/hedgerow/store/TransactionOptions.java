package dev.hedgerow.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How to run a transaction.
 *
 * @param timeout for all attempts together, at most {@link #TIMEOUT_MAX}
 * @param attempts how often the function may run, at least once
 */
public record TransactionOptions(Duration timeout, int attempts, Optional<Token> token) {
    public static final Duration TIMEOUT_MAX = Duration.ofSeconds(30);
    public static final TransactionOptions DEFAULT =
            new TransactionOptions(Duration.ofSeconds(5), 50, Optional.empty());

    public TransactionOptions {
        if (timeout.compareTo(TIMEOUT_MAX) > 0 || attempts < 1) {
            throw new IllegalArgumentException(
                    "timeout %s, attempts %d".formatted(timeout, attempts));
        }
    }

    public TransactionOptions withToken(Token token) {
        return new TransactionOptions(timeout, attempts, Optional.of(token));
    }

    public TransactionOptions withTimeout(Duration timeout) {
        return new TransactionOptions(timeout, attempts, token);
    }

    public TransactionOptions withAttempts(int attempts) {
        return new TransactionOptions(timeout, attempts, token);
    }

    /**
     * Makes a transaction happen at most once.
     *
     * @param home a key the caller fixes, its graph or its table: where the token is looked up
     * @param text 1 to 255 characters
     * @param born when the caller made it; refused when it is over 24 h old or 10 s in the future
     */
    public record Token(Key home, String text, Instant born) {
        public static final int LENGTH_MAX = 255;
        public static final Duration VALID = Duration.ofHours(24);
        public static final Duration AHEAD_MAX = Duration.ofSeconds(10);

        public Token {
            if (text.isEmpty() || text.length() > LENGTH_MAX) {
                throw dev.hedgerow.kernel.HedgerowException.of(
                        dev.hedgerow.kernel.Failure.INVALID_REQUEST,
                        "An idempotency key has 1 to %d characters, this one %d"
                                .formatted(LENGTH_MAX, text.length()));
            }
        }
    }
}
