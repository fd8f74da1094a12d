package dev.hedgerow.store;

import dev.hedgerow.kernel.Stamp;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of the stored format; see the package page. */
final class Layout {
    static final byte[] APPLIED = meta("applied");
    static final byte[] FORMAT = meta("format");

    /** Written to see whether writing works; means nothing. */
    static final byte[] PROBE = meta("probe");

    /** Where the next step of collecting begins. */
    static final byte[] SWEPT = meta("swept");

    /** Where nothing lives, as far as a restart should know it. */
    static final byte[] STRETCHES = meta("stretches");

    static final byte[] DELETED = {0};
    static final byte[] LOADED_DELETED = {3};
    private static final byte VALUE = 1;
    private static final byte LOADED = 2;
    private static final byte DATA = 1;
    static final int SUFFIX = 10;

    /** Where the key begins in what is stored. */
    static final int KEY = 1;

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Layout() {}

    private static byte[] meta(String name) {
        return ("\0" + name).getBytes(StandardCharsets.UTF_8);
    }

    static byte[] value(byte[] payload) {
        return stored(VALUE, payload);
    }

    /** A value that is visible when its load is. */
    static byte[] loaded(byte[] payload) {
        return stored(LOADED, payload);
    }

    private static byte[] stored(byte kind, byte[] payload) {
        var stored = new byte[payload.length + 1];
        stored[0] = kind;
        System.arraycopy(payload, 0, stored, 1, payload.length);
        return stored;
    }

    static boolean isDeleted(byte[] stored) {
        return isDeleted(stored[0]);
    }

    /** By the value's first byte. */
    static boolean isDeleted(byte kind) {
        return kind == DELETED[0] || kind == LOADED_DELETED[0];
    }

    /** Whether its load says from when on it is visible, rather than its own stamp. */
    static boolean isLoaded(byte[] stored) {
        return isLoaded(stored[0]);
    }

    /** By the value's first byte. */
    static boolean isLoaded(byte kind) {
        return kind >= LOADED;
    }

    static byte[] payload(byte[] stored) {
        return Arrays.copyOfRange(stored, 1, stored.length);
    }

    /** Where the version of the key stands. */
    static byte[] versioned(Key key, Stamp stamp) {
        return versioned(key.bytes(), 0, key.bytes().length, stamp);
    }

    static byte[] versioned(byte[] key, int from, int to, Stamp stamp) {
        var stored = new byte[1 + to - from + SUFFIX];
        stored[0] = DATA;
        System.arraycopy(key, from, stored, 1, to - from);
        int at = 1 + to - from;
        stored[at++] = 0;
        stored[at++] = 1;
        long inverse = ~stamp.value();
        for (int shift = 56; shift >= 0; shift -= 8) {
            stored[at++] = (byte) (inverse >>> shift);
        }
        return stored;
    }

    /** Just before every version of the key. */
    static byte[] beforeVersions(byte[] key) {
        return ByteBuffer.allocate(1 + key.length).put(DATA).put(key).array();
    }

    /** The same, as {@link #beforeOwnVersions} says it. */
    static byte[] beforeKey(Key key) {
        byte[] bytes = key.bytes();
        return ByteBuffer.allocate(KEY + bytes.length + 2)
                .put(DATA)
                .put(bytes)
                .put((byte) 0)
                .put((byte) 1)
                .array();
    }

    /** Just before every version of the stored key's key. */
    static byte[] beforeOwnVersions(byte[] stored) {
        return Arrays.copyOf(stored, stored.length - 8);
    }

    /** Just after every version of the stored key's key. */
    static byte[] afterVersions(byte[] stored) {
        byte[] after = Arrays.copyOf(stored, stored.length - 8);
        after[after.length - 1] = 2;
        return after;
    }

    /** At or after every version of every key below the bound. */
    static byte[] atBound(byte[] bound) {
        // a successor, K 00, has the versions of K behind it: K 00 01 …
        int kept = bound[bound.length - 1] == 0 ? bound.length - 1 : bound.length;
        return ByteBuffer.allocate(1 + kept + 2)
                .put(DATA)
                .put(bound, 0, kept)
                .put((byte) 0)
                .put((byte) 2)
                .array();
    }

    static boolean isData(byte[] stored) {
        return isData(stored[0]);
    }

    /** By the first byte of what is stored. */
    static boolean isData(byte first) {
        return first == DATA;
    }

    static int subspace(byte[] stored) {
        return ByteBuffer.wrap(stored).getInt(1);
    }

    static int keyEnd(byte[] stored) {
        return stored.length - SUFFIX;
    }

    static Stamp stamp(byte[] stored) {
        return new Stamp(~ByteBuffer.wrap(stored).getLong(stored.length - 8));
    }

    /** A bound between keys for a place between stored keys; it may be in the middle of one. */
    static Key bound(byte[] place) {
        return Key.wrap(Arrays.copyOfRange(place, KEY, place.length));
    }

    /** The stamp of what is stored in an array and ends there. */
    static long version(byte[] stored, int to) {
        return ~(long) LONGS.get(stored, to - Long.BYTES);
    }

    static Key key(byte[] stored) {
        return Key.wrap(Arrays.copyOfRange(stored, 1, keyEnd(stored)));
    }

    static int compareKey(byte[] stored, Key key) {
        return compareKey(stored, 0, keyEnd(stored), key);
    }

    /** Compares the key of what is stored from there on; the key ends before the other place. */
    static int compareKey(byte[] stored, int from, int end, Key key) {
        return Arrays.compareUnsigned(stored, from + KEY, end, key.bytes(), 0, key.bytes().length);
    }

    static boolean sameKey(byte[] stored, byte[] other) {
        return Arrays.equals(stored, 0, keyEnd(stored), other, 0, keyEnd(other));
    }
}
