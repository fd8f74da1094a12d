package dev.hedgerow.tables.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Writes a statement, with values as literals or as parameters. */
final class StatementText {
    private final SplittableRandom random;
    private final List<V> parameters = new ArrayList<>();

    StatementText(SplittableRandom random) {
        this.random = random;
    }

    String value(V value) {
        boolean literal =
                switch (value.tag()) {
                    case "S", "N", "BOOL", "NULL" -> random.nextBoolean();
                    default -> false;
                };
        if (!literal) {
            parameters.add(value);
            return "?";
        }
        return switch (value.tag()) {
            case "S" -> "'" + value.body() + "'";
            case "N" -> value.number().toPlainString();
            case "NULL" -> "NULL";
            default -> value.body().toString();
        };
    }

    String path(List<Object> path) {
        var text = new StringBuilder();
        for (Object step : path) {
            if (step instanceof Integer) {
                text.append('[').append(step).append(']');
            } else {
                text.append(text.isEmpty() ? "" : ".").append('"').append(step).append('"');
            }
        }
        return text.toString();
    }

    private String side(Conditions.Side side) {
        return switch (side) {
            case Conditions.Side.At(var path) -> path(path);
            case Conditions.Side.Literal(V value) -> value(value);
            case Conditions.Side.Size(var path) -> "size(" + path(path) + ")";
        };
    }

    String condition(Conditions condition) {
        return switch (condition) {
            case Conditions.Both(String word, var left, var right) -> {
                String first = "(" + condition(left) + ") ";
                yield first + word + " (" + condition(right) + ")";
            }
            case Conditions.Not(var inner) -> "NOT (" + condition(inner) + ")";
            case Conditions.Compare(String operator, var left, var right) -> {
                String first = side(left);
                yield first + " " + operator + " " + side(right);
            }
            case Conditions.Between(var value, var low, var high) -> {
                String first = side(value);
                String second = side(low);
                yield first + " BETWEEN " + second + " AND " + side(high);
            }
            case Conditions.In(var value, var candidates) -> {
                String first = side(value);
                yield first
                        + " IN ["
                        + String.join(", ", candidates.stream().map(this::side).toList())
                        + "]";
            }
            case Conditions.Function(String name, var path, var argument) ->
                    switch (name) {
                        case "attribute_exists" -> path(path) + " IS NOT MISSING";
                        case "attribute_not_exists" -> path(path) + " IS MISSING";
                        default -> {
                            String first = path(path);
                            yield name + "(" + first + ", " + value(argument.orElseThrow()) + ")";
                        }
                    };
        };
    }

    /** The statement with its parameters, as a request or a part of one. */
    String json(String statement) {
        String values = String.join(",", parameters.stream().map(V::json).toList());
        return "{\"Statement\":\"%s\"%s}"
                .formatted(
                        statement.replace("\"", "\\\""),
                        values.isEmpty() ? "" : ",\"Parameters\":[" + values + "]");
    }
}
