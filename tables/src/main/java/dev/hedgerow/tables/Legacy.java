package dev.hedgerow.tables;

import dev.hedgerow.tables.expression.Action;
import dev.hedgerow.tables.expression.Comparator;
import dev.hedgerow.tables.expression.Condition;
import dev.hedgerow.tables.expression.KeyConditions;
import dev.hedgerow.tables.expression.KeyConditions.KeyTest;
import dev.hedgerow.tables.expression.Operand;
import dev.hedgerow.tables.expression.Path;
import dev.hedgerow.tables.expression.Projection;
import dev.hedgerow.tables.expression.Update;
import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.value.ScalarOrder;
import dev.hedgerow.tables.value.Type;
import dev.hedgerow.tables.value.Value;
import dev.hedgerow.tables.wire.Attributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes of the parameters of the time before expressions the trees that expressions become. */
final class Legacy {
    private Legacy() {}

    /** {@code AttributesToGet}. */
    static Projection projection(List<String> attributes) {
        var seen = new HashSet<String>();
        for (String attribute : attributes) {
            if (!seen.add(attribute)) {
                throw Sentence.ATTRIBUTES_TO_GET_TWICE.refusal(attribute);
            }
        }
        return new Projection(attributes.stream().map(Path::of).toList());
    }

    /** {@code Expected}, with {@code ConditionalOperator}. */
    static Optional<Condition> expected(
            Map<String, LegacyCondition> conditions, @Nullable String operator) {
        var tests = new ArrayList<Condition>();
        for (var each : conditions.entrySet()) {
            tests.add(expected(each.getKey(), each.getValue()));
        }
        return joined(tests, operator);
    }

    private static Condition expected(String attribute, LegacyCondition condition) {
        String operator = condition.comparisonOperator;
        if (condition.list != null && condition.value != null) {
            throw Sentence.EXPECTED_VALUE_AND_LIST.refusal(attribute);
        }
        if (operator != null) {
            if (condition.exists != null) {
                throw Sentence.EXPECTED_EXISTS_AND_OPERATOR.refusal(attribute);
            }
            boolean none = operator.equals("NULL") || operator.equals("NOT_NULL");
            if (!none && condition.list == null && condition.value == null) {
                throw Sentence.EXPECTED_NO_VALUE.refusal(operator, attribute);
            }
            return test(attribute, operator, values(condition));
        }
        if (condition.list != null) {
            throw Sentence.EXPECTED_LIST_ALONE.refusal(attribute);
        }
        boolean exists = condition.exists == null || condition.exists;
        Attributes value = condition.value;
        if (exists && value == null) {
            throw Sentence.EXPECTED_EXISTS_NO_VALUE.refusal(
                    String.valueOf(condition.exists), attribute);
        }
        if (!exists && value != null) {
            throw Sentence.EXPECTED_NOT_EXISTS_VALUE.refusal(attribute);
        }
        return value == null
                ? call("attribute_not_exists", attribute)
                : compare(Comparator.EQUAL, attribute, only(value));
    }

    /** {@code QueryFilter} or {@code ScanFilter}, with {@code ConditionalOperator}. */
    static Optional<Condition> filter(
            Map<String, LegacyCondition> conditions, @Nullable String operator) {
        var tests = new ArrayList<Condition>();
        for (var each : conditions.entrySet()) {
            String comparison = Checks.present(each.getValue().comparisonOperator);
            tests.add(test(each.getKey(), comparison, values(each.getValue())));
        }
        return joined(tests, operator);
    }

    private static Optional<Condition> joined(List<Condition> tests, @Nullable String operator) {
        boolean or = "OR".equals(operator);
        return tests.stream()
                .reduce((a, b) -> or ? new Condition.Or(a, b) : new Condition.And(a, b));
    }

    private static List<Value> values(LegacyCondition condition) {
        var values = new ArrayList<Value>();
        if (condition.list != null) {
            for (Attributes value : condition.list) {
                values.add(only(value));
            }
        } else if (condition.value != null) {
            values.add(only(condition.value));
        }
        return values;
    }

    private static Value only(Attributes value) {
        return value.values().values().iterator().next();
    }

    private static void check(String operator, List<Value> values) {
        int count = values.size();
        boolean fits =
                switch (operator) {
                    case "NULL", "NOT_NULL" -> count == 0;
                    case "IN" -> count > 0;
                    case "BETWEEN" -> count == 2;
                    default -> count == 1;
                };
        if (!fits) {
            throw Sentence.LEGACY_ARGUMENTS.refusal(operator);
        }
        for (Value value : values) {
            if (value.type() != values.getFirst().type()) {
                throw Sentence.LEGACY_SAME_TYPE.refusal();
            }
            if (!takes(operator, value.type())) {
                throw Sentence.LEGACY_TYPE.refusal(operator, value.type());
            }
        }
        if (operator.equals("BETWEEN") && ScalarOrder.compare(values.get(0), values.get(1)) > 0) {
            throw Sentence.LEGACY_BETWEEN_ORDER.refusal();
        }
    }

    private static boolean takes(String operator, Type type) {
        return switch (operator) {
            case "EQ", "NE" -> true;
            case "BEGINS_WITH" -> type == Type.S || type == Type.B;
            default -> type.isOrdered();
        };
    }

    private static Condition test(String attribute, String operator, List<Value> values) {
        check(operator, values);
        return switch (operator) {
            case "NULL" -> call("attribute_not_exists", attribute);
            case "NOT_NULL" -> call("attribute_exists", attribute);
            case "CONTAINS" -> call("contains", attribute, values.getFirst());
            case "NOT_CONTAINS" ->
                    new Condition.Not(call("contains", attribute, values.getFirst()));
            case "BEGINS_WITH" -> call("begins_with", attribute, values.getFirst());
            case "IN" -> {
                var candidates = new ArrayList<Operand>();
                values.forEach(value -> candidates.add(new Operand.Literal(value)));
                yield new Condition.In(at(attribute), candidates);
            }
            case "BETWEEN" ->
                    new Condition.Between(
                            at(attribute),
                            new Operand.Literal(values.get(0)),
                            new Operand.Literal(values.get(1)));
            default -> compare(comparator(operator), attribute, values.getFirst());
        };
    }

    private static Comparator comparator(String operator) {
        return switch (operator) {
            case "EQ" -> Comparator.EQUAL;
            case "NE" -> Comparator.NOT_EQUAL;
            case "LT" -> Comparator.LESS;
            case "LE" -> Comparator.LESS_OR_EQUAL;
            case "GT" -> Comparator.GREATER;
            case "GE" -> Comparator.GREATER_OR_EQUAL;
            default -> throw new IllegalArgumentException("not checked: " + operator);
        };
    }

    private static Condition compare(Comparator comparator, String attribute, Value value) {
        return new Condition.Compare(comparator, at(attribute), new Operand.Literal(value));
    }

    private static Operand at(String attribute) {
        return new Operand.At(Path.of(attribute));
    }

    private static Condition call(String function, String attribute, Value... values) {
        var arguments = new ArrayList<Operand>();
        arguments.add(at(attribute));
        for (Value value : values) {
            arguments.add(new Operand.Literal(value));
        }
        return new Condition.Test(new Operand.Call(function, arguments));
    }

    /** {@code KeyConditions}. */
    static KeyConditions keyConditions(Map<String, LegacyCondition> conditions) {
        var tests = new LinkedHashMap<String, KeyTest>();
        for (var each : conditions.entrySet()) {
            String operator = Checks.present(each.getValue().comparisonOperator);
            List<Value> values = values(each.getValue());
            check(operator, values);
            tests.put(
                    each.getKey(),
                    switch (operator) {
                        case "EQ", "LT", "LE", "GT", "GE" ->
                                new KeyTest.Compare(comparator(operator), values.getFirst());
                        case "BETWEEN" -> new KeyTest.Between(values.get(0), values.get(1));
                        case "BEGINS_WITH" -> new KeyTest.BeginsWith(values.getFirst());
                        default -> throw Sentence.KEY_NOT_INDEXABLE.refusal();
                    });
        }
        return new KeyConditions(tests);
    }

    /** {@code AttributeUpdates}. */
    static Update updates(Map<String, LegacyUpdate> updates) {
        var actions = new ArrayList<Action>();
        for (var each : updates.entrySet()) {
            actions.add(action(Path.of(each.getKey()), each.getValue()));
        }
        return Update.ofAttributes(actions);
    }

    private static Action action(Path path, LegacyUpdate update) {
        String action = update.action == null ? "PUT" : update.action;
        if (update.value == null) {
            if (!action.equals("DELETE")) {
                throw Sentence.UPDATES_ONLY_DELETE.refusal();
            }
            return new Action.Remove(path);
        }
        Value value = only(update.value);
        var literal = new Operand.Literal(value);
        return switch (action) {
            case "DELETE" -> {
                if (!value.type().isSet()) {
                    throw Sentence.UPDATES_DELETE_TYPE.refusal(value.type());
                }
                yield new Action.Delete(path, literal);
            }
            case "ADD" -> {
                if (value.type() == Type.L) {
                    var none = new Operand.Literal(new Value.Sequence(List.of()));
                    var before =
                            new Operand.Call("if_not_exists", List.of(new Operand.At(path), none));
                    yield new Action.Set(
                            path, new Operand.Call("list_append", List.of(before, literal)));
                }
                if (value.type() != Type.N && !value.type().isSet()) {
                    throw Sentence.UPDATES_ADD_TYPE.refusal(value.type());
                }
                yield new Action.Add(path, literal);
            }
            default -> new Action.Set(path, literal);
        };
    }
}
