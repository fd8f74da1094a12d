package dev.hedgerow.store.storage;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.rocksdb.Range;
import org.rocksdb.RocksDB;
import org.rocksdb.SizeApproximationFlag;
import org.rocksdb.Slice;

/** Finds where about half of what a range holds is, by what RocksDB says of its files. */
final class Halves {
    /** Each step halves what is left between two keys that differ in eight bytes. */
    private static final int STEPS = 40;

    private final RocksDB rocks;

    Halves(RocksDB rocks) {
        this.rocks = rocks;
    }

    /** A key between the two; nothing when there are fewer bytes between them. */
    Optional<byte[]> middle(byte[] from, byte[] to, long bytesMin) {
        long all = bytes(from, to);
        if (all < bytesMin) {
            return Optional.empty();
        }
        byte[] low = from;
        byte[] high = to;
        for (int i = 0; i < STEPS; i++) {
            byte[] middle = between(low, high);
            if (Arrays.compareUnsigned(middle, low) <= 0) {
                break;
            }
            if (2 * bytes(from, middle) < all) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Arrays.compareUnsigned(from, high) < 0 && Arrays.compareUnsigned(high, to) < 0
                ? Optional.of(high)
                : Optional.empty();
    }

    private long bytes(byte[] from, byte[] to) {
        try (var begin = new Slice(from);
                var end = new Slice(to)) {
            return rocks.getApproximateSizes(
                            List.of(new Range(begin, end)),
                            SizeApproximationFlag.INCLUDE_FILES,
                            SizeApproximationFlag.INCLUDE_MEMTABLES)[0];
        }
    }

    /** About in the middle of two keys, as numbers; the lower one when nothing is between them. */
    private static byte[] between(byte[] low, byte[] high) {
        int same = Arrays.mismatch(low, high);
        byte[] middle = Arrays.copyOf(low, same + Long.BYTES);
        long below = number(low, same);
        long above = number(high, same);
        ByteBuffer.wrap(middle).putLong(same, below + ((above - below) >>> 1));
        return middle;
    }

    private static long number(byte[] key, int from) {
        byte[] eight = Arrays.copyOfRange(key, from, from + Long.BYTES);
        return ByteBuffer.wrap(eight).getLong();
    }
}
