package dev.hedgerow.tables.wire;

import dev.hedgerow.tables.refusal.Refusal;
import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.value.Utf8;
import dev.hedgerow.tables.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * The body of a request, read once from front to back. Each method reads the value the input stands
 * at; a value of another kind is refused as the protocol does it.
 */
public final class JsonInput {
    /** Characters of a name of an attribute, at most. */
    private static final int NAME_MAX = 65_535;

    private static final int NESTING_MAX = 10_000;
    static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(NESTING_MAX)
                                    .maxNameLength(NAME_MAX)
                                    .build())
                    .build();

    private final JsonParser parser;

    private JsonInput(JsonParser parser) {
        this.parser = parser;
    }

    /** Reads the members of the one object that the body is. */
    @FunctionalInterface
    public interface Member {
        /** Reads the value of the member, or {@linkplain JsonInput#skip() skips} it. */
        void read(String name, JsonInput input);
    }

    /**
     * Reads a whole body.
     *
     * @throws Refusal when it is not one JSON object
     */
    public static void read(byte[] body, Member member) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw Sentence.JSON.refusal();
            }
            new JsonInput(parser).members(member);
            if (parser.nextToken() != null) {
                throw Sentence.JSON.refusal();
            }
        } catch (JacksonException _) {
            // what it found is of no use to a client of this protocol, which says nothing either
            throw Sentence.JSON.refusal();
        }
    }

    private void members(Member member) {
        var seen = new HashSet<String>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            if (!seen.add(name)) {
                throw Sentence.JSON.refusal();
            }
            if (parser.nextToken() != JsonToken.VALUE_NULL) {
                member.read(name, this);
            }
        }
    }

    public void skip() {
        parser.skipChildren();
    }

    public String string() {
        return text().text();
    }

    /** The same as a value. */
    public Value.Text text() {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> wholeText();
            case START_OBJECT -> throw Sentence.JSON_MAP_NOT_EXPECTED.refusal();
            case START_ARRAY -> throw Sentence.JSON_LIST_NOT_EXPECTED.refusal();
            default -> throw Sentence.JSON_TO_STRING.refusal(kind());
        };
    }

    private Value.Text wholeText() {
        var text = new Value.Text(parser.getString());
        if (text.size() < 0) {
            throw Sentence.JSON.refusal();
        }
        return text;
    }

    public boolean bool() {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case START_OBJECT -> throw Sentence.JSON_MAP_NOT_EXPECTED.refusal();
            case START_ARRAY -> throw Sentence.JSON_LIST_NOT_EXPECTED.refusal();
            default -> throw Sentence.JSON_TO_BOOLEAN.refusal(kind());
        };
    }

    /** An integer; what lies outside of an int becomes the nearest one. */
    public int integer() {
        return Math.clamp(whole(), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** An integer; what lies outside of a long becomes the nearest one, fractions are dropped. */
    public long whole() {
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> (long) Math.floor(parser.getDoubleValue());
            case START_OBJECT -> throw Sentence.JSON_MAP_NOT_EXPECTED.refusal();
            case START_ARRAY -> throw Sentence.JSON_LIST_NOT_EXPECTED.refusal();
            default -> throw Sentence.JSON_TO_INTEGER.refusal(kind());
        };
    }

    /** A number with a fraction, such as a time in seconds. */
    public double number() {
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case START_OBJECT -> throw Sentence.JSON_MAP_NOT_EXPECTED.refusal();
            case START_ARRAY -> throw Sentence.JSON_LIST_NOT_EXPECTED.refusal();
            default -> throw Sentence.JSON_TO_TIME.refusal(kind());
        };
    }

    private String kind() {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> "TRUE_VALUE";
            case VALUE_FALSE -> "FALSE_VALUE";
            case VALUE_NUMBER_INT -> "NUMBER_VALUE";
            case VALUE_NUMBER_FLOAT -> "DECIMAL_VALUE";
            default -> "STRING_VALUE";
        };
    }

    /** A structure: each member that is not null, once. */
    public void structure(Member member) {
        expectObject();
        members(member);
    }

    /** A map; a null among its values is left out. */
    public <T> Map<String, T> map(Supplier<T> value) {
        expectObject();
        var map = new LinkedHashMap<String, T>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            if (Utf8.length(name) < 0) {
                throw Sentence.JSON.refusal();
            }
            if (parser.nextToken() != JsonToken.VALUE_NULL && map.put(name, value.get()) != null) {
                throw Sentence.JSON.refusal();
            }
        }
        return map;
    }

    /** A list; a null among its values is left out. */
    public <T> List<T> list(Supplier<T> value) {
        expectArray();
        var list = new ArrayList<T>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.VALUE_NULL) {
                list.add(value.get());
            }
        }
        return list;
    }

    /** Named values. */
    public Attributes attributes() {
        expectObject();
        var reader = new ValueReader(this);
        var values = new LinkedHashMap<String, Value>();
        @Nullable String faultyName = null;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (Utf8.length(name) < 0 || values.put(name, reader.value(1)) != null) {
                throw Sentence.JSON.refusal();
            }
            if (faultyName == null && reader.fault() != null) {
                faultyName = name;
            }
        }
        return new Attributes(values, faultyName, reader.fault());
    }

    /** One value, under the name that a refusal calls it by. */
    public Attributes value(String name) {
        var reader = new ValueReader(this);
        var values = new LinkedHashMap<String, Value>();
        values.put(name, reader.value(1));
        return new Attributes(values, name, reader.fault());
    }

    JsonParser parser() {
        return parser;
    }

    void expectObject() {
        switch (parser.currentToken()) {
            case START_OBJECT -> {}
            case START_ARRAY -> throw Sentence.JSON_LIST_NOT_EXPECTED.refusal();
            default -> throw Sentence.JSON_SCALAR_NOT_EXPECTED.refusal();
        }
    }

    void expectArray() {
        switch (parser.currentToken()) {
            case START_ARRAY -> {}
            case START_OBJECT -> throw Sentence.JSON_MAP_NOT_EXPECTED.refusal();
            default -> throw Sentence.JSON_SCALAR_NOT_EXPECTED.refusal();
        }
    }
}
