package dev.hedgerow.files;

import org.jspecify.annotations.Nullable;

/** A way to write a {@link ParquetFile}. */
interface ParquetRows extends AutoCloseable {
    /** Adds a row of as many values as there are columns. */
    void append(@Nullable Object[] values);

    /** Takes rows value by value. */
    Cells cells();

    /** Writes the file; how many rows it has. */
    long finish();

    /** Frees everything, and deletes what was not finished. */
    @Override
    void close();
}
