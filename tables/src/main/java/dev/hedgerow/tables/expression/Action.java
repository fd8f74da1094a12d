package dev.hedgerow.tables.expression;

/** One change that an update makes. */
public sealed interface Action {
    Path path();

    record Set(Path path, Operand value) implements Action {}

    record Remove(Path path) implements Action {}

    /** Adds to a number or to a set. */
    record Add(Path path, Operand value) implements Action {}

    /** Takes members out of a set. */
    record Delete(Path path, Operand value) implements Action {}
}
