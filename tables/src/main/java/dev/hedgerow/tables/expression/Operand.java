package dev.hedgerow.tables.expression;

import dev.hedgerow.tables.value.Value;
import java.util.List;

/** What has a value. */
public sealed interface Operand {
    /** What stands at a path of the item. */
    record At(Path path) implements Operand {}

    /** What a placeholder stands for; not in a bound tree. */
    record Placeholder(String placeholder) implements Operand {}

    record Literal(Value value) implements Operand {}

    /**
     * A function with its arguments; in a condition it may also be a condition of its own.
     *
     * @param name as it is written
     */
    record Call(String name, List<Operand> arguments) implements Operand {}

    /** A sum or difference. */
    record Arithmetic(boolean minus, Operand left, Operand right) implements Operand {
        String operator() {
            return minus ? "-" : "+";
        }
    }
}
