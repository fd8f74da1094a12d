package dev.hedgerow.tables.partiql;

import dev.hedgerow.tables.partiql.Token.Form;
import java.util.ArrayList;
import java.util.List;

/** Cuts a statement into its pieces. */
final class Lexer {
    private static final List<String> SYMBOLS = List.of("<<", ">>", "<=", ">=", "<>", "!=");

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String source) {
        this.source = source;
    }

    static List<Token> tokens(String source) {
        var lexer = new Lexer(source);
        while (lexer.at < source.length()) {
            lexer.token();
        }
        lexer.tokens.add(new Token(Form.END, ""));
        return lexer.tokens;
    }

    private void token() {
        char c = source.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
        } else if (source.startsWith("--", at)) {
            int end = source.indexOf('\n', at);
            at = end < 0 ? source.length() : end;
        } else if (c == '\'') {
            tokens.add(new Token(Form.TEXT, quoted(c)));
        } else if (c == '"') {
            tokens.add(new Token(Form.NAME, quoted(c)));
        } else if (isDigit(c) || (c == '.' && isDigit(charAfter()) && !isPath())) {
            number();
        } else if (isLetter(c)) {
            int from = at;
            while (at < source.length()
                    && (isLetter(source.charAt(at)) || isDigit(source.charAt(at)))) {
                at++;
            }
            tokens.add(new Token(Form.WORD, source.substring(from, at)));
        } else {
            symbol();
        }
    }

    /** Whether a point here goes into what stands before it. */
    private boolean isPath() {
        if (tokens.isEmpty()) {
            return false;
        }
        Token before = tokens.getLast();
        return before.form() == Form.WORD || before.form() == Form.NAME || before.is("]");
    }

    private char charAfter() {
        return at + 1 < source.length() ? source.charAt(at + 1) : ' ';
    }

    /** What stands between two quotes; two quotes together are one in the text. */
    private String quoted(char quote) {
        var text = new StringBuilder();
        at++;
        while (at < source.length()) {
            char c = source.charAt(at++);
            if (c != quote) {
                text.append(c);
            } else if (at < source.length() && source.charAt(at) == quote) {
                text.append(c);
                at++;
            } else {
                return text.toString();
            }
        }
        throw Tokens.malformed("Unclosed quotes");
    }

    private void number() {
        int from = at;
        digits();
        if (at < source.length() && source.charAt(at) == '.') {
            at++;
            digits();
        }
        if (at < source.length() && (source.charAt(at) == 'e' || source.charAt(at) == 'E')) {
            at++;
            if (at < source.length() && (source.charAt(at) == '+' || source.charAt(at) == '-')) {
                at++;
            }
            digits();
        }
        tokens.add(new Token(Form.NUMBER, source.substring(from, at)));
    }

    private void digits() {
        while (at < source.length() && isDigit(source.charAt(at))) {
            at++;
        }
    }

    private void symbol() {
        for (String symbol : SYMBOLS) {
            if (source.startsWith(symbol, at)) {
                tokens.add(new Token(Form.SYMBOL, symbol));
                at += symbol.length();
                return;
            }
        }
        tokens.add(new Token(Form.SYMBOL, source.substring(at, at + 1)));
        at++;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
