package dev.hedgerow.store;

import dev.hedgerow.kernel.Stamp;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A list of typed values with an order-preserving, self-delimiting encoding: encoded tuples sort,
 * as unsigned bytes, like the tuples do element by element, and no tuple's encoding is mistaken for
 * the beginning of another element of a longer one.
 *
 * <p>Elements: null, Boolean, {@code byte[]}, String, Long (and Integer), BigInteger, Double, UUID,
 * Stamp, a nested Tuple, and {@link #COMMIT_STAMP}, the place of the transaction's own stamp. The
 * order of types is that of their tags; see {@link TupleEncoder}.
 */
public final class Tuple implements Comparable<Tuple> {
    /** Stands where the transaction's own stamp will be; only in stamped keys and values. */
    public static final Object COMMIT_STAMP = CommitStamp.HERE;

    private static final Tuple EMPTY = new Tuple(new Object[0]);

    private final @Nullable Object[] elements;

    private Tuple(@Nullable Object[] elements) {
        this.elements = elements;
    }

    /** A tuple of these elements; fails on a type that is not listed above. */
    public static Tuple of(@Nullable Object... elements) {
        return elements.length == 0
                ? EMPTY
                : normal(Arrays.copyOf(elements, elements.length, Object[].class));
    }

    public static Tuple ofAll(List<? extends @Nullable Object> elements) {
        return normal(elements.toArray());
    }

    /** A tuple of the array, which becomes its own. */
    private static Tuple normal(@Nullable Object[] own) {
        for (int i = 0; i < own.length; i++) {
            own[i] = normal(own[i]);
        }
        return new Tuple(own);
    }

    private static @Nullable Object normal(@Nullable Object element) {
        return switch (element) {
            case null -> null;
            case Integer i -> (long) i;
            case Short s -> (long) s;
            case BigInteger big when big.bitLength() < Long.SIZE -> big.longValue();
            case Boolean _, byte[] _, String _, Long _, BigInteger _, Double _ -> element;
            case UUID _, Stamp _, Tuple _, CommitStamp _ -> element;
            default ->
                    throw new IllegalArgumentException(
                            "not a tuple element: " + element.getClass());
        };
    }

    /** This tuple followed by more elements. */
    public Tuple with(@Nullable Object... more) {
        return with(of(more));
    }

    public Tuple with(Tuple more) {
        @Nullable Object[] all = Arrays.copyOf(elements, elements.length + more.elements.length);
        System.arraycopy(more.elements, 0, all, elements.length, more.elements.length);
        return new Tuple(all);
    }

    public int size() {
        return elements.length;
    }

    public List<@Nullable Object> elements() {
        return Collections.<@Nullable Object>unmodifiableList(Arrays.asList(elements));
    }

    public boolean isNull(int index) {
        return elements[index] == null;
    }

    public @Nullable Object get(int index) {
        return elements[index];
    }

    public String string(int index) {
        return element(index, String.class);
    }

    public long number(int index) {
        return element(index, Long.class);
    }

    public boolean bool(int index) {
        return element(index, Boolean.class);
    }

    public byte[] bytes(int index) {
        return element(index, byte[].class);
    }

    public Stamp stamp(int index) {
        return element(index, Stamp.class);
    }

    public Tuple tuple(int index) {
        return element(index, Tuple.class);
    }

    private <T> T element(int index, Class<T> type) {
        Object element = elements[index];
        if (!type.isInstance(element)) {
            throw new IllegalStateException(
                    "element %d of %s is not a %s".formatted(index, this, type.getSimpleName()));
        }
        return type.cast(element);
    }

    /** The tuple from the given element on. */
    public Tuple from(int index) {
        return index == 0 ? this : new Tuple(Arrays.copyOfRange(elements, index, elements.length));
    }

    /** The order-preserving bytes; fails when a {@link #COMMIT_STAMP} is in it. */
    public byte[] encode() {
        var encoder = new TupleEncoder();
        encoder.tuple(this);
        if (!encoder.stampOffsets().isEmpty()) {
            throw new IllegalArgumentException("a commit stamp is only known at commit: " + this);
        }
        return encoder.bytes();
    }

    /**
     * Where the element that begins at a place of an encoded tuple ends. The elements of a nested
     * tuple lie between that tuple's first byte and its last.
     */
    public static int end(byte[] encoded, int begin) {
        return TupleDecoder.end(encoded, begin);
    }

    public static Tuple decode(byte[] encoded) {
        return decode(encoded, 0);
    }

    /** The tuple that begins at a place of the array and ends with it. */
    public static Tuple decode(byte[] encoded, int begin) {
        return TupleDecoder.decode(encoded, begin, encoded.length);
    }

    /** The first elements of the array, which is nobody else's. */
    static Tuple own(@Nullable Object[] decoded, int count) {
        return new Tuple(count == decoded.length ? decoded : Arrays.copyOf(decoded, count));
    }

    @Override
    public int compareTo(Tuple other) {
        return Arrays.compareUnsigned(encode(), other.encode());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Tuple tuple && Arrays.deepEquals(elements, tuple.elements);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(elements);
    }

    @Override
    public String toString() {
        return Arrays.deepToString(elements);
    }

    private enum CommitStamp {
        HERE
    }

    static boolean isCommitStamp(Object element) {
        return element == CommitStamp.HERE;
    }
}
