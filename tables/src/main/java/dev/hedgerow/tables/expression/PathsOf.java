package dev.hedgerow.tables.expression;

import java.util.ArrayList;
import java.util.List;

/** The paths in a bound tree. */
public final class PathsOf {
    private PathsOf() {}

    public static List<Path> condition(Condition condition) {
        var paths = new ArrayList<Path>();
        collect(condition, paths);
        return paths;
    }

    private static void collect(Condition condition, List<Path> paths) {
        switch (condition) {
            case Condition.And(var left, var right) -> {
                collect(left, paths);
                collect(right, paths);
            }
            case Condition.Or(var left, var right) -> {
                collect(left, paths);
                collect(right, paths);
            }
            case Condition.Not(var inner) -> collect(inner, paths);
            case Condition.Compare(_, var left, var right) -> {
                collect(left, paths);
                collect(right, paths);
            }
            case Condition.Between(var operand, var low, var high) -> {
                collect(operand, paths);
                collect(low, paths);
                collect(high, paths);
            }
            case Condition.In(var operand, var candidates) -> {
                collect(operand, paths);
                candidates.forEach(candidate -> collect(candidate, paths));
            }
            case Condition.Test(var call) -> collect(call, paths);
        }
    }

    private static void collect(Operand operand, List<Path> paths) {
        switch (operand) {
            case Operand.At(Path path) -> paths.add(path);
            case Operand.Call(_, var arguments) ->
                    arguments.forEach(argument -> collect(argument, paths));
            case Operand.Arithmetic(_, var left, var right) -> {
                collect(left, paths);
                collect(right, paths);
            }
            case Operand.Literal _, Operand.Placeholder _ -> {}
        }
    }
}
