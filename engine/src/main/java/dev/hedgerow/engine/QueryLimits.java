package dev.hedgerow.engine;

import java.time.Duration;

/**
 * What one query may cost.
 *
 * @param timeout after which it fails, from one millisecond to one day
 * @param maxRows rows after which the result is cut
 * @param maxBytes approximate size of the rows in memory after which the result is cut
 */
public record QueryLimits(Duration timeout, long maxRows, long maxBytes) {
    public QueryLimits {
        if (timeout.compareTo(Duration.ofMillis(1)) < 0
                || timeout.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("timeout is not 1 ms to 1 day: " + timeout);
        }
        if (maxRows < 1 || maxBytes < 1) {
            throw new IllegalArgumentException(
                    "maxRows and maxBytes start at 1: " + maxRows + ", " + maxBytes);
        }
    }

    /** For interactive use: 10 seconds, 10,000 rows, 32 MiB. */
    public static QueryLimits interactive() {
        return new QueryLimits(Duration.ofSeconds(10), 10_000, 32L << 20);
    }

    public QueryLimits withTimeout(Duration limit) {
        return new QueryLimits(limit, maxRows, maxBytes);
    }

    public QueryLimits withMaxRows(long limit) {
        return new QueryLimits(timeout, limit, maxBytes);
    }

    public QueryLimits withMaxBytes(long limit) {
        return new QueryLimits(timeout, maxRows, limit);
    }
}
