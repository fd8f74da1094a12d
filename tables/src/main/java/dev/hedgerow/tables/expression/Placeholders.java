package dev.hedgerow.tables.expression;

import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the placeholders of one request stand for, and which of them its expressions used. Binds
 * parsed expressions; each binding checks what can only be seen with the values.
 */
public final class Placeholders {
    private final Expressions expressions;
    private final Map<String, String> names;
    private final Map<String, Value> values;
    private final Set<String> used = new HashSet<>();

    /**
     * @param names null when the request has none
     * @param values null when the request has none
     * @throws dev.hedgerow.tables.refusal.Refusal when they are there and empty, or badly named
     */
    public Placeholders(
            Expressions expressions,
            Optional<Map<String, String>> names,
            Optional<Map<String, Value>> values) {
        this.expressions = expressions;
        this.names = names.orElse(Map.of());
        this.values = values.orElse(Map.of());
        names.ifPresent(map -> check("ExpressionAttributeNames", map.keySet(), '#'));
        values.ifPresent(map -> check("ExpressionAttributeValues", map.keySet(), ':'));
    }

    private static void check(String parameter, Set<String> keys, char first) {
        if (keys.isEmpty()) {
            throw Sentence.PLACEHOLDERS_EMPTY.refusal(parameter);
        }
        for (String key : keys) {
            if (!Lexer.isPlaceholder(key, first)) {
                throw Sentence.PLACEHOLDER_SYNTAX.refusal(parameter, key);
            }
        }
    }

    /** A filter or a condition. */
    public Condition condition(Kind kind, String text) {
        return new ConditionBinding(this, kind).bind(expressions.condition(kind, text));
    }

    /** What a query asks of the keys. */
    public KeyConditions keyConditions(String text) {
        return KeyConditions.of(condition(Kind.KEY_CONDITION, text));
    }

    public Update update(String text) {
        return new UpdateBinding(this).bind(expressions.update(text));
    }

    public Projection projection(String text) {
        List<Path> bound = new ArrayList<>();
        for (Path path : expressions.projection(text)) {
            bound.add(path(path).orElseThrow(() -> Kind.PROJECTION.refusal(undefinedName(path))));
        }
        PathConflicts.find(bound)
                .ifPresent(fault -> {
                    throw Kind.PROJECTION.refusal(fault);
                });
        return new Projection(bound);
    }

    /**
     * Refuses what is defined and was used by none of the bound expressions.
     *
     * @throws dev.hedgerow.tables.refusal.Refusal when there is such a placeholder
     */
    public void checkAllUsed() {
        checkUsed("ExpressionAttributeNames", names.keySet());
        checkUsed("ExpressionAttributeValues", values.keySet());
    }

    private void checkUsed(String parameter, Set<String> defined) {
        if (!used.containsAll(defined)) {
            var unused = defined.stream().filter(name -> !used.contains(name)).toList();
            throw Sentence.PLACEHOLDER_UNUSED.refusal(parameter, String.join(", ", unused));
        }
    }

    /** The path with names for placeholders; empty when one is not defined. */
    Optional<Path> path(Path path) {
        boolean bound = true;
        for (Path.Step step : path.steps()) {
            bound &= !(step instanceof Path.Step.Placeholder);
        }
        if (bound) {
            return Optional.of(path);
        }
        List<Path.Step> steps = new ArrayList<>(path.steps().size());
        for (Path.Step step : path.steps()) {
            if (step instanceof Path.Step.Placeholder(String placeholder)) {
                String name = names.get(placeholder);
                if (name == null) {
                    return Optional.empty();
                }
                used.add(placeholder);
                steps.add(new Path.Step.Name(name));
            } else {
                steps.add(step);
            }
        }
        return Optional.of(new Path(steps));
    }

    /** What to say of a path that cannot be bound. */
    String undefinedName(Path path) {
        for (Path.Step step : path.steps()) {
            if (step instanceof Path.Step.Placeholder(String placeholder)
                    && !names.containsKey(placeholder)) {
                return Sentence.NAME_UNDEFINED.text(placeholder);
            }
        }
        throw new IllegalArgumentException("it is bound: " + path);
    }

    Optional<Value> value(String placeholder) {
        Value value = values.get(placeholder);
        if (value != null) {
            used.add(placeholder);
        }
        return Optional.ofNullable(value);
    }
}
