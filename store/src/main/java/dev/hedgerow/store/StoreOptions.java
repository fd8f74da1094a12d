package dev.hedgerow.store;

/**
 * How a store works.
 *
 * @param loadPartBytes bytes of rows that a bulk load sorts in memory; two parts are held at a time
 */
public record StoreOptions(long loadPartBytes) {
    public static final StoreOptions DEFAULT = new StoreOptions(32L << 20);

    public StoreOptions {
        if (loadPartBytes < 1) {
            throw new IllegalArgumentException("a part has %d bytes".formatted(loadPartBytes));
        }
    }

    public StoreOptions withLoadPartBytes(long bytes) {
        return new StoreOptions(bytes);
    }
}
