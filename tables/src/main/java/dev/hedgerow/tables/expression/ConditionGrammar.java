package dev.hedgerow.tables.expression;

import dev.hedgerow.tables.expression.Token.Form;
import dev.hedgerow.tables.refusal.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads conditions. NOT binds closer than AND, and AND closer than OR; comparators, BETWEEN and IN
 * bind closest.
 */
final class ConditionGrammar extends Grammar {
    private static final Set<String> KEYWORDS = Set.of("BETWEEN", "IN", "AND", "OR", "NOT");

    private ConditionGrammar(Kind kind, String source) {
        super(kind, source, KEYWORDS);
    }

    static Condition parse(Kind kind, String source) {
        var grammar = new ConditionGrammar(kind, source);
        Condition condition = grammar.condition(grammar.or());
        grammar.expectEnd();
        grammar.checkFaults();
        return condition;
    }

    /**
     * What was read where a condition or one of its operands may stand.
     *
     * @param operand when it is an operand, perhaps a function that is a condition too
     * @param grouped whether it is all that stands between two parentheses
     */
    private record Part(@Nullable Condition condition, @Nullable Operand operand, boolean grouped) {
        static Part of(Condition condition) {
            return new Part(condition, null, false);
        }
    }

    private Condition condition(Part part) {
        if (part.condition != null) {
            return part.condition;
        }
        if (part.operand instanceof Operand.Call call) {
            if (call.name().equals(Functions.SIZE)) {
                fault(Rank.MISUSED_FUNCTION, Sentence.MISUSED_FUNCTION.text(call.name()));
            }
            return new Condition.Test(call);
        }
        throw syntax();
    }

    private Part or() {
        Part left = and();
        while (peek().isWord("OR")) {
            Condition first = condition(left);
            countOperator();
            next();
            left = Part.of(new Condition.Or(first, condition(and())));
        }
        return left;
    }

    private Part and() {
        Part left = not();
        while (peek().isWord("AND")) {
            Condition first = condition(left);
            countOperator();
            next();
            left = Part.of(new Condition.And(first, condition(not())));
        }
        return left;
    }

    private Part not() {
        if (takeWord("NOT")) {
            countOperator();
            return Part.of(new Condition.Not(condition(not())));
        }
        return predicate();
    }

    private Part predicate() {
        Part first = peek().is("(") ? group() : new Part(null, operand(), false);
        if (first.operand == null) {
            return first;
        }
        Comparator comparator = comparator(peek());
        if (comparator != null) {
            next();
            countOperator();
            Operand right = operandInParentheses();
            checkOperands(List.of(first.operand, right));
            return Part.of(new Condition.Compare(comparator, first.operand, right));
        }
        if (takeWord("BETWEEN")) {
            countOperator();
            Operand low = operandInParentheses();
            if (!takeWord("AND")) {
                throw syntax();
            }
            Operand high = operandInParentheses();
            checkOperands(List.of(first.operand, low, high));
            return Part.of(new Condition.Between(first.operand, low, high));
        }
        return takeWord("IN") ? in(first.operand) : first;
    }

    private Part in(Operand operand) {
        countOperator();
        expect("(");
        var candidates = new ArrayList<Operand>();
        do {
            candidates.add(operandInParentheses());
        } while (take(","));
        expect(")");
        checkOperands(List.of(operand));
        checkOperands(candidates);
        return Part.of(new Condition.In(operand, List.copyOf(candidates)));
    }

    private Part group() {
        expect("(");
        countOperator();
        Part inner = or();
        expect(")");
        if (inner.grouped) {
            fault(Rank.PARENTHESES, Sentence.REDUNDANT_PARENTHESES.text());
        }
        return new Part(inner.condition, inner.operand, true);
    }

    private static @Nullable Comparator comparator(Token token) {
        if (token.form() == Form.SYMBOL) {
            for (Comparator comparator : Comparator.values()) {
                if (comparator.symbol().equals(token.text())) {
                    return comparator;
                }
            }
        }
        return null;
    }

    private void checkOperands(List<Operand> operands) {
        for (Operand operand : operands) {
            if (operand instanceof Operand.Call(String name, _) && !name.equals(Functions.SIZE)) {
                fault(Rank.MISUSED_FUNCTION, Sentence.MISUSED_FUNCTION.text(name));
            }
        }
    }

    @Override
    void checkFunction(String name, List<Operand> arguments) {
        if (!Functions.OF_CONDITIONS.containsKey(name)) {
            fault(Rank.UNKNOWN_FUNCTION, Sentence.UNKNOWN_FUNCTION.text(name));
        }
        checkOperands(arguments);
    }
}
