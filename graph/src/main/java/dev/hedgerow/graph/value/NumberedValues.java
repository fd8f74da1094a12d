package dev.hedgerow.graph.value;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values by the numbers of their properties, ascending, in two arrays: rows are decoded by the
 * million, and most of what a hash table costs would be its making. Cannot be changed.
 */
final class NumberedValues extends AbstractMap<Integer, Object> {
    private final int[] numbers;
    private final Object[] values;
    private final int count;

    /** The first {@code count} of the arrays, which are nobody else's. */
    NumberedValues(int[] numbers, Object[] values, int count) {
        this.numbers = numbers;
        this.values = values;
        this.count = count;
    }

    private int place(@Nullable Object key) {
        return key instanceof Integer number ? Arrays.binarySearch(numbers, 0, count, number) : -1;
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        int place = place(key);
        return place < 0 ? null : values[place];
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return place(key) >= 0;
    }

    @Override
    public int size() {
        return count;
    }

    @Override
    public Set<Map.Entry<Integer, Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<Integer, Object>> iterator() {
                return new Entries();
            }

            @Override
            public int size() {
                return count;
            }
        };
    }

    private final class Entries implements Iterator<Map.Entry<Integer, Object>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < count;
        }

        @Override
        public Map.Entry<Integer, Object> next() {
            if (next == count) {
                throw new NoSuchElementException();
            }
            int here = next++;
            return Map.entry(numbers[here], values[here]);
        }
    }
}
