package dev.hedgerow.files;

/**
 * What the values of a {@link Column} are. Every column may hold nulls, and so may the element of a
 * list.
 */
public sealed interface ColumnType {
    /** A type without parameters, and the Java type of its values. */
    enum Scalar implements ColumnType {
        /** {@link Boolean}. */
        BOOL,
        /** {@link Integer}, or a {@link Long} in its range. */
        I32,
        /** {@link Long} or {@link Integer}. */
        I64,
        /** {@link Long} from 0 to 2^32 - 1. */
        U32,
        /** {@link java.math.BigInteger} from 0 to 2^64 - 1, or a non-negative {@link Long}. */
        U64,
        /** {@link Float} or {@link Double}, rounded. */
        F32,
        /** {@link Double} or {@link Float}. */
        F64,
        /** {@link String}. */
        STRING,
        /** {@link java.time.LocalDate}. */
        DATE,
        /** {@link java.time.Instant}, microseconds, in UTC. */
        TIMESTAMP,
        /** {@link java.util.UUID}. */
        UUID,
        /** {@code byte[]}. */
        BLOB
    }

    /**
     * Exact decimals; the values are {@link java.math.BigDecimal} that fit without rounding.
     *
     * @param precision digits in all, 1 to 38
     * @param scale digits behind the point, 0 to {@code precision}
     */
    record Decimal(int precision, int scale) implements ColumnType {
        public Decimal {
            if (precision < 1 || precision > 38 || scale < 0 || scale > precision) {
                throw new IllegalArgumentException("DECIMAL(" + precision + "," + scale + ")");
            }
        }
    }

    /** Lists; the values are {@link java.util.List} of values of the element's type. */
    record ListOf(ColumnType element) implements ColumnType {}
}
