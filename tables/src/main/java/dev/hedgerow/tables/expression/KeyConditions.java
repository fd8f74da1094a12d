package dev.hedgerow.tables.expression;

import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.value.ScalarOrder;
import dev.hedgerow.tables.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a query asks of keys: one test for each of some attributes.
 *
 * @param tests by attribute, in the order of the request
 */
public record KeyConditions(Map<String, KeyTest> tests) {
    /** The tests that a bound condition consists of. */
    static KeyConditions of(Condition condition) {
        var tests = new LinkedHashMap<String, KeyTest>();
        collect(condition, tests);
        return new KeyConditions(tests);
    }

    private static void collect(Condition condition, Map<String, KeyTest> tests) {
        switch (condition) {
            case Condition.And(var left, var right) -> {
                collect(left, tests);
                collect(right, tests);
            }
            case Condition.Or _ -> throw Sentence.KEY_OPERATOR.refusal("OR");
            case Condition.Not _ -> throw Sentence.KEY_OPERATOR.refusal("NOT");
            case Condition.In _ -> throw Sentence.KEY_OPERATOR.refusal("IN");
            case Condition.Compare(var comparator, var left, var right) ->
                    compare(comparator, left, right, tests);
            case Condition.Between(var operand, var low, var high) -> {
                if (!(operand instanceof Operand.At)) {
                    throw Sentence.KEY_FIRST_OPERAND.refusal("BETWEEN");
                }
                add(operand, new KeyTest.Between(literal(low), literal(high)), tests);
            }
            case Condition.Test(Operand.Call(String name, var arguments)) -> {
                if (!name.equals(Functions.BEGINS_WITH)) {
                    throw Sentence.KEY_OPERATOR.refusal(name);
                }
                if (!(arguments.getFirst() instanceof Operand.At)) {
                    throw Sentence.KEY_FIRST_OPERAND.refusal(name);
                }
                add(arguments.getFirst(), new KeyTest.BeginsWith(literal(arguments.get(1))), tests);
            }
        }
    }

    private static void compare(
            Comparator comparator, Operand left, Operand right, Map<String, KeyTest> tests) {
        if (comparator == Comparator.NOT_EQUAL) {
            throw Sentence.KEY_OPERATOR.refusal(comparator.symbol());
        }
        if (left instanceof Operand.Call || right instanceof Operand.Call) {
            throw Sentence.KEY_NESTED_OPERATION.refusal();
        }
        if (left instanceof Operand.At) {
            add(left, new KeyTest.Compare(comparator, literal(right)), tests);
        } else if (right instanceof Operand.At) {
            add(right, new KeyTest.Compare(comparator.reversed(), literal(left)), tests);
        } else {
            throw Sentence.KEY_NONE.refusal();
        }
    }

    private static Value literal(Operand operand) {
        return switch (operand) {
            case Operand.Literal(Value value) -> value;
            case Operand.At _ -> throw Sentence.KEY_SEVERAL.refusal();
            case Operand.Call _ -> throw Sentence.KEY_NESTED_OPERATION.refusal();
            case Operand.Placeholder _, Operand.Arithmetic _ ->
                    throw new IllegalArgumentException("not in a bound condition: " + operand);
        };
    }

    private static void add(Operand key, KeyTest test, Map<String, KeyTest> tests) {
        Path path = ((Operand.At) key).path();
        if (path.isNested()) {
            throw Sentence.KEY_NESTED_PATH.refusal();
        }
        if (tests.put(path.head(), test) != null) {
            throw Sentence.KEY_TWICE.refusal();
        }
    }

    public Optional<KeyTest> test(String attribute) {
        return Optional.ofNullable(tests.get(attribute));
    }

    /** What is asked of one attribute. */
    public sealed interface KeyTest {
        /** The values it names. */
        List<Value> values();

        /** By any comparator but {@code <>}. */
        record Compare(Comparator comparator, Value value) implements KeyTest {
            @Override
            public List<Value> values() {
                return List.of(value);
            }
        }

        record Between(Value low, Value high) implements KeyTest {
            @Override
            public List<Value> values() {
                return List.of(low, high);
            }
        }

        record BeginsWith(Value prefix) implements KeyTest {
            @Override
            public List<Value> values() {
                return List.of(prefix);
            }
        }

        /** The one value that it accepts, if it is an equality. */
        default Optional<Value> only() {
            return this instanceof Compare(Comparator comparator, Value value)
                            && comparator == Comparator.EQUAL
                    ? Optional.of(value)
                    : Optional.empty();
        }

        /** Whether a value of the key's type passes. */
        default boolean accepts(Value value) {
            return switch (this) {
                case Compare(Comparator comparator, Value other) ->
                        comparator.accepts(ScalarOrder.compare(value, other));
                case Between(Value low, Value high) ->
                        ScalarOrder.compare(value, low) >= 0
                                && ScalarOrder.compare(value, high) <= 0;
                case BeginsWith(Value prefix) -> Evaluation.beginsWith(value, prefix);
            };
        }
    }

    /** How many attributes it speaks of. */
    public int count() {
        return tests.size();
    }

    /** Refuses more conditions than a key can have. */
    public void checkCount(int max) {
        if (tests.isEmpty() || tests.size() > max) {
            throw Sentence.KEY_COUNT.refusal();
        }
    }
}
