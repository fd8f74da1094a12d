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
 * @param memory that is held all the time
 */
public record StoreOptions(Duration retention, Duration pace, long loadPartBytes, Memory memory) {
    /**
     * Memory that a store holds, in bytes.
     *
     * @param storage beside the heap, for blocks that were read and for what was written last; at
     *     least {@link #STORAGE_MIN}
     * @param recent in the heap, about, for rows that were read last; 0 keeps none
     */
    public record Memory(long storage, long recent) {
        public static final long STORAGE_MIN = 16L << 20;

        /** 96 MiB for the storage, 16 MiB for rows. */
        public static final Memory DEFAULT = new Memory(96L << 20, 16L << 20);

        public Memory {
            if (storage < STORAGE_MIN || recent < 0) {
                throw new IllegalArgumentException(
                        "%d bytes for the storage, %d for rows".formatted(storage, recent));
            }
        }
    }

    /** A week of the past, looked after every five minutes. */
    public static final StoreOptions DEFAULT =
            new StoreOptions(Duration.ofDays(7), Duration.ofMinutes(5), 32L << 20, Memory.DEFAULT);

    public StoreOptions {
        if (retention.isNegative() || !pace.isPositive() || loadPartBytes < 1) {
            throw new IllegalArgumentException(
                    "retention %s, pace %s, parts of %d bytes"
                            .formatted(retention, pace, loadPartBytes));
        }
    }

    public StoreOptions withRetention(Duration retention) {
        return new StoreOptions(retention, pace, loadPartBytes, memory);
    }

    public StoreOptions withPace(Duration pace) {
        return new StoreOptions(retention, pace, loadPartBytes, memory);
    }

    public StoreOptions withLoadPartBytes(long bytes) {
        return new StoreOptions(retention, pace, bytes, memory);
    }

    public StoreOptions withStorageBytes(long bytes) {
        return new StoreOptions(retention, pace, loadPartBytes, new Memory(bytes, memory.recent()));
    }

    public StoreOptions withRecentBytes(long bytes) {
        return new StoreOptions(
                retention, pace, loadPartBytes, new Memory(memory.storage(), bytes));
    }
}
