package dev.hedgerow.tables.expression;

import java.util.List;

/** What is true or false of an item. */
public sealed interface Condition {
    record And(Condition left, Condition right) implements Condition {}

    record Or(Condition left, Condition right) implements Condition {}

    record Not(Condition condition) implements Condition {}

    record Compare(Comparator comparator, Operand left, Operand right) implements Condition {}

    record Between(Operand operand, Operand low, Operand high) implements Condition {}

    record In(Operand operand, List<Operand> candidates) implements Condition {}

    /** A function that says yes or no. */
    record Test(Operand.Call call) implements Condition {}
}
