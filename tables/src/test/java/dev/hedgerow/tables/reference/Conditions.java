package dev.hedgerow.tables.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Conditions of the model: drawn by chance, written as text, judged by the documentation. */
sealed interface Conditions {
    record Both(String word, Conditions left, Conditions right) implements Conditions {}

    record Not(Conditions inner) implements Conditions {}

    record Compare(String operator, Side left, Side right) implements Conditions {}

    record Between(Side value, Side low, Side high) implements Conditions {}

    record In(Side value, List<Side> candidates) implements Conditions {}

    record Function(String name, List<Object> path, Optional<V> argument) implements Conditions {}

    /** An operand. */
    sealed interface Side {
        record At(List<Object> path) implements Side {}

        record Literal(V value) implements Side {}

        record Size(List<Object> path) implements Side {}

        static Side any(SplittableRandom random) {
            return switch (random.nextInt(5)) {
                case 0, 1 -> new At(Places.any(random));
                case 2 -> new Size(Places.any(random));
                default -> new Literal(V.any(random, 1));
            };
        }

        default String text(Text text) {
            return switch (this) {
                case At(var path) -> text.path(path);
                case Literal(V value) -> text.value(value);
                case Size(var path) -> "size(" + text.path(path) + ")";
            };
        }

        default Optional<V> value(Map<String, V> item) {
            return switch (this) {
                case At(var path) -> Places.find(item, path);
                case Literal(V value) -> Optional.of(value);
                case Size(var path) ->
                        Places.find(item, path).flatMap(Side::size).map(size -> V.n(size));
            };
        }

        private static Optional<Integer> size(V value) {
            return switch (value.tag()) {
                case "S" -> Optional.of(value.body().toString().length());
                case "B" ->
                        Optional.of(
                                java.util.Base64.getDecoder()
                                        .decode(value.body().toString())
                                        .length);
                case "L" -> Optional.of(value.elements().size());
                case "M" -> Optional.of(value.attributes().size());
                case "SS", "NS", "BS" -> Optional.of(value.members().size());
                default -> Optional.empty();
            };
        }
    }

    static Conditions any(SplittableRandom random, int levels) {
        return switch (random.nextInt(levels > 0 ? 10 : 7)) {
            case 0, 1, 2 ->
                    new Compare(
                            List.of("=", "<>", "<", "<=", ">", ">=").get(random.nextInt(6)),
                            Side.any(random),
                            Side.any(random));
            case 3 -> new Between(Side.any(random), Side.any(random), Side.any(random));
            case 4 -> {
                var candidates = new ArrayList<Side>();
                for (int i = random.nextInt(1, 4); i > 0; i--) {
                    candidates.add(Side.any(random));
                }
                yield new In(Side.any(random), candidates);
            }
            case 5, 6 -> function(random);
            case 7 -> new Not(any(random, levels - 1));
            default ->
                    new Both(
                            random.nextBoolean() ? "AND" : "OR",
                            any(random, levels - 1),
                            any(random, levels - 1));
        };
    }

    private static Conditions function(SplittableRandom random) {
        List<Object> path = Places.any(random);
        return switch (random.nextInt(5)) {
            case 0 -> new Function("attribute_exists", path, Optional.empty());
            case 1 -> new Function("attribute_not_exists", path, Optional.empty());
            case 2 -> new Function("attribute_type", path, Optional.of(V.any(random, 0)));
            case 3 -> new Function("begins_with", path, Optional.of(V.any(random, 0)));
            default -> new Function("contains", path, Optional.of(V.any(random, 0)));
        };
    }

    default String text(Text text) {
        return switch (this) {
            case Both(String word, var left, var right) -> {
                // AND binds closer than OR: only an OR within an AND needs parentheses
                String first = part(word, left, text);
                yield first + " " + word + " " + part(word, right, text);
            }
            case Not(var inner) -> {
                String written = inner.text(text);
                yield inner instanceof Both ? "NOT (" + written + ")" : "NOT " + written;
            }
            case Compare(String operator, var left, var right) -> {
                String first = left.text(text);
                yield first + " " + operator + " " + right.text(text);
            }
            case Between(var value, var low, var high) -> {
                String first = value.text(text);
                String second = low.text(text);
                yield first + " BETWEEN " + second + " AND " + high.text(text);
            }
            case In(var value, var candidates) -> {
                String first = value.text(text);
                yield first
                        + " IN ("
                        + String.join(", ", candidates.stream().map(c -> c.text(text)).toList())
                        + ")";
            }
            case Function(String name, var path, var argument) -> {
                String first = text.path(path);
                yield name + "(" + first + argument.map(a -> ", " + text.value(a)).orElse("") + ")";
            }
        };
    }

    private static String part(String word, Conditions part, Text text) {
        String written = part.text(text);
        return part instanceof Both(String inner, _, _) && word.equals("AND") && inner.equals("OR")
                ? "(" + written + ")"
                : written;
    }

    /** Refuses what the documentation refuses, the leftmost first. */
    default void check(String parameter) {
        switch (this) {
            case Both(_, var left, var right) -> {
                left.check(parameter);
                right.check(parameter);
            }
            case Not(var inner) -> inner.check(parameter);
            case Compare(String operator, var left, var right) -> {
                distinct(parameter, operator, left, right);
                if (!operator.equals("=") && !operator.equals("<>")) {
                    ordered(parameter, operator, left);
                    ordered(parameter, operator, right);
                }
            }
            case Between between -> checkBetween(parameter, between);
            case In(var value, var candidates) ->
                    candidates.forEach(each -> distinct(parameter, "IN", value, each));
            case Function function -> checkFunction(parameter, function);
        }
    }

    private static void checkFunction(String parameter, Function function) {
        String tag = function.argument.map(V::tag).orElse("");
        boolean wrong =
                switch (function.name) {
                    case "begins_with" -> !tag.equals("S") && !tag.equals("B");
                    case "attribute_type" -> !tag.equals("S");
                    default -> false;
                };
        if (wrong) {
            throw new Wrong(
                    "Invalid %s: Incorrect operand type for operator or function; operator or function: %s, operand type: %s"
                            .formatted(parameter, function.name, tag));
        }
        if (function.name.equals("attribute_type")) {
            String type = function.argument.orElseThrow().body().toString();
            if (!List.of("S", "N").contains(type)) {
                throw new Wrong(
                        "Invalid %s: Invalid attribute type name found; type: %s, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}"
                                .formatted(parameter, type));
            }
        }
    }

    private static void distinct(String parameter, String operator, Side left, Side right) {
        if (left instanceof Side.At(var path) && left.equals(right)) {
            throw new Wrong(
                    "Invalid %s: The first operand must be distinct from the remaining operands for this operator or function; operator: %s, first operand: %s"
                            .formatted(parameter, operator, Places.shown(path)));
        }
    }

    private static void ordered(String parameter, String operator, Side side) {
        if (side instanceof Side.Literal(V value)
                && !List.of("S", "N", "B").contains(value.tag())) {
            throw new Wrong(
                    "Invalid %s: Incorrect operand type for operator or function; operator: %s, operand type: %s"
                            .formatted(parameter, operator, value.tag()));
        }
    }

    private static void checkBetween(String parameter, Between between) {
        for (Side side : List.of(between.value, between.low, between.high)) {
            ordered(parameter, "BETWEEN", side);
        }
        if (between.low instanceof Side.Literal(V low)
                && between.high instanceof Side.Literal(V high)) {
            String bounds =
                    "lower bound operand: AttributeValue: {%s:%s}, upper bound operand: AttributeValue: {%s:%s}"
                            .formatted(low.tag(), plain(low), high.tag(), plain(high));
            if (!low.tag().equals(high.tag())) {
                throw new Wrong(
                        "Invalid %s: The BETWEEN operator requires same data type for lower and upper bounds; %s"
                                .formatted(parameter, bounds));
            }
            if (order(low, high) > 0) {
                throw new Wrong(
                        "Invalid %s: The BETWEEN operator requires upper bound to be greater than or equal to lower bound; %s"
                                .formatted(parameter, bounds));
            }
        }
    }

    private static String plain(V value) {
        return value.tag().equals("N") ? value.number().toPlainString() : value.body().toString();
    }

    private static int order(V a, V b) {
        return a.tag().equals("N")
                ? a.number().compareTo(b.number())
                // the model's texts are ASCII, and its binaries zeros
                : a.body().toString().compareTo(b.body().toString());
    }

    default boolean holds(Map<String, V> item) {
        return switch (this) {
            case Both(String word, var left, var right) ->
                    word.equals("AND")
                            ? left.holds(item) && right.holds(item)
                            : left.holds(item) || right.holds(item);
            case Not(var inner) -> !inner.holds(item);
            case Compare(String operator, var left, var right) ->
                    compares(operator, left.value(item), right.value(item));
            case Between(var value, var low, var high) ->
                    compares(">=", value.value(item), low.value(item))
                            && compares("<=", value.value(item), high.value(item));
            case In(var value, var candidates) ->
                    candidates.stream()
                            .anyMatch(c -> compares("=", value.value(item), c.value(item)));
            case Function function -> function(function, Places.find(item, function.path));
        };
    }

    private static boolean compares(String operator, Optional<V> left, Optional<V> right) {
        boolean equal = left.isPresent() && left.equals(right);
        if (operator.equals("=") || operator.equals("<>")) {
            return operator.equals("=") == equal;
        }
        if (left.isEmpty() || right.isEmpty()) {
            return false;
        }
        V x = left.get();
        V y = right.get();
        if (!x.tag().equals(y.tag()) || !List.of("S", "N", "B").contains(x.tag())) {
            return false;
        }
        int order = order(x, y);
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    private static boolean function(Function function, Optional<V> found) {
        if (function.name.equals("attribute_exists")) {
            return found.isPresent();
        }
        if (function.name.equals("attribute_not_exists")) {
            return found.isEmpty();
        }
        if (found.isEmpty()) {
            return false;
        }
        V value = found.get();
        V argument = function.argument.orElseThrow();
        return switch (function.name) {
            case "attribute_type" -> value.tag().equals(argument.body());
            case "begins_with" ->
                    value.tag().equals(argument.tag())
                            && (value.tag().equals("S")
                                    ? value.body().toString().startsWith(argument.body().toString())
                                    : size(value) >= size(argument));
            default ->
                    switch (value.tag()) {
                        case "S" ->
                                argument.tag().equals("S")
                                        && value.body()
                                                .toString()
                                                .contains(argument.body().toString());
                        case "B" -> argument.tag().equals("B") && size(value) >= size(argument);
                        case "L" -> value.elements().contains(argument);
                        case "SS", "NS" -> value.members().contains(argument);
                        default -> false;
                    };
        };
    }

    /** The model's binaries are all zeros, so that their length says everything. */
    private static int size(V binary) {
        return java.util.Base64.getDecoder().decode(binary.body().toString()).length;
    }
}
