package dev.hedgerow.graph;

import java.util.List;

/**
 * The type of a property's values; prints as the schema language writes it. The Java type of a
 * value:
 *
 * <pre>
 * String, enum      String                    Date       LocalDate, years 0001 to 9999
 * Bool              Boolean                   DateTime   Instant, microseconds, years 0001 to 9999
 * I32, I64, U32     Long                      Uuid       UUID
 * U64               Long, or BigInteger       Json       {@link Json}
 *                   from 2^63 on              Blob       {@link Blob}
 * F32, F64          Double, finite            Vector(n)  {@link Vector}
 * Decimal(p,s)      BigDecimal of scale s     [T]        List of T's, without nulls
 * </pre>
 */
public sealed interface ValueType {
    /** A type without parameters. */
    enum Scalar implements ValueType {
        STRING("String"),
        BOOL("Bool"),
        I32("I32"),
        I64("I64"),
        U32("U32"),
        U64("U64"),
        F32("F32"),
        F64("F64"),
        DATE("Date"),
        DATE_TIME("DateTime"),
        UUID("Uuid"),
        JSON("Json"),
        BLOB("Blob");

        private final String word;

        Scalar(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /**
     * Exact numbers.
     *
     * @param precision digits in all, 1 to 38
     * @param scale digits behind the point, 0 to the precision
     */
    record Decimal(int precision, int scale) implements ValueType {
        public static final int PRECISION_MAX = 38;

        @Override
        public String toString() {
            return "Decimal(" + precision + "," + scale + ")";
        }
    }

    /**
     * Single-precision floats for nearest-neighbour search.
     *
     * @param dimensions 1 to 16,000
     */
    record VectorOf(int dimensions) implements ValueType {
        public static final int DIMENSIONS_MAX = 16_000;

        @Override
        public String toString() {
            return "Vector(" + dimensions + ")";
        }
    }

    /** One of some words; in the order of the schema. */
    record Enumeration(List<String> values) implements ValueType {
        public Enumeration {
            values = List.copyOf(values);
        }

        @Override
        public String toString() {
            return "enum(" + String.join(", ", values) + ")";
        }
    }

    /** A list whose elements are never null and never lists. */
    record ListOf(ValueType element) implements ValueType {
        @Override
        public String toString() {
            return "[" + element + "]";
        }
    }

    /** Whether values are numbers, which {@code @range} can bound. */
    default boolean isNumber() {
        return switch (this) {
            case Scalar.I32, Scalar.I64, Scalar.U32, Scalar.U64, Scalar.F32, Scalar.F64 -> true;
            case Decimal _ -> true;
            case Scalar _, VectorOf _, Enumeration _, ListOf _ -> false;
        };
    }

    /** Whether values can stand in keys: they have an exact equality and a bounded size. */
    default boolean isKeyable() {
        return switch (this) {
            case Scalar.F32, Scalar.F64, Scalar.JSON, Scalar.BLOB -> false;
            case Scalar _, Decimal _, Enumeration _ -> true;
            case VectorOf _, ListOf _ -> false;
        };
    }

    /** Whether values can stand in {@code @unique} and ordinary {@code @index} entries. */
    default boolean isIndexable() {
        return isKeyable() || this == Scalar.F32 || this == Scalar.F64;
    }
}
