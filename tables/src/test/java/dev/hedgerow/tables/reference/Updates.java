package dev.hedgerow.tables.reference;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Updates of the model. They are applied to a copy of the item that is changed in place: removed
 * elements leave a mark, elements behind the end wait, and at the end marks go and waiters come.
 */
record Updates(List<Act> acts) {
    static final String MISMATCH = "An operand in the update expression has an incorrect data type";

    private static final V MARK = V.s("removed");

    /** One action; what SET assigns is one of three forms. */
    record Act(
            String section, List<Object> path, Optional<Expression> value, Optional<V> literal) {}

    /**
     * What SET assigns.
     *
     * @param form "", "+", "-", "list_append" or "if_not_exists"
     */
    record Expression(String form, Conditions.Side left, Optional<Conditions.Side> right) {}

    static Updates any(SplittableRandom random) {
        List<Act> acts = new ArrayList<>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            List<Object> path = Places.any(random);
            acts.add(
                    switch (random.nextInt(6)) {
                        case 0 -> new Act("REMOVE", path, Optional.empty(), Optional.empty());
                        case 1 ->
                                new Act(
                                        "ADD",
                                        path,
                                        Optional.empty(),
                                        Optional.of(V.any(random, 0)));
                        case 2 ->
                                new Act(
                                        "DELETE",
                                        path,
                                        Optional.empty(),
                                        Optional.of(V.any(random, 0)));
                        default ->
                                new Act(
                                        "SET",
                                        path,
                                        Optional.of(expression(random)),
                                        Optional.empty());
                    });
        }
        return new Updates(acts);
    }

    private static Expression expression(SplittableRandom random) {
        return switch (random.nextInt(7)) {
            case 0 -> new Expression("+", side(random), Optional.of(side(random)));
            case 1 -> new Expression("-", side(random), Optional.of(side(random)));
            case 2 -> new Expression("list_append", side(random), Optional.of(side(random)));
            case 3 ->
                    new Expression(
                            "if_not_exists",
                            new Conditions.Side.At(Places.any(random)),
                            Optional.of(side(random)));
            default -> new Expression("", side(random), Optional.empty());
        };
    }

    private static Conditions.Side side(SplittableRandom random) {
        return random.nextInt(3) == 0
                ? new Conditions.Side.At(Places.any(random))
                : new Conditions.Side.Literal(V.any(random, 1));
    }

    /** The text: sections in the order SET, REMOVE, ADD, DELETE. */
    String text(Text text) {
        var sections = new ArrayList<String>();
        for (String section : List.of("SET", "REMOVE", "ADD", "DELETE")) {
            var parts = new ArrayList<String>();
            for (Act act : acts) {
                if (act.section.equals(section)) {
                    String path = text.path(act.path);
                    String equals = act.value.map(value -> " = " + written(value, text)).orElse("");
                    String literal = act.literal.map(value -> " " + text.value(value)).orElse("");
                    parts.add(path + equals + literal);
                }
            }
            if (!parts.isEmpty()) {
                sections.add(section + " " + String.join(", ", parts));
            }
        }
        return String.join(" ", sections);
    }

    private static String written(Expression expression, Text text) {
        String left = expression.left.text(text);
        String right = expression.right.map(side -> side.text(text)).orElse("");
        return switch (expression.form) {
            case "" -> left;
            case "+", "-" -> left + " " + expression.form + " " + right;
            default -> expression.form + "(" + left + ", " + right + ")";
        };
    }

    /** The actions in the order in which the text has them. */
    Updates written() {
        var ordered = new ArrayList<Act>();
        for (String section : List.of("SET", "REMOVE", "ADD", "DELETE")) {
            acts.stream().filter(act -> act.section.equals(section)).forEach(ordered::add);
        }
        return new Updates(ordered);
    }

    void check() {
        Places.checkApart("UpdateExpression", acts.stream().map(Act::path).toList());
        for (Act act : acts) {
            if (act.literal.isPresent()) {
                V literal = act.literal.get();
                boolean fits =
                        literal.isSet() || (act.section.equals("ADD") && literal.tag().equals("N"));
                if (!fits) {
                    throw new Wrong(
                            "Invalid UpdateExpression: Incorrect operand type for operator or function; operator: %s, operand type: %s, typeSet: ALLOWED_FOR_ADD_OPERAND"
                                    .formatted(act.section, word(literal.tag())));
                }
            }
        }
        for (Act act : acts) {
            act.value.ifPresent(Updates::check);
        }
    }

    private static void check(Expression expression) {
        String wanted =
                switch (expression.form) {
                    case "+", "-" -> "N";
                    case "list_append" -> "L";
                    default -> "";
                };
        if (wanted.isEmpty()) {
            return;
        }
        for (Conditions.Side side : List.of(expression.left, expression.right.orElseThrow())) {
            if (side instanceof Conditions.Side.Literal(V value) && !value.tag().equals(wanted)) {
                throw new Wrong(
                        "Invalid UpdateExpression: Incorrect operand type for operator or function; operator or function: %s, operand type: %s"
                                .formatted(expression.form, value.tag()));
            }
        }
    }

    private static String word(String tag) {
        return switch (tag) {
            case "S" -> "STRING";
            case "N" -> "NUMBER";
            case "B" -> "Binary";
            case "L" -> "LIST";
            case "M" -> "MAP";
            default -> tag;
        };
    }

    /** The item after the update. */
    Map<String, V> apply(Map<String, V> before) {
        var assigned = new ArrayList<Optional<V>>();
        for (Act act : acts) {
            assigned.add(act.value.map(expression -> value(expression, before)));
        }
        V item = copy(V.map(before));
        var waiting = new IdentityHashMap<List<V>, TreeMap<Integer, V>>();
        for (int i = 0; i < acts.size(); i++) {
            apply(acts.get(i), assigned.get(i), item, waiting);
        }
        return settled(item, waiting).attributes();
    }

    private static V operand(Conditions.Side side, Map<String, V> item) {
        return side.value(item)
                .orElseThrow(() ->
                        new Wrong(
                                "The provided expression refers to an attribute that does not exist in the item"));
    }

    private static V value(Expression expression, Map<String, V> item) {
        if (expression.form.equals("if_not_exists")) {
            return expression
                    .left
                    .value(item)
                    .orElseGet(() -> operand(expression.right.orElseThrow(), item));
        }
        V left = operand(expression.left, item);
        if (expression.form.isEmpty()) {
            return left;
        }
        String wanted = expression.form.equals("list_append") ? "L" : "N";
        if (!left.tag().equals(wanted)) {
            throw operandType();
        }
        V right = operand(expression.right.orElseThrow(), item);
        if (!right.tag().equals(wanted)) {
            throw operandType();
        }
        if (wanted.equals("L")) {
            List<V> all = new ArrayList<>(left.elements());
            all.addAll(right.elements());
            return new V("L", all);
        }
        return V.n(
                expression.form.equals("+")
                        ? left.number().add(right.number())
                        : left.number().subtract(right.number()));
    }

    private static Wrong operandType() {
        return new Wrong(MISMATCH);
    }

    private static void apply(
            Act act, Optional<V> assigned, V item, Map<List<V>, TreeMap<Integer, V>> waiting) {
        List<Object> above = act.path.subList(0, act.path.size() - 1);
        Object last = act.path.getLast();
        V parent = Places.find(item.attributes(), above).orElseThrow(Updates::noPath);
        if (!parent.tag().equals(last instanceof Integer ? "L" : "M")) {
            throw noPath();
        }
        Optional<V> before = Places.find(Map.of("p", parent), List.of("p", last));
        Optional<V> after =
                switch (act.section) {
                    case "SET" -> assigned;
                    case "REMOVE" -> Optional.empty();
                    case "ADD" -> Optional.of(added(before, act.literal.orElseThrow()));
                    default -> deleted(before, act.literal.orElseThrow());
                };
        if (last instanceof Integer index) {
            List<V> elements = parent.elements();
            if (index < elements.size()) {
                elements.set(index, after.orElse(MARK));
            } else if (after.isPresent()) {
                waiting.computeIfAbsent(elements, _ -> new TreeMap<>()).put(index, after.get());
            }
        } else if (after.isPresent()) {
            parent.attributes().put(last.toString(), after.get());
        } else {
            parent.attributes().remove(last.toString());
        }
    }

    private static Wrong noPath() {
        return new Wrong(
                "The document path provided in the update expression is invalid for update");
    }

    private static V added(Optional<V> before, V more) {
        if (before.isEmpty()) {
            return more;
        }
        if (!before.get().tag().equals(more.tag())) {
            throw operandType();
        }
        if (more.tag().equals("N")) {
            return V.n(before.get().number().add(more.number()));
        }
        Set<V> members = new LinkedHashSet<>(before.get().members());
        members.addAll(more.members());
        return new V(more.tag(), members);
    }

    private static Optional<V> deleted(Optional<V> before, V less) {
        if (before.isEmpty()) {
            return before;
        }
        if (!before.get().tag().equals(less.tag())) {
            throw operandType();
        }
        Set<V> members = new LinkedHashSet<>(before.get().members());
        members.removeAll(less.members());
        return members.isEmpty() ? Optional.empty() : Optional.of(new V(less.tag(), members));
    }

    private static V copy(V value) {
        if (value.tag().equals("L")) {
            return new V(
                    "L", new ArrayList<>(value.elements().stream().map(Updates::copy).toList()));
        }
        if (value.tag().equals("M")) {
            var attributes = new LinkedHashMap<String, V>();
            value.attributes().forEach((name, inner) -> attributes.put(name, copy(inner)));
            return V.map(attributes);
        }
        return value;
    }

    @SuppressWarnings("ReferenceEquality") // the mark is one object; a client's text may equal it
    private static V settled(V value, Map<List<V>, TreeMap<Integer, V>> waiting) {
        if (value.tag().equals("L")) {
            List<V> elements = new ArrayList<>();
            for (V element : value.elements()) {
                if (element != MARK) {
                    elements.add(settled(element, waiting));
                }
            }
            elements.addAll(waiting.getOrDefault(value.elements(), new TreeMap<>()).values());
            return new V("L", elements);
        }
        if (value.tag().equals("M")) {
            var attributes = new LinkedHashMap<String, V>();
            value.attributes()
                    .forEach((name, inner) -> attributes.put(name, settled(inner, waiting)));
            return V.map(attributes);
        }
        return value;
    }
}
