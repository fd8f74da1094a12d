package dev.hedgerow.server.live;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Holds values against the schemas of the OpenAPI document, as far as it uses JSON Schema; a word
 * that is not known here fails. Stricter than JSON Schema in one thing: an object whose properties
 * are listed has no others, so that nothing is answered that is not described.
 */
final class SchemaCheck {
    private static final Set<String> WORDS =
            Set.of(
                    "type",
                    "properties",
                    "required",
                    "additionalProperties",
                    "items",
                    "enum",
                    "pattern",
                    "format",
                    "minimum",
                    "maximum",
                    "minLength",
                    "maxLength",
                    "minItems",
                    "maxItems",
                    "description",
                    "examples",
                    "contentMediaType",
                    "$ref");

    private final JsonNode document;
    private final List<String> problems = new ArrayList<>();

    SchemaCheck(JsonNode document) {
        this.document = document;
    }

    /** What is wrong with the value; empty when nothing is. */
    List<String> problems(JsonNode schema, JsonNode value) {
        problems.clear();
        check(schema, value, "");
        return List.copyOf(problems);
    }

    private void check(JsonNode schema, JsonNode value, String at) {
        JsonNode reference = schema.get("$ref");
        if (reference != null) {
            check(document.at(reference.asString().substring(1)), value, at);
            return;
        }
        for (String word : schema.propertyNames()) {
            if (!WORDS.contains(word)) {
                problems.add(at + ": the schema says '" + word + "', which is not checked");
            }
        }
        if (schema.has("enum") && !contains(schema.get("enum"), value)) {
            problems.add(at + ": " + value + " is none of " + schema.get("enum"));
        }
        if (!schema.has("type")) {
            return;
        }
        switch (schema.get("type").asString()) {
            case "object" -> object(schema, value, at);
            case "array" -> array(schema, value, at);
            case "string" -> string(schema, value, at);
            case "integer" -> {
                expect(value.isIntegralNumber(), "an integer", value, at);
                range(schema, value, at);
            }
            case "number" -> expect(value.isNumber(), "a number", value, at);
            case "boolean" -> expect(value.isBoolean(), "true or false", value, at);
            default -> problems.add(at + ": unknown type in " + schema);
        }
    }

    private void expect(boolean holds, String what, JsonNode value, String at) {
        if (!holds) {
            problems.add(at + ": " + value + " is not " + what);
        }
    }

    private static boolean contains(JsonNode list, JsonNode value) {
        return list.valueStream().anyMatch(value::equals);
    }

    private void range(JsonNode schema, JsonNode value, String at) {
        if (schema.has("minimum")) {
            expect(value.asLong() >= schema.get("minimum").asLong(), "large enough", value, at);
        }
        if (schema.has("maximum")) {
            expect(value.asLong() <= schema.get("maximum").asLong(), "small enough", value, at);
        }
    }

    private void object(JsonNode schema, JsonNode value, String at) {
        if (!value.isObject()) {
            problems.add(at + ": " + value + " is not an object");
            return;
        }
        JsonNode properties = schema.path("properties");
        schema.path("required")
                .forEach(name ->
                        expect(
                                value.has(name.asString()),
                                "with '" + name.asString() + "'",
                                value,
                                at));
        JsonNode others = schema.path("additionalProperties");
        for (String name : value.propertyNames()) {
            String place = at + "." + name;
            if (properties.has(name)) {
                check(properties.get(name), value.get(name), place);
            } else if (others.isObject()) {
                check(others, value.get(name), place);
            } else if (!properties.isMissingNode()) {
                problems.add(place + " is not described");
            }
        }
    }

    private void array(JsonNode schema, JsonNode value, String at) {
        expect(value.isArray(), "an array", value, at);
        if (schema.has("items")) {
            for (int i = 0; i < value.size(); i++) {
                check(schema.get("items"), value.get(i), at + "[" + i + "]");
            }
        }
    }

    private void string(JsonNode schema, JsonNode value, String at) {
        if (!value.isString()) {
            problems.add(at + ": " + value + " is not a text");
            return;
        }
        String text = value.asString();
        if (schema.has("pattern")) {
            expect(text.matches(schema.get("pattern").asString()), "of the pattern", value, at);
        }
        if (schema.path("format").asString("").equals("date-time")) {
            try {
                Instant.parse(text);
            } catch (DateTimeParseException e) {
                problems.add(at + ": " + value + " is not a time");
            }
        }
    }
}
