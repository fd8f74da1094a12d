package dev.hedgerow.tables.expression;

import dev.hedgerow.tables.value.Value;
import dev.hedgerow.tables.wire.JsonInput;
import dev.hedgerow.tables.wire.JsonOutput;
import dev.hedgerow.tables.wire.ValueWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Items and expressions as a test writes them: JSON with single quotes. */
final class Given {
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, Value> values = new LinkedHashMap<>();

    static Map<String, Value> item(String json) {
        var read = new LinkedHashMap<String, Value>();
        String body = "{\"i\":" + json.replace('\'', '"') + "}";
        JsonInput.read(
                body.getBytes(StandardCharsets.UTF_8),
                (_, input) -> read.putAll(input.attributes().values()));
        return read;
    }

    static String json(Map<String, Value> item) {
        byte[] body =
                JsonOutput.object(out -> {
                    out.writeName("i");
                    new ValueWriter(out).attributes(item);
                });
        String text = new String(body, StandardCharsets.UTF_8).replace('"', '\'');
        return text.substring(5, text.length() - 1);
    }

    static Given value(String placeholder, String json) {
        return new Given().andValue(placeholder, json);
    }

    static Given values(String json) {
        var given = new Given();
        given.values.putAll(item(json));
        return given;
    }

    static Given name(String placeholder, String name) {
        return new Given().andName(placeholder, name);
    }

    static Given nothing() {
        return new Given();
    }

    Given andValue(String placeholder, String json) {
        values.put(placeholder, item("{'v':" + json + "}").get("v"));
        return this;
    }

    Given andName(String placeholder, String name) {
        names.put(placeholder, name);
        return this;
    }

    Placeholders placeholders() {
        return new Placeholders(
                new Expressions(),
                names.isEmpty() ? Optional.empty() : Optional.of(names),
                values.isEmpty() ? Optional.empty() : Optional.of(values));
    }

    boolean isTrue(String condition, String item) {
        Placeholders bound = placeholders();
        Condition tree = bound.condition(Kind.CONDITION, condition);
        bound.checkAllUsed();
        return Evaluation.isTrue(tree, Fields.of(item(item)));
    }

    /** The item after the update, as JSON with single quotes. */
    String update(String expression, String item) {
        Placeholders bound = placeholders();
        Update update = bound.update(expression);
        bound.checkAllUsed();
        return json(update.of(item(item)));
    }
}
