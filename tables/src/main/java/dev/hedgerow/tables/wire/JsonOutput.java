package dev.hedgerow.tables.wire;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/** Makes the body of an answer. */
public final class JsonOutput {
    private static final int ROOM = 1024;

    /** Beyond it room is made as it is needed. */
    private static final int ROOM_MAX = 1 << 20;

    private JsonOutput() {}

    /** One object with what the function writes into it. */
    public static byte[] object(Consumer<JsonGenerator> members) {
        return object(0, members);
    }

    /**
     * The same for an answer that has items.
     *
     * @param itemBytes how many bytes they count, about
     */
    public static byte[] object(long itemBytes, Consumer<JsonGenerator> members) {
        var bytes = new ByteArrayOutputStream(ROOM + (int) Math.min(itemBytes, ROOM_MAX));
        try (JsonGenerator out =
                JsonInput.FACTORY.createGenerator(
                        ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8)) {
            out.writeStartObject();
            members.accept(out);
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }
}
