package dev.hedgerow.store;

import java.time.Duration;

/**
 * How a store works.
 *
 * @param retention how long what was overwritten or deleted can still be read; time while the store
 *     is closed does not count
 * @param pace how often the horizon moves and collecting may begin
 * @param loadPartBytes bytes of rows that a bulk load sorts in memory; two parts and a half are
 *     held at a time
 * @param recentBytes of rows, about, that are kept in memory because they were read; 0 keeps none
 */
public record StoreOptions(
        Duration retention, Duration pace, long loadPartBytes, long recentBytes) {
    /** A week of the past, looked after every five minutes. */
    public static final StoreOptions DEFAULT =
            new StoreOptions(Duration.ofDays(7), Duration.ofMinutes(5), 32L << 20, 16L << 20);

    public StoreOptions {
        if (retention.isNegative() || !pace.isPositive() || loadPartBytes < 1 || recentBytes < 0) {
            throw new IllegalArgumentException(
                    "retention %s, pace %s, parts of %d bytes, %d bytes kept"
                            .formatted(retention, pace, loadPartBytes, recentBytes));
        }
    }

    public StoreOptions withRetention(Duration retention) {
        return new StoreOptions(retention, pace, loadPartBytes, recentBytes);
    }

    public StoreOptions withPace(Duration pace) {
        return new StoreOptions(retention, pace, loadPartBytes, recentBytes);
    }

    public StoreOptions withLoadPartBytes(long bytes) {
        return new StoreOptions(retention, pace, bytes, recentBytes);
    }

    public StoreOptions withRecentBytes(long bytes) {
        return new StoreOptions(retention, pace, loadPartBytes, bytes);
    }
}
