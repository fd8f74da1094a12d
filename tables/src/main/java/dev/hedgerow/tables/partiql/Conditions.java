package dev.hedgerow.tables.partiql;

import dev.hedgerow.tables.expression.Comparator;
import dev.hedgerow.tables.expression.Condition;
import dev.hedgerow.tables.expression.Operand;
import dev.hedgerow.tables.partiql.Token.Form;
import dev.hedgerow.tables.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads conditions. NOT binds closer than AND, and AND closer than OR; comparators, BETWEEN, IN and
 * IS bind closest.
 */
final class Conditions {
    private static final Map<String, Comparator> COMPARATORS =
            Map.of(
                    "=", Comparator.EQUAL,
                    "<>", Comparator.NOT_EQUAL,
                    "!=", Comparator.NOT_EQUAL,
                    "<", Comparator.LESS,
                    "<=", Comparator.LESS_OR_EQUAL,
                    ">", Comparator.GREATER,
                    ">=", Comparator.GREATER_OR_EQUAL);

    private final Tokens tokens;

    private Conditions(Tokens tokens) {
        this.tokens = tokens;
    }

    static Condition read(Tokens tokens) {
        return new Conditions(tokens).or();
    }

    private Condition or() {
        tokens.enter();
        Condition left = and();
        while (tokens.takeWord("OR")) {
            left = new Condition.Or(left, and());
        }
        tokens.leave();
        return left;
    }

    private Condition and() {
        Condition left = not();
        while (tokens.takeWord("AND")) {
            left = new Condition.And(left, not());
        }
        return left;
    }

    private Condition not() {
        if (tokens.takeWord("NOT")) {
            tokens.enter();
            var not = new Condition.Not(not());
            tokens.leave();
            return not;
        }
        if (tokens.take("(")) {
            Condition inner = or();
            tokens.expect(")");
            return inner;
        }
        return predicate();
    }

    private Condition predicate() {
        if (tokens.peek().form() == Form.WORD && tokens.peekAfter().is("(")) {
            String function = tokens.peek().text().toLowerCase(Locale.ROOT);
            switch (function) {
                case "begins_with", "contains", "attribute_type" -> {
                    return test(function);
                }
                default -> {}
            }
        }
        Operand left = operand();
        Comparator comparator =
                tokens.peek().form() == Form.SYMBOL ? COMPARATORS.get(tokens.peek().text()) : null;
        if (comparator != null) {
            tokens.next();
            return new Condition.Compare(comparator, left, operand());
        }
        if (tokens.takeWord("IS")) {
            return is(left);
        }
        boolean not = tokens.takeWord("NOT");
        Condition condition;
        if (tokens.takeWord("BETWEEN")) {
            Operand low = operand();
            tokens.expectWord("AND");
            condition = new Condition.Between(left, low, operand());
        } else if (tokens.takeWord("IN")) {
            condition = new Condition.In(left, candidates());
        } else {
            throw Tokens.malformed("Unexpected term");
        }
        return not ? new Condition.Not(condition) : condition;
    }

    private Condition test(String function) {
        tokens.next();
        tokens.expect("(");
        var arguments = new ArrayList<Operand>();
        arguments.add(operand());
        tokens.expect(",");
        arguments.add(operand());
        tokens.expect(")");
        return new Condition.Test(new Operand.Call(function, arguments));
    }

    private Condition is(Operand left) {
        boolean not = tokens.takeWord("NOT");
        Condition condition;
        if (tokens.takeWord("MISSING")) {
            if (!(left instanceof Operand.At)) {
                throw Tokens.malformed("Expected a path before IS MISSING");
            }
            return new Condition.Test(
                    new Operand.Call(
                            not ? "attribute_exists" : "attribute_not_exists", List.of(left)));
        } else if (tokens.takeWord("NULL")) {
            var type = new Operand.Literal(new Value.Text("NULL"));
            condition = new Condition.Test(new Operand.Call("attribute_type", List.of(left, type)));
        } else {
            throw Tokens.malformed("Expected MISSING or NULL");
        }
        return not ? new Condition.Not(condition) : condition;
    }

    private List<Operand> candidates() {
        var candidates = new ArrayList<Operand>();
        if (tokens.take("?")) {
            Value list = tokens.parameter();
            if (!(list instanceof Value.Sequence(var values))) {
                throw Tokens.malformed("IN needs a list");
            }
            values.forEach(value -> candidates.add(new Operand.Literal(value)));
            return candidates;
        }
        String close = tokens.take("[") ? "]" : ")";
        if (close.equals(")")) {
            tokens.expect("(");
        }
        for (Value value : Values.list(tokens, close)) {
            candidates.add(new Operand.Literal(value));
        }
        if (candidates.isEmpty()) {
            throw Tokens.malformed("IN needs values");
        }
        return candidates;
    }

    /** A value, {@code size} of a path, or a path. */
    private Operand operand() {
        if (Values.isNext(tokens)) {
            return new Operand.Literal(Values.read(tokens));
        }
        if (tokens.peek().isWord("size") && tokens.peekAfter().is("(")) {
            tokens.next();
            tokens.expect("(");
            Operand inner = new Operand.At(tokens.path());
            tokens.expect(")");
            return new Operand.Call("size", List.of(inner));
        }
        return new Operand.At(tokens.path());
    }
}
