package dev.hedgerow.files;

/**
 * Takes the values of rows without an object for what is small: those of one row in any order, then
 * its end. A column that was told nothing is null there.
 */
public interface Cells {
    /** A value of BOOL. */
    void bool(int column, boolean value);

    /**
     * A value of I32, I64, U32 or U64, of DATE in days or of TIMESTAMP in microseconds since 1970.
     *
     * @throws IllegalArgumentException when it is out of range
     */
    void number(int column, long value);

    /** A value of F32, to which it is rounded, or of F64. */
    void real(int column, double value);

    /** A value of STRING, in UTF-8. */
    void text(int column, byte[] utf8, int from, int to);

    /** A value of the Java type that {@link ColumnType} names. */
    void value(int column, Object value);

    /** The row has no more values. */
    void endRow();
}
