package dev.hedgerow.tables;

import dev.hedgerow.tables.partiql.Statement;
import dev.hedgerow.tables.partiql.StatementParser;
import dev.hedgerow.tables.value.Value;
import dev.hedgerow.tables.wire.Attributes;
import dev.hedgerow.tables.wire.JsonInput;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement with its parameters, as it was read. */
final class StatementRequest {
    private static final int TEXT_MAX = 8192;
    private static final String PARAMETERS = "Parameters";

    private @Nullable String text;
    private @Nullable List<Attributes> parameters;
    private @Nullable String onFailure;
    private boolean consistent;

    static StatementRequest read(JsonInput input) {
        var request = new StatementRequest();
        input.structure(request::member);
        return request;
    }

    void member(String name, JsonInput input) {
        switch (name) {
            case "Statement" -> text = input.string();
            case PARAMETERS -> parameters = input.list(() -> input.value(PARAMETERS));
            case "ConsistentRead" -> consistent = input.bool();
            case "ReturnValuesOnConditionCheckFailure" -> onFailure = input.string();
            default -> input.skip();
        }
    }

    void check(Constraints constraints, String place) {
        constraints
                .notNull(place + "statement", text)
                .chars(place + "statement", text, 1, TEXT_MAX)
                .length(place + "parameters", parameters, 1, TEXT_MAX)
                .oneOf(
                        place + "returnValuesOnConditionCheckFailure",
                        onFailure,
                        Constraints.ON_FAILURE);
    }

    Statement parse() {
        return StatementParser.parse(text(), values());
    }

    List<Value> values() {
        var values = new ArrayList<Value>();
        if (parameters != null) {
            for (Attributes each : parameters) {
                values.addAll(each.values().values());
            }
        }
        return values;
    }

    String text() {
        return Checks.present(text);
    }

    boolean tellsItem() {
        return "ALL_OLD".equals(onFailure);
    }

    boolean isConsistent() {
        return consistent;
    }
}
