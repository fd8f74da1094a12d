package dev.hedgerow.graph.schema;

import dev.hedgerow.graph.schema.Token.Kind;
import dev.hedgerow.kernel.Nearest;
import java.util.List;

/** A place in a list of tokens, and how to go on from there. */
final class Cursor {
    static final List<String> DECLARATIONS = List.of("interface", "node", "edge");

    private final List<Token> tokens;
    private final Problems problems;
    private int at;

    Cursor(List<Token> tokens, Problems problems) {
        this.tokens = tokens;
        this.problems = problems;
    }

    /** Unwinds to where reading can go on; what is wrong has been reported. */
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unreadable() {
            super(null, null, false, false);
        }
    }

    Token peek() {
        return peek(0);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    Token next() {
        Token token = peek();
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    int position() {
        return at;
    }

    boolean accept(String symbol) {
        boolean there = peek().is(symbol);
        if (there) {
            next();
        }
        return there;
    }

    Token expect(String symbol, String after) {
        if (!peek().is(symbol)) {
            throw fail("expected `%s` %s, found %s".formatted(symbol, after, peek()), "");
        }
        return next();
    }

    Token type(String what) {
        if (peek().kind() == Kind.TYPE) {
            return next();
        }
        boolean small = peek().kind() == Kind.NAME && !isDeclaration();
        throw fail(
                "expected the name of %s, found %s".formatted(what, peek()),
                small ? "types begin with a capital: " + capital(peek().text()) : "");
    }

    static String capital(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    Unreadable fail(String problem, String fix) {
        problems.report(peek(), problem, fix);
        return new Unreadable();
    }

    /** Whether there is nothing more to read, or no use in it. */
    boolean isEnd() {
        return peek().kind() == Kind.END || problems.isFull();
    }

    /** Whether a declaration begins here; properties may be called {@code node}. */
    boolean isDeclaration() {
        return peek().kind() == Kind.NAME
                && DECLARATIONS.contains(peek().text())
                && peek(1).kind() == Kind.TYPE;
    }

    boolean isProperty() {
        return (peek().kind() == Kind.NAME || peek().kind() == Kind.TYPE) && peek(1).is(":");
    }

    /** Skips to the next property, rule or end of the body, over at least one token. */
    void skipInBody(int from) {
        if (at == from && !peek().is("}") && !isDeclaration()) {
            next();
        }
        while (!isEnd() && !isDeclaration() && !peek().is("}") && !isProperty()) {
            if (peek().is("@") && peek().line() > tokens.get(at - 1).line()) {
                return;
            }
            next();
        }
    }

    /** Skips to the next declaration. */
    void skipToDeclaration() {
        while (!isEnd() && !isDeclaration()) {
            next();
        }
    }

    /** Reports that no declaration begins here. */
    void reportNoDeclaration() {
        Token found = peek();
        boolean named = found.kind() == Kind.NAME && DECLARATIONS.contains(found.text());
        if (named) {
            next();
            problems.report(
                    peek(),
                    "expected a name that begins with a capital behind `%s`, found %s"
                            .formatted(found.text(), peek()),
                    peek().kind() == Kind.NAME ? "write it as " + capital(peek().text()) : "");
        } else {
            problems.report(
                    found,
                    "expected `interface`, `node` or `edge`, found " + found,
                    found.kind() == Kind.NAME ? Nearest.fix(found.text(), DECLARATIONS) : "");
        }
    }
}
