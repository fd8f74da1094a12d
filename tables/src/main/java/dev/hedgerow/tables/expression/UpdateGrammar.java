package dev.hedgerow.tables.expression;

import dev.hedgerow.tables.expression.Token.Form;
import dev.hedgerow.tables.refusal.Sentence;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads updates: sections of SET, REMOVE, ADD and DELETE in any order, each once. */
final class UpdateGrammar extends Grammar {
    private static final Set<String> KEYWORDS = Set.of("SET", "REMOVE", "ADD", "DELETE");

    private final List<Action> actions = new ArrayList<>();
    private final Set<Section> seen = EnumSet.noneOf(Section.class);

    private enum Section {
        SET,
        REMOVE,
        ADD,
        DELETE
    }

    private UpdateGrammar(String source) {
        super(Kind.UPDATE, source, KEYWORDS);
    }

    static List<Action> parse(String source) {
        var grammar = new UpdateGrammar(source);
        do {
            grammar.section();
        } while (grammar.peek().form() != Form.END);
        grammar.checkFaults();
        return List.copyOf(grammar.actions);
    }

    private void section() {
        if (!isKeyword(peek())) {
            throw syntax();
        }
        Section section = Section.valueOf(next().text().toUpperCase(Locale.ROOT));
        if (!seen.add(section)) {
            fault(Rank.SECTION, Sentence.UPDATE_SECTION.text(section));
        }
        do {
            countOperator();
            Path path = path();
            actions.add(
                    switch (section) {
                        case SET -> {
                            expect("=");
                            yield new Action.Set(path, value());
                        }
                        case REMOVE -> new Action.Remove(path);
                        case ADD -> new Action.Add(path, placeholder());
                        case DELETE -> new Action.Delete(path, placeholder());
                    });
        } while (take(","));
    }

    private Operand placeholder() {
        if (peek().form() != Form.VALUE_PLACEHOLDER) {
            throw syntax();
        }
        return operand();
    }

    /** An operand, or a sum or difference of two, the whole in parentheses or not. */
    private Operand value() {
        if (take("(")) {
            countOperator();
            Operand inner = value();
            expect(")");
            return inner instanceof Operand.Arithmetic ? inner : arithmetic(inner);
        }
        return arithmetic(operand());
    }

    private Operand arithmetic(Operand left) {
        if (peek().is("+") || peek().is("-")) {
            countOperator();
            boolean minus = next().is("-");
            return new Operand.Arithmetic(minus, left, operandInParentheses());
        }
        return left;
    }

    @Override
    void checkFunction(String name, List<Operand> arguments) {
        if (!Functions.OF_UPDATES.containsKey(name)) {
            fault(Rank.UNKNOWN_FUNCTION, Sentence.UNKNOWN_FUNCTION.text(name));
        }
    }
}
