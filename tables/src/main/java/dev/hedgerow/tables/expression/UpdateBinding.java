package dev.hedgerow.tables.expression;

import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.value.Type;
import dev.hedgerow.tables.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts names and values into an update. Of all faults the first of the lowest rank is told, as
 * DynamoDB does: names, values, paths that meet, operands of ADD and DELETE, functions.
 */
final class UpdateBinding {
    private static final Value NOTHING = new Value.Null();

    private final Placeholders placeholders;
    private @Nullable String name;
    private @Nullable String value;
    private @Nullable String operand;
    private @Nullable String function;

    UpdateBinding(Placeholders placeholders) {
        this.placeholders = placeholders;
    }

    Update bind(List<Action> actions) {
        List<Action> bound = new ArrayList<>(actions.size());
        for (Action action : actions) {
            Path path = path(action.path());
            bound.add(
                    switch (action) {
                        case Action.Set(_, Operand value) -> new Action.Set(path, operand(value));
                        case Action.Remove _ -> new Action.Remove(path);
                        case Action.Add(_, Operand value) ->
                                new Action.Add(path, change("ADD", value));
                        case Action.Delete(_, Operand value) ->
                                new Action.Delete(path, change("DELETE", value));
                    });
        }
        refuse(name);
        refuse(value);
        refuse(PathConflicts.find(bound.stream().map(Action::path).toList()).orElse(null));
        refuse(operand);
        refuse(function);
        return new Update(bound);
    }

    private static void refuse(@Nullable String fault) {
        if (fault != null) {
            throw Kind.UPDATE.refusal(fault);
        }
    }

    private Path path(Path path) {
        Optional<Path> bound = placeholders.path(path);
        if (bound.isEmpty() && name == null) {
            name = placeholders.undefinedName(path);
        }
        return bound.orElse(path);
    }

    private Operand operand(Operand operand) {
        return switch (operand) {
            case Operand.At(Path path) -> new Operand.At(path(path));
            case Operand.Placeholder(String placeholder) -> literal(placeholder);
            case Operand.Call(String function, var arguments) -> call(function, arguments);
            case Operand.Arithmetic sum -> {
                Operand left = operand(sum.left());
                Operand right = operand(sum.right());
                checkType(sum.operator(), Type.N, left, right);
                yield new Operand.Arithmetic(sum.minus(), left, right);
            }
            case Operand.Literal _ -> operand;
        };
    }

    private Operand literal(String placeholder) {
        Optional<Value> bound = placeholders.value(placeholder);
        if (bound.isEmpty() && value == null) {
            value = Sentence.VALUE_UNDEFINED.text(placeholder);
        }
        return new Operand.Literal(bound.orElse(NOTHING));
    }

    private Operand call(String called, List<Operand> arguments) {
        List<Operand> bound = new ArrayList<>(arguments.size());
        for (Operand argument : arguments) {
            bound.add(operand(argument));
        }
        Integer expected = Functions.OF_UPDATES.get(called);
        if (expected == null || expected != bound.size()) {
            fault(Sentence.OPERAND_COUNT.text(called, bound.size()));
        } else if (called.equals(Functions.LIST_APPEND)) {
            checkType(called, Type.L, bound.get(0), bound.get(1));
        } else if (!(bound.getFirst() instanceof Operand.At)) {
            fault(Sentence.PATH_REQUIRED.text(called));
        }
        return new Operand.Call(called, bound);
    }

    private void checkType(String called, Type type, Operand... operands) {
        for (Operand each : operands) {
            if (each instanceof Operand.Literal(Value literal) && literal.type() != type) {
                fault(Sentence.FUNCTION_OPERAND.text(called, literal.type()));
            }
        }
    }

    private void fault(String fault) {
        if (function == null) {
            function = fault;
        }
    }

    /** The operand of ADD or DELETE. */
    private Operand change(String operator, Operand change) {
        Operand bound = operand(change);
        if (bound instanceof Operand.Literal(Value literal)) {
            boolean fits =
                    literal.type().isSet() || (operator.equals("ADD") && literal.type() == Type.N);
            if (!fits && operand == null) {
                operand = Sentence.CHANGE_OPERAND.text(operator, literal.type().word());
            }
        }
        return bound;
    }
}
