package dev.hedgerow.operations;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.VolumeId;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.StdSerializer;

/** Requests, results and rows as JSON; equal values give equal texts. Ids are plain strings. */
final class Json {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .addModule(ids())
                    .build();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ObjectNode tree(byte[] json) {
        try {
            return (ObjectNode) MAPPER.readTree(json);
        } catch (JacksonException | ClassCastException e) {
            throw HedgerowException.causedBy(
                    e, Failure.CORRUPT, "A row of the operations layer is not a JSON object");
        }
    }

    static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    static <T> T read(String what, byte[] json, Class<T> type) {
        return read(what, new String(json, StandardCharsets.UTF_8), type);
    }

    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    static <T> T read(String what, String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JacksonException e) {
            throw HedgerowException.causedBy(
                    e,
                    Failure.CORRUPT,
                    "The stored %s cannot be read as %s: %s"
                            .formatted(what, type.getSimpleName(), e.getOriginalMessage()));
        }
    }

    private static SimpleModule ids() {
        var module = new SimpleModule("ids");
        text(module, OperationId.class, OperationId::new);
        text(module, GraphId.class, GraphId::new);
        text(module, InstanceId.class, InstanceId::new);
        text(module, VolumeId.class, VolumeId::new);
        text(module, Stamp.class, text -> Stamp.parse(text).orElseThrow());
        return module;
    }

    private static <T> void text(SimpleModule module, Class<T> type, Function<String, T> parse) {
        module.addSerializer(type, new Writer<>(type));
        module.addDeserializer(type, new Reader<>(type, parse));
    }

    private static final class Writer<T> extends StdSerializer<T> {
        private Writer(Class<T> type) {
            super(type);
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializationContext context) {
            out.writeString(value.toString());
        }
    }

    private static final class Reader<T> extends StdDeserializer<T> {
        private final transient Function<String, T> parse;

        private Reader(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) {
            return parse.apply(in.getString());
        }
    }
}
