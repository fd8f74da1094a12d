package dev.hedgerow.tables.expression;

import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.value.ScalarOrder;
import dev.hedgerow.tables.value.Type;
import dev.hedgerow.tables.value.Value;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Puts names and values into a condition; refuses operands that cannot be meant. */
final class ConditionBinding {
    private static final int CANDIDATES_MAX = 100;

    private final Placeholders placeholders;
    private final Kind kind;

    ConditionBinding(Placeholders placeholders, Kind kind) {
        this.placeholders = placeholders;
        this.kind = kind;
    }

    Condition bind(Condition condition) {
        return switch (condition) {
            case Condition.And(var left, var right) -> new Condition.And(bind(left), bind(right));
            case Condition.Or(var left, var right) -> new Condition.Or(bind(left), bind(right));
            case Condition.Not(var inner) -> new Condition.Not(bind(inner));
            case Condition.Compare(var comparator, var left, var right) ->
                    compare(comparator, operand(left), operand(right));
            case Condition.Between(var operand, var low, var high) ->
                    between(operand(operand), operand(low), operand(high));
            case Condition.In(var operand, var candidates) -> in(operand(operand), candidates);
            case Condition.Test(var call) -> new Condition.Test(call(call));
        };
    }

    private Operand operand(Operand operand) {
        return switch (operand) {
            case Operand.At(Path path) ->
                    new Operand.At(
                            placeholders
                                    .path(path)
                                    .orElseThrow(
                                            () -> kind.refusal(placeholders.undefinedName(path))));
            case Operand.Placeholder(String placeholder) ->
                    new Operand.Literal(
                            placeholders
                                    .value(placeholder)
                                    .orElseThrow(() ->
                                            kind.refusal(
                                                    Sentence.VALUE_UNDEFINED.text(placeholder))));
            case Operand.Call call -> call(call);
            case Operand.Literal _, Operand.Arithmetic _ -> operand;
        };
    }

    private Condition compare(Comparator comparator, Operand left, Operand right) {
        checkDistinct(comparator.symbol(), left, right);
        if (comparator != Comparator.EQUAL && comparator != Comparator.NOT_EQUAL) {
            checkOrdered(comparator.symbol(), left);
            checkOrdered(comparator.symbol(), right);
        }
        return new Condition.Compare(comparator, left, right);
    }

    private Condition between(Operand operand, Operand low, Operand high) {
        for (Operand each : List.of(operand, low, high)) {
            checkOrdered("BETWEEN", each);
        }
        if (low instanceof Operand.Literal(Value from)
                && high instanceof Operand.Literal(Value to)) {
            if (from.type() != to.type()) {
                throw kind.refusal(Sentence.BETWEEN_TYPES.text(shown(from), shown(to)));
            }
            if (ScalarOrder.compare(from, to) > 0) {
                throw kind.refusal(Sentence.BETWEEN_ORDER.text(shown(from), shown(to)));
            }
        }
        return new Condition.Between(operand, low, high);
    }

    private static String shown(Value value) {
        String content =
                switch (value) {
                    case Value.Text(String text, _) -> text;
                    case Value.Numeric(var number) -> number.toString();
                    case Value.Binary(byte[] bytes) -> Base64.getEncoder().encodeToString(bytes);
                    case Value.Bool _, Value.Null _, Value.Set _ -> "";
                    case Value.Sequence _, Value.Document _ -> "";
                };
        return "AttributeValue: {" + value.type() + ":" + content + "}";
    }

    private Condition in(Operand operand, List<Operand> candidates) {
        List<Operand> bound = new ArrayList<>(candidates.size());
        for (Operand candidate : candidates) {
            bound.add(operand(candidate));
        }
        if (bound.size() > CANDIDATES_MAX) {
            throw kind.refusal(Sentence.IN_OPERANDS.text(bound.size()));
        }
        for (Operand candidate : bound) {
            checkDistinct("IN", operand, candidate);
        }
        return new Condition.In(operand, bound);
    }

    private Operand.Call call(Operand.Call call) {
        List<Operand> arguments = new ArrayList<>(call.arguments().size());
        for (Operand argument : call.arguments()) {
            arguments.add(operand(argument));
        }
        String name = call.name();
        Integer expected = Functions.OF_CONDITIONS.get(name);
        if (expected == null || expected != arguments.size()) {
            throw kind.refusal(Sentence.OPERAND_COUNT.text(name, arguments.size()));
        }
        if (arguments.size() == 2) {
            checkDistinct(name, arguments.get(0), arguments.get(1));
        }
        checkArguments(name, arguments);
        return new Operand.Call(name, arguments);
    }

    private void checkArguments(String name, List<Operand> arguments) {
        Operand first = arguments.getFirst();
        switch (name) {
            case Functions.ATTRIBUTE_EXISTS, Functions.ATTRIBUTE_NOT_EXISTS -> {
                if (!(first instanceof Operand.At)) {
                    throw kind.refusal(Sentence.PATH_REQUIRED.text(name));
                }
            }
            case Functions.BEGINS_WITH -> {
                for (Operand argument : arguments) {
                    if (argument instanceof Operand.Call) {
                        throw kind.refusal(Sentence.FUNCTION_OPERAND.text(name, Type.N));
                    }
                    if (argument instanceof Operand.Literal(Value value)
                            && value.type() != Type.S
                            && value.type() != Type.B) {
                        throw kind.refusal(Sentence.FUNCTION_OPERAND.text(name, value.type()));
                    }
                }
            }
            case Functions.ATTRIBUTE_TYPE -> checkTypeName(arguments.get(1));
            case Functions.SIZE -> {
                if (first instanceof Operand.Literal(Value value)
                        && (value.type() == Type.N
                                || value.type() == Type.BOOL
                                || value.type() == Type.NULL)) {
                    throw kind.refusal(Sentence.FUNCTION_OPERAND.text(name, value.type()));
                }
            }
            default -> {}
        }
    }

    private void checkTypeName(Operand operand) {
        String name = Functions.ATTRIBUTE_TYPE;
        if (!(operand instanceof Operand.Literal(Value value))) {
            throw kind.refusal(
                    Sentence.FUNCTION_OPERAND.text(name, "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}"));
        }
        if (!(value instanceof Value.Text(String type, _))) {
            throw kind.refusal(Sentence.FUNCTION_OPERAND.text(name, value.type()));
        }
        for (Type known : Type.values()) {
            if (known.name().equals(type)) {
                return;
            }
        }
        throw kind.refusal(Sentence.TYPE_NAME.text(type));
    }

    private void checkDistinct(String operator, Operand first, Operand second) {
        if (first instanceof Operand.At(Path path) && first.equals(second)) {
            throw kind.refusal(Sentence.OPERANDS_DISTINCT.text(operator, path));
        }
    }

    private void checkOrdered(String operator, Operand operand) {
        if (operand instanceof Operand.Literal(Value value) && !value.type().isOrdered()) {
            throw kind.refusal(Sentence.OPERATOR_OPERAND.text(operator, value.type()));
        }
    }
}
