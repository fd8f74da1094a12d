package dev.hedgerow.engine.ladybug;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one field in one batch, as they lie in native memory (ArrowArray of the C data
 * interface). Valid until the batch is released.
 */
@SuppressWarnings("restricted") // this class reads native memory
final class ArrowVector {
    static final long ARRAY_BYTES = 80;
    static final long ARRAY_RELEASE = 64;
    private static final long NULL_COUNT = 8;
    private static final long OFFSET = 16;
    private static final long BUFFER_COUNT = 24;
    private static final long CHILD_COUNT = 32;
    private static final long BUFFERS = 40;
    private static final long CHILDREN = 48;

    private final ArrowField field;
    private final long length;
    private final long nullCount;
    private final long offset;
    private final MemorySegment validity;
    private final MemorySegment cells;
    private final MemorySegment overflow;
    private final List<ArrowVector> children;
    private int @Nullable [] ranks;

    private ArrowVector(ArrowField field, MemorySegment array, List<ArrowVector> children) {
        this.field = field;
        this.children = children;
        length = array.get(JAVA_LONG, 0);
        nullCount = array.get(JAVA_LONG, NULL_COUNT);
        offset = array.get(JAVA_LONG, OFFSET);
        validity = buffer(array, 0);
        cells = buffer(array, 1);
        overflow = buffer(array, 2);
    }

    /** The columns of a batch, whose struct {@code array} is. */
    static List<ArrowVector> columns(MemorySegment array, List<ArrowField> fields) {
        return children(array, fields);
    }

    /** Rows of a batch. */
    static long length(MemorySegment array) {
        return array.get(JAVA_LONG, 0);
    }

    ArrowField field() {
        return field;
    }

    ArrowVector child(int number) {
        return children.get(number);
    }

    boolean isNull(long row) {
        if (nullCount == 0 || validity.address() == 0) {
            return false;
        }
        return !bit(validity, row + offset);
    }

    boolean bool(long row) {
        return bit(cells, row + offset);
    }

    byte int8(long row) {
        return cells.get(JAVA_BYTE, row + offset);
    }

    short int16(long row) {
        return cells.getAtIndex(JAVA_SHORT_UNALIGNED, row + offset);
    }

    int int32(long row) {
        return cells.getAtIndex(JAVA_INT_UNALIGNED, row + offset);
    }

    long int64(long row) {
        return cells.getAtIndex(JAVA_LONG_UNALIGNED, row + offset);
    }

    float float32(long row) {
        return cells.getAtIndex(JAVA_FLOAT_UNALIGNED, row + offset);
    }

    double float64(long row) {
        return cells.getAtIndex(JAVA_DOUBLE_UNALIGNED, row + offset);
    }

    /** A cell of fixed size, as its bytes. */
    byte[] bytes(long row, int stride, int size) {
        return cells.asSlice((row + offset) * stride, size).toArray(JAVA_BYTE);
    }

    /** Where a string, blob, list or map starts in what follows it; it ends where the next does. */
    long start(long row) {
        return Integer.toUnsignedLong(cells.getAtIndex(JAVA_INT_UNALIGNED, row + offset));
    }

    byte[] overflow(long row) {
        long from = start(row);
        return overflow.asSlice(from, start(row + 1) - from).toArray(JAVA_BYTE);
    }

    /**
     * Where the parts of a struct lie in its children. Arrow has them at the struct's own place;
     * this library leaves no place for a struct that is null.
     */
    long partsOf(long row) {
        boolean inPlace = nullCount == 0 || children.isEmpty() || children.get(0).length >= length;
        if (inPlace) {
            return row + offset;
        }
        if (ranks == null) {
            ranks = rank();
        }
        return ranks[Math.toIntExact(row)];
    }

    /**
     * Where the elements of an array of fixed size start. The library forgets the offsets of
     * elements after a null array, so that what follows cannot be told apart.
     */
    long elementsOf(long row) {
        if (nullCount > 0 && child(0).field.kind().hasOffsets()) {
            throw HedgerowException.of(
                    Failure.ENGINE_FAILED,
                    "Arrays of strings or lists cannot be returned when one of them is null;"
                            + " filter with IS NOT NULL or use a list");
        }
        return (row + offset) * field.width();
    }

    private int[] rank() {
        var places = new int[Math.toIntExact(length)];
        int place = 0;
        for (int row = 0; row < places.length; row++) {
            places[row] = place;
            place += isNull(row) ? 0 : 1;
        }
        return places;
    }

    private static boolean bit(MemorySegment bits, long place) {
        return (bits.get(JAVA_BYTE, place >> 3) >> (place & 7) & 1) == 1;
    }

    private static MemorySegment buffer(MemorySegment array, int number) {
        long count = array.get(JAVA_LONG, BUFFER_COUNT);
        if (number >= count) {
            return MemorySegment.NULL;
        }
        var pointers = array.get(ADDRESS, BUFFERS).reinterpret(count * ADDRESS.byteSize());
        var buffer = pointers.getAtIndex(ADDRESS, number);
        return buffer.address() == 0 ? MemorySegment.NULL : buffer.reinterpret(Long.MAX_VALUE);
    }

    private static List<ArrowVector> children(MemorySegment array, List<ArrowField> fields) {
        long count = array.get(JAVA_LONG, CHILD_COUNT);
        if (count != fields.size()) {
            throw HedgerowException.of(
                    Failure.ENGINE_FAILED,
                    "The engine returned "
                            + count
                            + " columns where it announced "
                            + fields.size());
        }
        var vectors = new ArrayList<ArrowVector>();
        if (count > 0) {
            var pointers = array.get(ADDRESS, CHILDREN).reinterpret(count * ADDRESS.byteSize());
            for (int i = 0; i < count; i++) {
                var child = pointers.getAtIndex(ADDRESS, i).reinterpret(ARRAY_BYTES);
                var field = fields.get(i);
                vectors.add(new ArrowVector(field, child, children(child, field.children())));
            }
        }
        return vectors;
    }
}
