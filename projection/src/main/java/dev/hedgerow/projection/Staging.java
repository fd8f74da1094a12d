package dev.hedgerow.projection;

import dev.hedgerow.files.Cells;
import dev.hedgerow.files.Column;
import dev.hedgerow.files.ParquetFile;
import java.nio.file.Path;
import java.util.List;

/** How the rows of a table come to a file that the engine loads. */
public interface Staging {
    /**
     * Begins a file.
     *
     * @param file where it will be
     * @param spill a folder for what does not fit in memory
     */
    Rows begin(Path file, List<Column> columns, Path spill);

    /** A file that is being written, by one platform thread. */
    interface Rows extends AutoCloseable {
        /** Takes the rows. */
        Cells cells();

        /** Writes the file, and tells how many rows it has. */
        long finish();

        /** Frees everything; without {@link #finish} before it no file is left. */
        @Override
        void close();
    }

    /**
     * Parquet, as the engine reads it.
     *
     * @param memoryBytes what may be held in memory
     */
    static Staging parquet(long memoryBytes) {
        return (file, columns, spill) -> {
            var parquet =
                    ParquetFile.create(file, columns, new ParquetFile.Scratch(spill, memoryBytes));
            return new Rows() {
                @Override
                public Cells cells() {
                    return parquet.cells();
                }

                @Override
                public long finish() {
                    return parquet.finish();
                }

                @Override
                public void close() {
                    parquet.close();
                }
            };
        };
    }
}
