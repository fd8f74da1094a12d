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
    private static final int FEW = 7;

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
        if (end > bytes.length) {
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
        sort(offsets.clone(), offsets, 0, count);
    }

    /** A merge sort from one array into the other; both hold the same between the bounds. */
    private void sort(int[] from, int[] into, int begin, int end) {
        if (end - begin <= FEW) {
            insertionSort(into, begin, end);
            return;
        }
        int middle = (begin + end) >>> 1;
        sort(into, from, begin, middle);
        sort(into, from, middle, end);
        if (compare(from[middle - 1], from[middle]) <= 0) {
            System.arraycopy(from, begin, into, begin, end - begin);
            return;
        }
        int left = begin;
        int right = middle;
        for (int i = begin; i < end; i++) {
            boolean takesLeft =
                    right == end || (left < middle && compare(from[left], from[right]) <= 0);
            into[i] = takesLeft ? from[left++] : from[right++];
        }
    }

    private void insertionSort(int[] into, int begin, int end) {
        for (int i = begin + 1; i < end; i++) {
            int moved = into[i];
            int at = i;
            while (at > begin && compare(into[at - 1], moved) > 0) {
                into[at] = into[at - 1];
                at--;
            }
            into[at] = moved;
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
