package dev.hedgerow.files;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes rows as {@link JsonLines}; what it writes can be loaded again. Values are typed, as {@link
 * JsonValues} takes them. For one thread.
 */
public final class RowWriter implements AutoCloseable {
    private static final JsonFactory FACTORY = JsonFactory.builder().rootValueSeparator("").build();

    private final String name;
    private final JsonGenerator generator;
    private long rows;

    /**
     * Writes to a stream, which the writer closes.
     *
     * @param name what the stream is called when it fails
     */
    public RowWriter(OutputStream stream, String name) {
        this.name = name;
        this.generator = FACTORY.createGenerator(ObjectWriteContext.empty(), stream);
        generator.configure(StreamWriteFeature.AUTO_CLOSE_CONTENT, false);
    }

    /**
     * Writes a node or edge row as one line.
     *
     * @throws HedgerowException {@code INPUT_OUTPUT} when the stream fails
     */
    public void write(Row row) {
        var json = JsonRows.write(row);
        try {
            write(json);
            generator.writeRaw('\n');
            rows++;
        } catch (JacksonException e) {
            throw failed(e);
        }
    }

    /** How many rows were written. */
    public long rows() {
        return rows;
    }

    /** Passes on what is buffered. */
    public void flush() {
        try {
            generator.flush();
        } catch (JacksonException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        try {
            generator.close();
        } catch (JacksonException e) {
            throw failed(e);
        }
    }

    private void write(@Nullable Object value) {
        switch (value) {
            case null -> generator.writeNull();
            case String text -> generator.writeString(text);
            case Boolean bool -> generator.writeBoolean(bool);
            case Integer number -> generator.writeNumber(number);
            case Long number -> generator.writeNumber(number);
            case BigInteger number -> generator.writeNumber(number);
            case Float number -> generator.writeNumber(number);
            case Double number -> generator.writeNumber(number);
            case List<?> list -> {
                generator.writeStartArray();
                list.forEach(this::write);
                generator.writeEndArray();
            }
            case Map<?, ?> map -> {
                generator.writeStartObject();
                map.forEach((key, member) -> {
                    generator.writeName((String) key);
                    write(member);
                });
                generator.writeEndObject();
            }
            case Object other -> throw new IllegalStateException("Not plain: " + other.getClass());
        }
    }

    private HedgerowException failed(JacksonException cause) {
        return HedgerowException.causedBy(
                cause,
                Failure.INPUT_OUTPUT,
                "Cannot write " + name + ": " + cause.getOriginalMessage());
    }
}
