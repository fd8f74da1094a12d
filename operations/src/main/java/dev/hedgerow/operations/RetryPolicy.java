package dev.hedgerow.operations;

import dev.hedgerow.kernel.Failure;
import java.time.Duration;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * How often and when an operation is tried again.
 *
 * @param attempts in all, 1 to 100
 * @param first the wait after the first failure; doubled after each further one
 * @param max the longest wait
 * @param finals failures after which it is not tried again, beside those that say that the request
 *     itself is wrong
 */
public record RetryPolicy(int attempts, Duration first, Duration max, Set<Failure> finals) {
    public static final int ATTEMPTS_MAX = 100;

    public static final RetryPolicy STANDARD =
            new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofMinutes(1), Set.of());

    public static final RetryPolicy NONE =
            new RetryPolicy(1, Duration.ofSeconds(1), Duration.ofSeconds(1), Set.of());

    public RetryPolicy {
        if (attempts < 1 || attempts > ATTEMPTS_MAX || first.isNegative()) {
            throw new IllegalArgumentException(
                    "attempts %d, first wait %s".formatted(attempts, first));
        }
        finals = Set.copyOf(finals);
    }

    boolean triesAgain(Failure failure, int attempt) {
        return attempt < attempts && !finals.contains(failure) && passes(failure);
    }

    private static boolean passes(Failure failure) {
        return switch (failure.kind()) {
            case FAILED, UNAVAILABLE -> true;
            case CONFLICT -> failure == Failure.TRANSACTION_CONFLICT || failure == Failure.LOCKED;
            case WRONG_USE, NOT_FOUND, REFUSED, NOT_ALLOWED -> false;
        };
    }

    /** Between half of the wait and all of it, so that those that failed together spread. */
    Duration delay(int attempt, RandomGenerator random) {
        long doublings = Math.min(attempt - 1, 30);
        long millis = Math.min(max.toMillis(), first.toMillis() << doublings);
        return Duration.ofMillis(millis - random.nextLong(millis / 2 + 1));
    }
}
