package dev.hedgerow.tables.expression;

import dev.hedgerow.tables.expression.Token.Form;
import dev.hedgerow.tables.refusal.Refusal;
import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.value.Utf8;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the grammars of conditions, updates and projections have in common: paths, operands and
 * functions. A text that follows no rule is refused at once. What follows the rules but is wrong
 * nevertheless is collected: the text is read to its end, and of the faults one is told, by rank.
 */
abstract class Grammar {
    /** Bytes of an expression at most. */
    static final int LENGTH_MAX = 4 * 1024;

    /** Operators and functions of an expression at most. */
    static final int OPERATORS_MAX = 300;

    /** Steps of a path at most. */
    private static final int STEPS_MAX = 32;

    private final Kind kind;
    private final String source;
    private final List<Token> tokens;
    private final Set<String> keywords;
    private int at;
    private int operators;
    private final Map<Rank, String> faults = new EnumMap<>(Rank.class);

    /** Faults that need no placeholder to be seen, the one that is told first before the others. */
    enum Rank {
        PARENTHESES,
        RESERVED_IN_UPDATE,
        UNKNOWN_FUNCTION,
        MISUSED_FUNCTION,
        RESERVED,
        SECTION
    }

    Grammar(Kind kind, String source, Set<String> keywords) {
        this.kind = kind;
        this.source = source;
        this.keywords = keywords;
        if (source.isEmpty()) {
            throw kind.refusal(Sentence.EXPRESSION_EMPTY.text());
        }
        int length = Utf8.length(source);
        if (length > LENGTH_MAX) {
            throw kind.refusal(Sentence.EXPRESSION_SIZE.text(length));
        }
        tokens = Lexer.tokens(source);
    }

    /** Notes a fault of the rank, unless there is one. */
    final void fault(Rank rank, String fault) {
        faults.putIfAbsent(rank, fault);
    }

    /** Refuses the expression for the first of its faults, if it has one. */
    final void checkFaults() {
        if (operators > OPERATORS_MAX) {
            throw kind.refusal(Sentence.EXPRESSION_OPERATORS.text(operators));
        }
        if (!faults.isEmpty()) {
            throw kind.refusal(faults.values().iterator().next());
        }
    }

    final Kind kind() {
        return kind;
    }

    final void countOperator() {
        // far above the limit no text is worth reading on, and no stack is deep enough
        if (++operators > 2 * OPERATORS_MAX) {
            throw kind.refusal(Sentence.EXPRESSION_OPERATORS.text(operators));
        }
    }

    final Token peek() {
        return tokens.get(at);
    }

    final Token peekAfter() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    final Token next() {
        Token token = tokens.get(at);
        if (token.form() != Form.END) {
            at++;
        }
        return token;
    }

    final boolean take(String symbol) {
        boolean found = peek().is(symbol);
        if (found) {
            at++;
        }
        return found;
    }

    final boolean takeWord(String word) {
        boolean found = peek().isWord(word);
        if (found) {
            at++;
        }
        return found;
    }

    final void expect(String symbol) {
        if (!take(symbol)) {
            throw syntax();
        }
    }

    final void expectEnd() {
        if (peek().form() != Form.END) {
            throw syntax();
        }
    }

    /** What stands here follows no rule. */
    final Refusal syntax() {
        Token token = peek();
        int from = at > 0 ? tokens.get(at - 1).from() : token.from();
        int to = token.form() == Form.END ? token.to() : nearEnd();
        String shown = token.form() == Form.END ? "<EOF>" : token.text();
        return kind.refusal(Sentence.EXPRESSION_SYNTAX.text(shown, source.substring(from, to)));
    }

    private int nearEnd() {
        Token after = tokens.get(at + 1);
        return after.form() == Form.END ? tokens.get(at).to() : after.to();
    }

    final boolean isKeyword(Token token) {
        return token.form() == Form.WORD
                && keywords.contains(token.text().toUpperCase(Locale.ROOT));
    }

    final Path path() {
        var steps = new ArrayList<Path.Step>();
        steps.add(name());
        while (true) {
            if (take(".")) {
                steps.add(name());
            } else if (take("[")) {
                steps.add(index());
                expect("]");
            } else {
                break;
            }
        }
        if (steps.size() > STEPS_MAX) {
            throw kind.refusal(Sentence.PATH_STEPS.text(steps.size()));
        }
        return new Path(List.copyOf(steps));
    }

    private Path.Step name() {
        Token token = peek();
        if (token.form() == Form.NAME_PLACEHOLDER) {
            at++;
            return new Path.Step.Placeholder(token.text());
        }
        if (token.form() != Form.WORD || isKeyword(token)) {
            throw syntax();
        }
        at++;
        if (ReservedWords.contains(token.text())) {
            Rank rank = kind == Kind.UPDATE ? Rank.RESERVED_IN_UPDATE : Rank.RESERVED;
            fault(rank, Sentence.RESERVED_WORD.text(token.text()));
        }
        return new Path.Step.Name(token.text());
    }

    private Path.Step index() {
        Token token = peek();
        if (token.form() != Form.NUMBER) {
            throw syntax();
        }
        at++;
        try {
            return new Path.Step.Index(Integer.parseInt(token.text()));
        } catch (NumberFormatException _) {
            throw kind.refusal(Sentence.LIST_INDEX.text(token.text()));
        }
    }

    /** A placeholder, a function or a path. */
    final Operand operand() {
        Token token = peek();
        if (token.form() == Form.VALUE_PLACEHOLDER) {
            at++;
            return new Operand.Placeholder(token.text());
        }
        if (token.form() == Form.WORD && !isKeyword(token) && peekAfter().is("(")) {
            return call();
        }
        return new Operand.At(path());
    }

    private Operand.Call call() {
        countOperator();
        String name = next().text();
        expect("(");
        var arguments = new ArrayList<Operand>();
        do {
            arguments.add(operandInParentheses());
        } while (take(","));
        expect(")");
        checkFunction(name, arguments);
        return new Operand.Call(name, List.copyOf(arguments));
    }

    /** Looks at a function that was read. */
    abstract void checkFunction(String name, List<Operand> arguments);

    /** An operand, in parentheses or not. */
    final Operand operandInParentheses() {
        int opened = 0;
        while (take("(")) {
            countOperator();
            opened++;
        }
        Operand operand = operand();
        for (int i = 0; i < opened; i++) {
            expect(")");
        }
        if (opened > 1) {
            fault(Rank.PARENTHESES, Sentence.REDUNDANT_PARENTHESES.text());
        }
        return operand;
    }
}
