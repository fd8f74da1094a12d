package dev.hedgerow.graph.schema;

import dev.hedgerow.graph.schema.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts a schema's text into tokens; reports what is none and goes on behind it. */
final class Lexer {
    private static final String SYMBOLS = "{}()[],:=?@";
    private static final int HEX = 16;
    private static final int ASCII_MAX = 127;

    private final String text;
    private final Problems problems;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private int lineStart;
    private int counted;
    private int characters;

    private Lexer(String text, Problems problems) {
        this.text = text;
        this.problems = problems;
    }

    /** The tokens; the last one is always an END. */
    static List<Token> tokens(String text, Problems problems) {
        var lexer = new Lexer(text, problems);
        lexer.run();
        return lexer.tokens;
    }

    private void run() {
        if (text.startsWith("\ufeff")) {
            at = 1;
            lineStart = 1;
        }
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                at++;
                line++;
                lineStart = at;
            } else if (c == ' ' || c == '\t' || c == '\r') {
                at++;
            } else if (text.startsWith("//", at)) {
                lineComment();
            } else if (text.startsWith("/*", at)) {
                blockComment();
            } else {
                token(c);
            }
        }
        add(Kind.END, "", at);
    }

    private void token(char c) {
        int start = at;
        if (c == '"') {
            text();
        } else if (text.startsWith("->", at) || text.startsWith("..", at)) {
            at += 2;
            add(Kind.SYMBOL, text.substring(start, at), start);
        } else if (isDigit(c) || (c == '-' && isDigit(peek(1)))) {
            number();
        } else if (isWord(c)) {
            word();
            add(isUpper(c) ? Kind.TYPE : Kind.NAME, text.substring(start, at), start);
        } else if (SYMBOLS.indexOf(c) >= 0) {
            at++;
            add(Kind.SYMBOL, String.valueOf(c), start);
        } else {
            stray(c);
        }
    }

    private void stray(char c) {
        int start = at;
        int character = text.codePointAt(at);
        at += Character.charCount(character);
        String fix =
                switch (c) {
                    case ';' -> "separate properties by a new line or a comma";
                    case '\'' -> "write texts in double quotes";
                    case '#' -> "begin comments with //";
                    default -> "";
                };
        problems.report(
                line,
                column(start),
                Character.isISOControl(character)
                        ? "there is the control character %d".formatted(character)
                        : "`" + Character.toString(character) + "` means nothing here",
                fix);
    }

    private void lineComment() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
    }

    private void blockComment() {
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
            problems.report(line, column(at), "the comment is not closed", "add */");
            at = text.length();
            return;
        }
        for (int i = at; i < end; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        at = end + 2;
    }

    private void number() {
        int start = at;
        at++;
        while (isDigit(peek(0))) {
            at++;
        }
        if (peek(0) == '.' && isDigit(peek(1))) {
            at++;
            while (isDigit(peek(0))) {
                at++;
            }
        }
        boolean word = isWord(peek(0)) || (peek(0) == '-' && isWord(peek(1)));
        if (word) {
            word();
        }
        add(word ? Kind.WORD : Kind.NUMBER, text.substring(start, at), start);
    }

    /** Hyphens inside count, for the words of an enum; in {@code a->b} they do not. */
    private void word() {
        while (isWord(peek(0)) || (peek(0) == '-' && isWord(peek(1)))) {
            at++;
        }
    }

    private void text() {
        int start = at;
        var meaning = new StringBuilder();
        at++;
        while (peek(0) != '"') {
            if (at >= text.length() || peek(0) == '\n') {
                problems.report(
                        line,
                        column(start),
                        "the text is not closed in its line",
                        "add \" and write \\n for a line break");
                add(Kind.TEXT, meaning.toString(), start);
                return;
            }
            if (peek(0) == '\\') {
                escape(meaning);
            } else {
                meaning.append(text.charAt(at++));
            }
        }
        at++;
        if (meaning.codePoints().anyMatch(Lexer::isHalf)) {
            problems.report(
                    line, column(start), "the text has half a surrogate pair, no character", "");
        }
        add(Kind.TEXT, meaning.toString(), start);
    }

    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private void escape(StringBuilder meaning) {
        char escaped = peek(1);
        switch (escaped) {
            case '"', '\\', '/' -> meaning.append(escaped);
            case 'n' -> meaning.append('\n');
            case 't' -> meaning.append('\t');
            case 'r' -> meaning.append('\r');
            case 'u' -> {
                unicode(meaning);
                return;
            }
            default -> {
                boolean end = escaped == '\n' || at + 1 >= text.length();
                problems.report(
                        line,
                        column(at),
                        end
                                ? "the text ends in a backslash"
                                : "`\\" + escaped + "` means nothing in a text",
                        end ? "" : "write `\\\\" + escaped + "` for a backslash");
                at += end ? 1 : 2;
                return;
            }
        }
        at += 2;
    }

    private void unicode(StringBuilder meaning) {
        int code = 0;
        for (int i = 2; i < 6; i++) {
            int digit = Character.digit(peek(i), HEX);
            if (digit < 0) {
                problems.report(
                        line, column(at), "`\\u` is not followed by four hexadecimal digits", "");
                at += 2;
                return;
            }
            code = code * HEX + digit;
        }
        meaning.append((char) code);
        at += 6;
    }

    private void add(Kind kind, String meaning, int start) {
        tokens.add(new Token(kind, meaning, line, column(start)));
    }

    /** Counts on from the last place asked for, so that a long line takes linear time. */
    private int column(int offset) {
        if (offset < counted || counted < lineStart) {
            counted = Math.min(lineStart, offset);
            characters = 0;
        }
        characters += text.codePointCount(counted, offset);
        counted = offset;
        return characters + 1;
    }

    private char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isWord(char c) {
        return isDigit(c)
                || isUpper(c)
                || (c >= 'a' && c <= 'z')
                || c == '_'
                || (c > ASCII_MAX && Character.isLetterOrDigit(c));
    }
}
