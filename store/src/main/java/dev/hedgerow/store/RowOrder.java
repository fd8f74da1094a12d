package dev.hedgerow.store;

import dev.hedgerow.store.storage.Batch.Put;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Sorts rows by their keys; rows of one key keep their order. Keys of a load begin alike, so what
 * is compared is what follows the beginning they share: 44 bits of it and the row's place make one
 * number, and numbers sort many times faster than keys. Rows with the same 44 bits are sorted among
 * themselves in the same way.
 */
final class RowOrder {
    /** Rows sorted at once. */
    static final int ROWS_MAX = 1 << 20;

    private static final int PLACE_BITS = 20;
    private static final int FEW = 16;
    private static final Comparator<Put> BY_KEY =
            (a, b) -> Arrays.compareUnsigned(a.key(), b.key());

    private final Put[] rows;

    private RowOrder(Put[] rows) {
        this.rows = rows;
    }

    static List<Put> sorted(List<Put> rows) {
        var order = new RowOrder(rows.toArray(Put[]::new));
        order.sort(0, rows.size());
        return Arrays.asList(order.rows);
    }

    private void sort(int from, int to) {
        if (to - from <= FEW) {
            Arrays.sort(rows, from, to, BY_KEY);
            return;
        }
        int shared = shared(from, to);
        long[] numbers = new long[to - from];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(rows[from + i].key(), shared, i);
        }
        Arrays.sort(numbers);
        Put[] part = Arrays.copyOfRange(rows, from, to);
        for (int i = 0; i < numbers.length; i++) {
            rows[from + i] = part[(int) numbers[i] & (ROWS_MAX - 1)];
        }
        int begin = 0;
        for (int i = 1; i <= numbers.length; i++) {
            if (i == numbers.length || numbers[i] >> PLACE_BITS != numbers[begin] >> PLACE_BITS) {
                sortAlike(from + begin, from + i, to - from);
                begin = i;
            }
        }
    }

    private void sortAlike(int from, int to, int outOf) {
        if (to - from == outOf) {
            // nothing was told apart: the same key, or keys that end where others go on with zeros
            Arrays.sort(rows, from, to, BY_KEY);
        } else if (to - from > 1) {
            sort(from, to);
        }
    }

    /** How many bytes all keys begin with alike. */
    private int shared(int from, int to) {
        byte[] first = rows[from].key();
        int shared = first.length;
        for (int i = from + 1; i < to && shared > 0; i++) {
            byte[] key = rows[i].key();
            int end = Math.min(shared, key.length);
            int differs = Arrays.mismatch(first, 0, end, key, 0, end);
            shared = differs < 0 ? end : differs;
        }
        return shared;
    }

    /** Sorts, signed, like the six bytes at the place in the key, and then like the row's place. */
    private static long number(byte[] key, int at, int place) {
        long bits = 0;
        for (int i = at; i < at + 6; i++) {
            bits = bits << 8 | (i < key.length ? key[i] & 0xff : 0);
        }
        return (bits >>> 4 << PLACE_BITS | place) ^ Long.MIN_VALUE;
    }
}
