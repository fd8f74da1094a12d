package dev.hedgerow.engine;

/**
 * How a database is opened.
 *
 * @param poolBytes buffer pool, 16 MiB at least; it bounds what a query may hold at a time
 * @param maxBytes largest size of the file, a power of two from 64 MiB to 1 TiB; reserves address
 *     space, not memory
 * @param threads how many threads one query may use, 1 to 64
 * @param readOnly whether writes are refused; several processes may then open the file
 */
public record OpenOptions(long poolBytes, long maxBytes, int threads, boolean readOnly) {
    private static final long MIB = 1L << 20;

    public OpenOptions {
        check(poolBytes >= 16 * MIB, "poolBytes is below 16 MiB: " + poolBytes);
        check(
                Long.bitCount(maxBytes) == 1 && maxBytes >= 64 * MIB && maxBytes <= MIB * MIB,
                "maxBytes is not a power of two from 64 MiB to 1 TiB: " + maxBytes);
        check(threads >= 1 && threads <= 64, "threads is not 1 to 64: " + threads);
    }

    /** For answering queries: 64 MiB of pool, a file of up to 4 GiB, one thread. */
    public static OpenOptions serving() {
        return new OpenOptions(64 * MIB, 4096 * MIB, 1, false);
    }

    /** For bulk loads: 512 MiB of pool, a file of up to 4 GiB, one thread. */
    public static OpenOptions building() {
        return new OpenOptions(512 * MIB, 4096 * MIB, 1, false);
    }

    public OpenOptions withPoolBytes(long bytes) {
        return new OpenOptions(bytes, maxBytes, threads, readOnly);
    }

    public OpenOptions withMaxBytes(long bytes) {
        return new OpenOptions(poolBytes, bytes, threads, readOnly);
    }

    public OpenOptions withThreads(int count) {
        return new OpenOptions(poolBytes, maxBytes, count, readOnly);
    }

    public OpenOptions withReadOnly(boolean only) {
        return new OpenOptions(poolBytes, maxBytes, threads, only);
    }

    private static void check(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalArgumentException(problem);
        }
    }
}
