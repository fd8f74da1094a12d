package dev.hedgerow.files;

import dev.hedgerow.kernel.Violation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads {@link JsonLines}. */
final class JsonLinesSource implements RowSource {
    private static final char REPLACEMENT = '\ufffd';

    private final Input input;
    private final Lines lines;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();

    JsonLinesSource(Input input) {
        this.input = input;
        this.lines = new Lines(new AfterMark(input), JsonLines.MAX_LINE_BYTES);
    }

    @Override
    public String name() {
        return input.name();
    }

    @Override
    public Optional<Row> next() {
        try {
            while (lines.next()) {
                var row = row(new Place(input.name(), lines.number()));
                if (row.isPresent()) {
                    return row;
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw Input.failed(input.name(), e);
        }
    }

    /** The row of the current line; empty for a blank line. */
    private Optional<Row> row(Place place) {
        if (lines.tooLong()) {
            var problem = "the line is longer than " + JsonLines.MAX_LINE_BYTES + " bytes";
            return Optional.of(new Row.BadRow(place, new Violation(place.toString(), problem)));
        }
        try {
            var text = new String(lines.bytes(), 0, lines.length(), StandardCharsets.UTF_8);
            if (text.indexOf(REPLACEMENT) >= 0) {
                // it stands for what is no character, or for itself
                text = decoder.decode(ByteBuffer.wrap(lines.bytes(), 0, lines.length())).toString();
            }
            return text.isBlank() ? Optional.empty() : Optional.of(JsonRows.parse(place, text));
        } catch (CharacterCodingException _) {
            var violation =
                    new Violation(
                            place.toString(), "the line is not UTF-8", "save the file as UTF-8");
            return Optional.of(new Row.BadRow(place, violation));
        }
    }

    @Override
    public long bytesRead() {
        return input.bytesRead();
    }

    @Override
    public OptionalLong bytesTotal() {
        return input.bytesTotal();
    }

    @Override
    public void close() {
        input.close();
    }
}
