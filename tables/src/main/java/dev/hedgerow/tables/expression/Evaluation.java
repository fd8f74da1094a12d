package dev.hedgerow.tables.expression;

import dev.hedgerow.tables.value.ScalarOrder;
import dev.hedgerow.tables.value.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Whether a bound condition is true of an item. What is not there compares as different from
 * everything, and satisfies nothing but {@code <>} and {@code attribute_not_exists}.
 */
public final class Evaluation {
    private Evaluation() {}

    public static boolean isTrue(Condition condition, Fields item) {
        return switch (condition) {
            case Condition.And(var left, var right) -> isTrue(left, item) && isTrue(right, item);
            case Condition.Or(var left, var right) -> isTrue(left, item) || isTrue(right, item);
            case Condition.Not(var inner) -> !isTrue(inner, item);
            case Condition.Compare(var comparator, var left, var right) ->
                    compares(comparator, value(left, item), value(right, item));
            case Condition.Between(var operand, var low, var high) -> {
                Optional<Value> value = value(operand, item);
                yield compares(Comparator.GREATER_OR_EQUAL, value, value(low, item))
                        && compares(Comparator.LESS_OR_EQUAL, value, value(high, item));
            }
            case Condition.In(var operand, var candidates) -> in(operand, candidates, item);
            case Condition.Test(var call) -> test(call, item);
        };
    }

    private static boolean in(Operand operand, List<Operand> candidates, Fields item) {
        Optional<Value> value = value(operand, item);
        for (Operand candidate : candidates) {
            if (compares(Comparator.EQUAL, value, value(candidate, item))) {
                return true;
            }
        }
        return false;
    }

    private static boolean compares(
            Comparator comparator, Optional<Value> left, Optional<Value> right) {
        if (left.isEmpty() || right.isEmpty()) {
            return comparator == Comparator.NOT_EQUAL;
        }
        Value x = left.get();
        Value y = right.get();
        return switch (comparator) {
            case EQUAL -> x.equals(y);
            case NOT_EQUAL -> !x.equals(y);
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
                    x.type() == y.type()
                            && x.type().isOrdered()
                            && comparator.accepts(ScalarOrder.compare(x, y));
        };
    }

    private static Optional<Value> value(Operand operand, Fields item) {
        return switch (operand) {
            case Operand.At(Path path) -> item.at(path);
            case Operand.Literal(Value value) -> Optional.of(value);
            case Operand.Call(_, var arguments) ->
                    value(arguments.getFirst(), item).flatMap(Evaluation::size);
            case Operand.Placeholder _, Operand.Arithmetic _ ->
                    throw new IllegalArgumentException("not in a bound condition: " + operand);
        };
    }

    /** What {@code size} says; nothing for a value that has none. */
    private static Optional<Value> size(Value value) {
        return switch (value) {
            case Value.Text(_, int size) -> Optional.of(Value.Numeric.of(size));
            case Value.Binary(byte[] bytes) -> Optional.of(Value.Numeric.of(bytes.length));
            case Value.Set(_, var members) -> Optional.of(Value.Numeric.of(members.size()));
            case Value.Sequence(var values) -> Optional.of(Value.Numeric.of(values.size()));
            case Value.Document(var attributes) -> Optional.of(Value.Numeric.of(attributes.size()));
            case Value.Numeric _, Value.Bool _, Value.Null _ -> Optional.empty();
        };
    }

    private static boolean test(Operand.Call call, Fields item) {
        List<Operand> arguments = call.arguments();
        Optional<Value> first = value(arguments.getFirst(), item);
        if (call.name().equals(Functions.ATTRIBUTE_EXISTS)) {
            return first.isPresent();
        }
        if (call.name().equals(Functions.ATTRIBUTE_NOT_EXISTS)) {
            return first.isEmpty();
        }
        Optional<Value> second = value(arguments.get(1), item);
        if (first.isEmpty() || second.isEmpty()) {
            return false;
        }
        return switch (call.name()) {
            case Functions.ATTRIBUTE_TYPE ->
                    second.get().equals(new Value.Text(first.get().type().name()));
            case Functions.BEGINS_WITH -> beginsWith(first.get(), second.get());
            case Functions.CONTAINS -> contains(first.get(), second.get());
            default -> throw new IllegalArgumentException("no condition: " + call.name());
        };
    }

    static boolean beginsWith(Value value, Value prefix) {
        return switch (value) {
            case Value.Text(String text, _) ->
                    prefix instanceof Value.Text(String start, _) && text.startsWith(start);
            case Value.Binary(byte[] bytes) ->
                    prefix instanceof Value.Binary(byte[] start)
                            && start.length <= bytes.length
                            && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
            case Value.Numeric _, Value.Bool _, Value.Null _ -> false;
            case Value.Set _, Value.Sequence _, Value.Document _ -> false;
        };
    }

    private static boolean contains(Value value, Value part) {
        return switch (value) {
            case Value.Text(String text, _) ->
                    part instanceof Value.Text(String piece, _) && text.contains(piece);
            case Value.Binary(byte[] bytes) ->
                    part instanceof Value.Binary(byte[] piece) && contains(bytes, piece);
            case Value.Set set -> set.contains(part);
            case Value.Sequence(var values) -> values.contains(part);
            case Value.Numeric _, Value.Bool _, Value.Null _, Value.Document _ -> false;
        };
    }

    private static boolean contains(byte[] bytes, byte[] piece) {
        for (int from = 0; from + piece.length <= bytes.length; from++) {
            if (Arrays.equals(bytes, from, from + piece.length, piece, 0, piece.length)) {
                return true;
            }
        }
        return false;
    }
}
