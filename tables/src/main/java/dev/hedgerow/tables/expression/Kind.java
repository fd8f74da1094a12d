package dev.hedgerow.tables.expression;

import dev.hedgerow.tables.refusal.Refusal;
import dev.hedgerow.tables.refusal.Sentence;

/** The parameters that hold an expression. */
public enum Kind {
    KEY_CONDITION("KeyConditionExpression"),
    FILTER("FilterExpression"),
    CONDITION("ConditionExpression"),
    PROJECTION("ProjectionExpression"),
    UPDATE("UpdateExpression");

    private final String parameter;

    Kind(String parameter) {
        this.parameter = parameter;
    }

    /** The name of the parameter. */
    public String parameter() {
        return parameter;
    }

    /** A refusal of an expression of this kind. */
    Refusal refusal(String fault) {
        return Sentence.EXPRESSION.refusal(parameter, fault);
    }
}
