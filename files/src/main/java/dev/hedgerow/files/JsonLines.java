package dev.hedgerow.files;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.OptionalLong;

/** Rows as JSON Lines: one JSON object per line, UTF-8, blank lines ignored. */
public final class JsonLines {
    /** The longest line that is read, in bytes. */
    public static final int MAX_LINE_BYTES = 4 << 20;

    private JsonLines() {}

    /**
     * Reads a file.
     *
     * @throws dev.hedgerow.kernel.HedgerowException {@code INPUT_OUTPUT} when it cannot be opened
     */
    public static RowSource open(Path file) {
        var input = Input.open(file);
        return new JsonLinesSource(input);
    }

    /** Reads a stream, which the source closes; {@code name} appears in places. */
    public static RowSource of(InputStream stream, String name, OptionalLong bytesTotal) {
        return new JsonLinesSource(new Input(stream, name, bytesTotal));
    }
}
