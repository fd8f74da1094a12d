package dev.hedgerow.tables;

import dev.hedgerow.tables.expression.Condition;
import dev.hedgerow.tables.expression.Expressions;
import dev.hedgerow.tables.expression.Kind;
import dev.hedgerow.tables.expression.Placeholders;
import dev.hedgerow.tables.expression.Projection;
import dev.hedgerow.tables.expression.Update;
import dev.hedgerow.tables.refusal.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The expressions of a request, together with what they stand beside. */
final class ExpressionParameters {
    private final Parameters parameters;
    private final Expressions expressions;
    private final List<Kind> kinds;
    private @Nullable Placeholders placeholders;

    /**
     * @param kinds those that the operation knows, in the order that sentences name them
     */
    ExpressionParameters(Parameters parameters, Expressions expressions, List<Kind> kinds) {
        this.parameters = parameters;
        this.expressions = expressions;
        this.kinds = kinds;
    }

    private @Nullable String text(Kind kind) {
        return switch (kind) {
            case KEY_CONDITION -> parameters.keyConditionExpression;
            case FILTER -> parameters.filterExpression;
            case CONDITION -> parameters.conditionExpression;
            case PROJECTION -> parameters.projectionExpression;
            case UPDATE -> parameters.updateExpression;
        };
    }

    private List<String> given() {
        var given = new ArrayList<String>();
        for (Kind kind : kinds) {
            if (text(kind) != null) {
                given.add(kind.parameter());
            }
        }
        return given;
    }

    /**
     * Refuses expressions beside older parameters, and placeholders without expressions.
     *
     * @param legacy the older parameters that the request has
     * @param newer whether the newer layer speaks, which does not say which expressions lack
     */
    void checkTogether(List<String> legacy, boolean newer) {
        List<String> given = given();
        if (!given.isEmpty() && !legacy.isEmpty()) {
            throw Sentence.EXPRESSIONS_MIXED.refusal(
                    String.join(", ", legacy), String.join(", ", given));
        }
        if (parameters.names != null && given.isEmpty()) {
            throw Sentence.NAMES_ALONE.refusal();
        }
        var valued = kinds.stream().filter(kind -> kind != Kind.PROJECTION).toList();
        boolean alone = valued.stream().allMatch(kind -> text(kind) == null);
        if (parameters.values != null && !valued.isEmpty() && alone) {
            if (newer) {
                throw Sentence.VALUES_ALONE.refusal();
            }
            var names = valued.stream().map(Kind::parameter).toList();
            throw Sentence.VALUES_ALONE_OLDER.refusal(
                    String.join(" and ", names), names.size() > 1 ? "are" : "is");
        }
    }

    /** What the placeholders stand for. */
    Placeholders placeholders() {
        if (placeholders == null) {
            placeholders =
                    new Placeholders(
                            expressions,
                            Optional.ofNullable(parameters.names),
                            Optional.ofNullable(parameters.values)
                                    .map(values ->
                                            values.values(
                                                    Sentence.PLACEHOLDER_VALUE_BEFORE.text(),
                                                    Sentence.PLACEHOLDER_VALUE_AFTER.text())));
        }
        return placeholders;
    }

    Optional<Condition> condition(Kind kind) {
        return Optional.ofNullable(text(kind)).map(text -> placeholders().condition(kind, text));
    }

    Optional<Update> update() {
        return Optional.ofNullable(parameters.updateExpression)
                .map(text -> placeholders().update(text));
    }

    Optional<Projection> projection() {
        return Optional.ofNullable(parameters.projectionExpression)
                .map(text -> placeholders().projection(text));
    }

    /** Refuses placeholders that no expression used. */
    void checkAllUsed() {
        if (!given().isEmpty()) {
            placeholders().checkAllUsed();
        }
    }
}
