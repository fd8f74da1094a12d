package dev.hedgerow.tables.partiql;

import dev.hedgerow.tables.expression.Path;
import dev.hedgerow.tables.partiql.Token.Form;
import dev.hedgerow.tables.refusal.Refusal;
import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The pieces of a statement, and what its clauses have in common: names, paths, parameters. */
final class Tokens {
    /** How deep values and conditions may be in one another; no stack is deep enough for more. */
    static final int DEPTH_MAX = 100;

    private static final Set<String> KEYWORDS =
            Set.of(
                    "SELECT",
                    "FROM",
                    "WHERE",
                    "ORDER",
                    "BY",
                    "ASC",
                    "DESC",
                    "INSERT",
                    "INTO",
                    "VALUE",
                    "UPDATE",
                    "SET",
                    "REMOVE",
                    "DELETE",
                    "RETURNING",
                    "AND",
                    "OR",
                    "NOT",
                    "BETWEEN",
                    "IN",
                    "IS",
                    "MISSING",
                    "NULL",
                    "TRUE",
                    "FALSE",
                    "EXISTS");

    private final List<Token> tokens;
    private final List<Value> parameters;
    private int at;
    private int used;
    private int depth;

    Tokens(String source, List<Value> parameters) {
        this.tokens = Lexer.tokens(source);
        this.parameters = parameters;
    }

    static Refusal malformed(String what) {
        return Sentence.STATEMENT_MALFORMED.refusal(what);
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peekAfter() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    Token next() {
        Token token = tokens.get(at);
        if (token.form() != Form.END) {
            at++;
        }
        return token;
    }

    boolean take(String symbol) {
        boolean found = peek().is(symbol);
        at += found ? 1 : 0;
        return found;
    }

    boolean takeWord(String word) {
        boolean found = peek().isWord(word);
        at += found ? 1 : 0;
        return found;
    }

    void expect(String symbol) {
        if (!take(symbol)) {
            throw malformed("Expected " + symbol);
        }
    }

    void expectWord(String word) {
        if (!takeWord(word)) {
            throw malformed("Expected " + word);
        }
    }

    /** Goes into something nested, and out of it with {@link #leave}. */
    void enter() {
        if (++depth > DEPTH_MAX) {
            throw malformed("Too deeply nested");
        }
    }

    void leave() {
        depth--;
    }

    /** The end of the statement; every parameter has a place. */
    void expectEnd() {
        boolean _ = take(";");
        if (peek().form() != Form.END) {
            throw malformed("Unexpected token after expression");
        }
        if (used != parameters.size()) {
            throw Sentence.STATEMENT_PARAMETERS.refusal();
        }
    }

    /** The next parameter. */
    Value parameter() {
        if (used >= parameters.size()) {
            throw Sentence.STATEMENT_PARAMETERS.refusal();
        }
        return parameters.get(used++);
    }

    /** A name, with or without quotes. */
    String name() {
        Token token = next();
        boolean word =
                token.form() == Form.WORD
                        && !KEYWORDS.contains(token.text().toUpperCase(Locale.ROOT));
        if ((!word && token.form() != Form.NAME) || token.text().isEmpty()) {
            throw malformed("Expected identifier");
        }
        return token.text();
    }

    /** A document path. */
    Path path() {
        var steps = new ArrayList<Path.Step>();
        steps.add(new Path.Step.Name(name()));
        while (true) {
            if (take(".")) {
                steps.add(new Path.Step.Name(name()));
            } else if (take("[")) {
                steps.add(step());
                expect("]");
            } else {
                break;
            }
        }
        if (steps.size() > Value.LEVELS_MAX) {
            throw malformed("Too many steps in a path");
        }
        return new Path(List.copyOf(steps));
    }

    private Path.Step step() {
        Token token = next();
        if (token.form() == Form.TEXT) {
            return new Path.Step.Name(token.text());
        }
        try {
            return new Path.Step.Index(Integer.parseInt(token.text()));
        } catch (NumberFormatException _) {
            throw malformed("Invalid path component");
        }
    }
}
