package dev.hedgerow.graph.sort;

import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Records that are sorted in memory, side by side in one array: {@code [4 B key length][4 B value
 * length][key][value]}.
 */
final class Part {
    private static final int HEAD = 8;
    private static final int FEW = 16;
    private static final int PLACE_BITS = 20;
    private static final int RECORDS_MAX = 1 << PLACE_BITS;

    private final byte[] bytes;
    private int[] offsets = new int[1024];
    private int count;
    private int used;

    Part(int capacity) {
        bytes = new byte[capacity];
    }

    /** Adds a record, unless there is no room. */
    boolean add(byte[] key, byte[] value) {
        long end = (long) used + HEAD + key.length + value.length;
        if (end > bytes.length || count == RECORDS_MAX) {
            return false;
        }
        if (count == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * count);
        }
        offsets[count++] = used;
        putInt(used, key.length);
        putInt(used + 4, value.length);
        System.arraycopy(key, 0, bytes, used + HEAD, key.length);
        System.arraycopy(value, 0, bytes, used + HEAD + key.length, value.length);
        used = (int) end;
        return true;
    }

    int count() {
        return count;
    }

    /** Bytes of all records. */
    int used() {
        return used;
    }

    KeyedBytes get(int index) {
        int at = offsets[index];
        int keyEnd = at + HEAD + getInt(at);
        return new KeyedBytes(
                Arrays.copyOfRange(bytes, at + HEAD, keyEnd),
                Arrays.copyOfRange(bytes, keyEnd, keyEnd + getInt(at + 4)));
    }

    void write(DataOutputStream out) throws IOException {
        for (int i = 0; i < count; i++) {
            int at = offsets[i];
            out.write(bytes, at, HEAD + getInt(at) + getInt(at + 4));
        }
    }

    void clear() {
        count = 0;
        used = 0;
    }

    /** Sorts by key; records with one key stay in their order. */
    void sort() {
        if (!isSorted()) {
            sort(0, count);
        }
    }

    private boolean isSorted() {
        for (int i = 1; i < count; i++) {
            if (compare(offsets[i - 1], offsets[i]) > 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * 44 bits of what follows the beginning that all keys share, and the record's place, make one
     * number; numbers sort many times faster than keys. Records with the same 44 bits are sorted
     * among themselves in the same way.
     */
    private void sort(int begin, int end) {
        if (end - begin <= FEW) {
            insertionSort(begin, end);
            return;
        }
        int shared = shared(begin, end);
        long[] numbers = new long[end - begin];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(offsets[begin + i], shared, i);
        }
        Arrays.sort(numbers);
        int[] before = Arrays.copyOfRange(offsets, begin, end);
        for (int i = 0; i < numbers.length; i++) {
            offsets[begin + i] = before[(int) numbers[i] & (RECORDS_MAX - 1)];
        }
        int first = 0;
        for (int i = 1; i <= numbers.length; i++) {
            if (i == numbers.length || numbers[i] >> PLACE_BITS != numbers[first] >> PLACE_BITS) {
                sortAlike(begin + first, begin + i, end - begin);
                first = i;
            }
        }
    }

    private void sortAlike(int begin, int end, int outOf) {
        if (end - begin < outOf) {
            sort(begin, end);
        } else {
            // nothing was told apart: the same key, or keys that end where others go on with zeros
            int[] sorted =
                    Arrays.stream(offsets, begin, end)
                            .boxed()
                            .sorted(this::compare)
                            .mapToInt(Integer::intValue)
                            .toArray();
            System.arraycopy(sorted, 0, offsets, begin, sorted.length);
        }
    }

    /** How many bytes all keys begin with alike. */
    private int shared(int begin, int end) {
        int first = offsets[begin];
        int from = first + HEAD;
        int shared = getInt(first);
        for (int i = begin + 1; i < end && shared > 0; i++) {
            int other = offsets[i];
            int length = Math.min(shared, getInt(other));
            int at = other + HEAD;
            int differs = Arrays.mismatch(bytes, from, from + length, bytes, at, at + length);
            shared = differs < 0 ? length : differs;
        }
        return shared;
    }

    /** Sorts, signed, like the six bytes at the place in the key, and then like the place. */
    private long number(int record, int at, int place) {
        int length = getInt(record);
        long bits = 0;
        for (int i = at; i < at + 6; i++) {
            bits = bits << 8 | (i < length ? bytes[record + HEAD + i] & 0xff : 0);
        }
        return (bits >>> 4 << PLACE_BITS | place) ^ Long.MIN_VALUE;
    }

    private void insertionSort(int begin, int end) {
        for (int i = begin + 1; i < end; i++) {
            int moved = offsets[i];
            int at = i;
            while (at > begin && compare(offsets[at - 1], moved) > 0) {
                offsets[at] = offsets[at - 1];
                at--;
            }
            offsets[at] = moved;
        }
    }

    private int compare(int a, int b) {
        return Arrays.compareUnsigned(
                bytes, a + HEAD, a + HEAD + getInt(a), bytes, b + HEAD, b + HEAD + getInt(b));
    }

    private void putInt(int at, int value) {
        bytes[at] = (byte) (value >>> 24);
        bytes[at + 1] = (byte) (value >>> 16);
        bytes[at + 2] = (byte) (value >>> 8);
        bytes[at + 3] = (byte) value;
    }

    private int getInt(int at) {
        return (bytes[at] & 0xff) << 24
                | (bytes[at + 1] & 0xff) << 16
                | (bytes[at + 2] & 0xff) << 8
                | (bytes[at + 3] & 0xff);
    }
}
