package dev.hedgerow.store;

import dev.hedgerow.kernel.HedgerowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A subspace and a tuple, as the bytes {@code [4 B subspace][tuple]}; sorts like the tuples. */
public final class Key implements Comparable<Key> {
    /** Bytes of a key at most. */
    public static final int BYTES_MAX = 8 * 1024;

    private static final int HEAD = 4;

    private final byte[] bytes;

    private Key(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Key of(Subspace subspace, Tuple tuple) {
        return new Key(encoded(subspace, tuple).bytes());
    }

    static TupleEncoder encoded(Subspace subspace, Tuple tuple) {
        var encoder = new TupleEncoder();
        int number = subspace.number();
        encoder.raw(
                new byte[] {
                    (byte) (number >>> 24),
                    (byte) (number >>> 16),
                    (byte) (number >>> 8),
                    (byte) number
                });
        encoder.tuple(tuple);
        return encoder;
    }

    /** The key of this key's tuple followed by elements that are encoded already. */
    public Key with(byte[] encoded, int from, int to) {
        byte[] all = Arrays.copyOf(bytes, bytes.length + to - from);
        System.arraycopy(encoded, from, all, bytes.length, to - from);
        return new Key(all);
    }

    /** The key of this key's tuple followed by the other's elements from the given one on. */
    public Key with(Key other, int from) {
        int at = HEAD;
        for (int skipped = 0; skipped < from; skipped++) {
            at = TupleDecoder.end(other.bytes, at);
        }
        return with(other.bytes, at, other.bytes.length);
    }

    static Key wrap(byte[] bytes) {
        return new Key(bytes);
    }

    /** The encoded key; not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    public int subspace() {
        return ByteBuffer.wrap(bytes).getInt();
    }

    /** The tuple, decoded anew at each call. */
    public Tuple tuple() {
        return TupleDecoder.decode(bytes, HEAD, bytes.length);
    }

    /** The tuple from the given element on. */
    public Tuple tuple(int from) {
        return TupleDecoder.decode(bytes, HEAD, bytes.length, from);
    }

    /** The first key after this one. */
    Key successor() {
        return new Key(Arrays.copyOf(bytes, bytes.length + 1));
    }

    @Override
    public int compareTo(Key other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Key key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        try {
            return subspace() + tuple().toString();
        } catch (HedgerowException _) {
            // the end of a range need not be a tuple
            return subspace() + ":" + HexFormat.of().formatHex(bytes, HEAD, bytes.length);
        }
    }
}
