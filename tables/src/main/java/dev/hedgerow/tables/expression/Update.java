package dev.hedgerow.tables.expression;

import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.value.Decimal;
import dev.hedgerow.tables.value.ScalarOrder;
import dev.hedgerow.tables.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A bound update. Every value is computed from the item as it was before, and every path means a
 * place in that item, so that the order of the actions does not matter.
 */
public final class Update {
    private final List<Action> actions;

    /** What is told when a value is of a type that an action does not take. */
    private final Sentence mismatch;

    /**
     * @param actions bound, none of their paths through another
     */
    public Update(List<Action> actions) {
        this(actions, Sentence.UPDATE_OPERAND);
    }

    private Update(List<Action> actions, Sentence mismatch) {
        this.actions = actions;
        this.mismatch = mismatch;
    }

    /** An update by {@code AttributeUpdates}, which has a word of its own for other types. */
    public static Update ofAttributes(List<Action> actions) {
        return new Update(actions, Sentence.UPDATES_MISMATCH);
    }

    /**
     * An update of actions that were read elsewhere.
     *
     * @throws dev.hedgerow.tables.refusal.Refusal when the path of one leads through another's
     */
    public static Update checked(List<Action> actions) {
        PathConflicts.find(actions.stream().map(Action::path).toList())
                .ifPresent(fault -> {
                    throw Kind.UPDATE.refusal(fault);
                });
        return new Update(actions);
    }

    public List<Action> actions() {
        return actions;
    }

    /** The places it changes. */
    public Projection places() {
        return new Projection(actions.stream().map(Action::path).toList());
    }

    /**
     * The item after the update.
     *
     * @param before not changed; for an item that is not there, its key
     * @throws dev.hedgerow.tables.refusal.Refusal when the item is not one that it can change
     */
    public Map<String, Value> of(Map<String, Value> before) {
        Fields item = Fields.of(before);
        List<Change> changes = new ArrayList<>(actions.size());
        for (Action action : actions) {
            // all values before any place, so that a value that is missing is told first
            Optional<Value> value =
                    action instanceof Action.Set(_, Operand operand)
                            ? Optional.of(value(operand, item))
                            : Optional.empty();
            changes.add(new Change(action, value));
        }
        return document(before, PathTree.of(changes, change -> change.action().path()));
    }

    /** An action with the value that it sets, if it sets one. */
    private record Change(Action action, Optional<Value> value) {}

    private Map<String, Value> document(Map<String, Value> before, PathTree<Change> changes) {
        var after = new LinkedHashMap<>(before);
        for (var change : changes.names().entrySet()) {
            String name = change.getKey();
            changed(Optional.ofNullable(before.get(name)), change.getValue())
                    .ifPresentOrElse(value -> after.put(name, value), () -> after.remove(name));
        }
        return after;
    }

    /** Elements that are set behind the end of the list follow one another at its end. */
    private List<Value> sequence(List<Value> before, PathTree<Change> changes) {
        List<Value> after = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            PathTree<Change> change = changes.indexes().get(i);
            if (change == null) {
                after.add(before.get(i));
            } else {
                changed(Optional.of(before.get(i)), change).ifPresent(after::add);
            }
        }
        for (PathTree<Change> change : changes.indexes().tailMap(before.size(), true).values()) {
            changed(Optional.empty(), change).ifPresent(after::add);
        }
        return after;
    }

    private Optional<Value> changed(Optional<Value> before, PathTree<Change> change) {
        if (change.end().isPresent()) {
            return switch (change.end().get().action()) {
                case Action.Set _ -> change.end().get().value();
                case Action.Remove _ -> Optional.empty();
                case Action.Add(_, Operand value) -> Optional.of(added(before, literal(value)));
                case Action.Delete(_, Operand value) -> deleted(before, literal(value));
            };
        }
        if (before.isPresent()
                && before.get() instanceof Value.Document(var attributes)
                && !change.names().isEmpty()) {
            return Optional.of(new Value.Document(document(attributes, change)));
        }
        if (before.isPresent()
                && before.get() instanceof Value.Sequence(var values)
                && !change.indexes().isEmpty()) {
            return Optional.of(new Value.Sequence(sequence(values, change)));
        }
        throw Sentence.UPDATE_PATH.refusal();
    }

    private static Value literal(Operand operand) {
        if (operand instanceof Operand.Literal(Value value)) {
            return value;
        }
        throw new IllegalArgumentException("not a literal: " + operand);
    }

    private Value added(Optional<Value> before, Value change) {
        if (before.isEmpty()) {
            return change;
        }
        if (before.get() instanceof Value.Numeric(Decimal number)
                && change instanceof Value.Numeric(Decimal more)) {
            return new Value.Numeric(number.plus(more));
        }
        if (before.get() instanceof Value.Set set
                && change instanceof Value.Set more
                && set.type() == more.type()) {
            return ScalarOrder.union(set, more);
        }
        throw mismatch.refusal();
    }

    private Optional<Value> deleted(Optional<Value> before, Value change) {
        if (before.isEmpty()) {
            return before;
        }
        if (before.get() instanceof Value.Set set
                && change instanceof Value.Set less
                && set.type() == less.type()) {
            List<Value> rest = ScalarOrder.without(set, less);
            return rest.isEmpty() ? Optional.empty() : Optional.of(new Value.Set(set.type(), rest));
        }
        throw mismatch.refusal();
    }

    private Value value(Operand operand, Fields item) {
        return switch (operand) {
            case Operand.Literal(Value value) -> value;
            case Operand.At(Path path) ->
                    item.at(path).orElseThrow(Sentence.UPDATE_ATTRIBUTE::refusal);
            case Operand.Arithmetic(boolean minus, Operand left, Operand right) -> {
                Decimal x = number(value(left, item));
                Decimal y = number(value(right, item));
                yield new Value.Numeric(minus ? x.minus(y) : x.plus(y));
            }
            case Operand.Call(String name, var arguments) ->
                    name.equals(Functions.LIST_APPEND)
                            ? appended(arguments.get(0), arguments.get(1), item)
                            : existing(arguments, item);
            case Operand.Placeholder(String placeholder) ->
                    throw new IllegalArgumentException("not bound: " + placeholder);
        };
    }

    private Value existing(List<Operand> arguments, Fields item) {
        if (arguments.getFirst() instanceof Operand.At(Path path)) {
            return item.at(path).orElseGet(() -> value(arguments.get(1), item));
        }
        throw new IllegalArgumentException("not a path: " + arguments.getFirst());
    }

    private Value appended(Operand first, Operand second, Fields item) {
        List<Value> all = new ArrayList<>(list(value(first, item)));
        all.addAll(list(value(second, item)));
        return new Value.Sequence(all);
    }

    private List<Value> list(Value value) {
        if (value instanceof Value.Sequence(var values)) {
            return values;
        }
        throw mismatch.refusal();
    }

    private Decimal number(Value value) {
        if (value instanceof Value.Numeric(Decimal number)) {
            return number;
        }
        throw mismatch.refusal();
    }
}
