package dev.hedgerow.tables;

import dev.hedgerow.tables.ItemChange.Act;
import dev.hedgerow.tables.expression.Condition;
import dev.hedgerow.tables.expression.Expressions;
import dev.hedgerow.tables.expression.Kind;
import dev.hedgerow.tables.expression.Update;
import dev.hedgerow.tables.refusal.Refusal;
import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks the parameters of a change as far as no table is needed for it. */
final class ChangeRequests {
    private final Expressions expressions;

    ChangeRequests(Expressions expressions) {
        this.expressions = expressions;
    }

    /** PutItem, UpdateItem or DeleteItem, which the newer layer checks. */
    ItemChange single(Act act, Parameters parameters) {
        checkSingle(act, parameters);
        try {
            return change(act, parameters, true, 0);
        } catch (Refusal refusal) {
            throw refusal.around(Sentence.ENVELOPE.text(""), "");
        }
    }

    private static void checkSingle(Act act, Parameters p) {
        if (p.tableName != null && p.tableName.isEmpty()) {
            throw Sentence.ENVELOPE.refusal(Sentence.MEMBER_TABLE_EMPTY.text());
        }
        if (act == Act.UPDATE) {
            // this operation stops at the first of them
            new Constraints().returnValues(p.returnValues).check();
        }
        var constraints =
                new Constraints()
                        .oneOf(
                                "returnConsumedCapacity",
                                p.returnConsumedCapacity,
                                Constraints.CAPACITY)
                        .returnValues(p.returnValues)
                        .oneOf(
                                "returnItemCollectionMetrics",
                                p.returnItemCollectionMetrics,
                                Constraints.METRICS)
                        .notNull("tableName", p.tableName)
                        .name("tableName", p.tableName, 1)
                        .notNull(act == Act.PUT ? "item" : "key", act == Act.PUT ? p.item : p.key)
                        .oneOf("conditionalOperator", p.conditionalOperator, Constraints.LOGIC)
                        .oneOf(
                                "returnValuesOnConditionCheckFailure",
                                p.returnValuesOnConditionCheckFailure,
                                Constraints.ON_FAILURE);
        if (p.expected != null) {
            for (var each : p.expected.entrySet()) {
                constraints.oneOf(
                        "expected." + each.getKey() + ".member.comparisonOperator",
                        each.getValue().comparisonOperator,
                        Constraints.COMPARISONS);
            }
        }
        constraints.check();
    }

    /** A member of a transaction, which the older layer checks. */
    ItemChange member(Act act, Parameters parameters, int place) {
        return change(act, parameters, false, place);
    }

    private ItemChange change(Act act, Parameters p, boolean newer, int place) {
        var kinds =
                act == Act.UPDATE ? List.of(Kind.UPDATE, Kind.CONDITION) : List.of(Kind.CONDITION);
        var expression = new ExpressionParameters(p, expressions, kinds);
        expression.checkTogether(legacy(act, p), newer);
        p.checkOperator(p.expected);
        Map<String, Value> attributes = Checks.present(act == Act.PUT ? p.item : p.key).values();
        if (act == Act.PUT) {
            Checks.stored(attributes, Sentence.ITEM_SIZE);
        }
        if (act == Act.PUT || act == Act.DELETE) {
            boolean known =
                    p.returnValues == null
                            || p.returnValues.equals("ALL_OLD")
                            || p.returnValues.equals("NONE");
            if (!known) {
                throw Sentence.RETURN_VALUES_OLD.refusal();
            }
        }
        Optional<Update> legacyUpdate =
                Optional.ofNullable(p.attributeUpdates).map(Legacy::updates);
        Optional<Condition> legacyCondition =
                Optional.ofNullable(p.expected)
                        .flatMap(map -> Legacy.expected(map, p.conditionalOperator));
        Optional<Update> update = expression.update().or(() -> legacyUpdate);
        Optional<Condition> condition =
                expression.condition(Kind.CONDITION).or(() -> legacyCondition);
        expression.checkAllUsed();
        return new ItemChange(
                act,
                p.table(),
                attributes,
                condition,
                update,
                "ALL_OLD".equals(p.returnValuesOnConditionCheckFailure),
                place);
    }

    private static List<String> legacy(Act act, Parameters p) {
        var legacy = new ArrayList<String>();
        if (act == Act.UPDATE && p.attributeUpdates != null) {
            legacy.add("AttributeUpdates");
        }
        if (p.expected != null) {
            legacy.add("Expected");
        }
        if (p.conditionalOperator != null) {
            legacy.add("ConditionalOperator");
        }
        return legacy;
    }
}
