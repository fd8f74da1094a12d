package dev.hedgerow.files;

import java.io.InputStream;
import java.util.OptionalLong;

/**
 * Rows as CSV: RFC 4180 in UTF-8 with a header line; a byte order mark, any line end and quoted
 * line ends are fine. What becomes of the columns is said by a {@link CsvMapping}.
 */
public final class Csv {
    /** The longest record that is read, in characters. */
    public static final int MAX_RECORD_CHARACTERS = 4 << 20;

    /** The most columns a file may have. */
    public static final int MAX_COLUMNS = 4096;

    private Csv() {}

    /**
     * Reads the mapping's file.
     *
     * @throws dev.hedgerow.kernel.HedgerowException {@code INPUT_OUTPUT} when it cannot be opened
     */
    public static RowSource open(CsvMapping mapping) {
        return new CsvSource(mapping, Input.open(mapping.file()));
    }

    /** Reads a stream, which the source closes; places name the mapping's file. */
    public static RowSource of(CsvMapping mapping, InputStream stream, OptionalLong bytesTotal) {
        return new CsvSource(mapping, new Input(stream, mapping.file().toString(), bytesTotal));
    }
}
