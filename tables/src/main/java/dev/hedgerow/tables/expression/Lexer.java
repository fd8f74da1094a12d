package dev.hedgerow.tables.expression;

import dev.hedgerow.tables.expression.Token.Form;
import java.util.ArrayList;
import java.util.List;

/** Cuts an expression into its pieces. What belongs nowhere becomes a symbol of its own. */
final class Lexer {
    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String source) {
        this.source = source;
    }

    static List<Token> tokens(String source) {
        var lexer = new Lexer(source);
        lexer.run();
        return lexer.tokens;
    }

    private void run() {
        while (at < source.length()) {
            char c = source.charAt(at);
            if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
                at++;
            } else if (isLetter(c)) {
                add(Form.WORD, end(at));
            } else if (isDigit(c)) {
                int to = at;
                while (to < source.length() && isDigit(source.charAt(to))) {
                    to++;
                }
                add(Form.NUMBER, to);
            } else if ((c == '#' || c == ':') && end(at + 1) > at + 1) {
                add(c == '#' ? Form.NAME_PLACEHOLDER : Form.VALUE_PLACEHOLDER, end(at + 1));
            } else {
                add(Form.SYMBOL, at + symbol());
            }
        }
        add(Form.END, at);
    }

    /** After the last character that may be in a word. */
    private int end(int from) {
        int to = from;
        while (to < source.length() && isPart(source.charAt(to))) {
            to++;
        }
        return to;
    }

    private int symbol() {
        String rest = source.substring(at, Math.min(at + 2, source.length()));
        boolean two = rest.equals("<=") || rest.equals(">=") || rest.equals("<>");
        return two || Character.isHighSurrogate(rest.charAt(0)) ? rest.length() : 1;
    }

    private void add(Form form, int to) {
        tokens.add(new Token(form, source.substring(at, to), at, to));
        at = to;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isPart(char c) {
        return isLetter(c) || isDigit(c) || c == '_';
    }

    /** Whether the text is a placeholder with this first character. */
    static boolean isPlaceholder(String text, char first) {
        if (text.length() < 2 || text.charAt(0) != first) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            if (!isPart(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
