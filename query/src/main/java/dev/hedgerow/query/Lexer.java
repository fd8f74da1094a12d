package dev.hedgerow.query;

import java.util.ArrayList;
import java.util.List;

/** Cuts a query into tokens; every character is accounted for. */
final class Lexer {
    private static final String SYMBOLS = "()[]{},.:;+-*/%^=<>|&~";
    private static final int MAX_NAME = 512;

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    Lexer(String text) {
        this.text = text;
    }

    /** All tokens; the last one is {@link Token.Kind#END}. */
    List<Token> tokens() {
        while (skipSpace()) {
            int start = at;
            int c = text.codePointAt(at);
            if (isNameStart(c)) {
                endName();
                add(Token.Kind.WORD, text.substring(start, at), start);
            } else if (isDigit(c)) {
                number();
                add(Token.Kind.NUMBER, text.substring(start, at), start);
            } else if (c == '\'' || c == '"') {
                add(Token.Kind.STRING, string((char) c), start);
            } else if (c == '`') {
                add(Token.Kind.QUOTED_NAME, quotedName(), start);
            } else if (c == '$') {
                add(Token.Kind.PARAMETER, parameter(), start);
            } else if (SYMBOLS.indexOf(c) >= 0) {
                at++;
                add(Token.Kind.SYMBOL, text.substring(start, at), start);
            } else {
                throw unknown(c);
            }
        }
        tokens.add(new Token(Token.Kind.END, "", at, at));
        return tokens;
    }

    private void add(Token.Kind kind, String value, int start) {
        tokens.add(new Token(kind, value, start, at));
    }

    /** Skips white space and comments; false at the end. */
    private boolean skipSpace() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085') {
                at++;
            } else if (text.startsWith("//", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                if (end < 0) {
                    throw Refusals.invalid(text, at, "a comment is not closed", "end it with */");
                }
                at = end + 2;
            } else {
                return true;
            }
        }
        return false;
    }

    private void endName() {
        int start = at;
        while (at < text.length() && isNamePart(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        if (at - start > MAX_NAME) {
            throw Refusals.tooLarge(text, start, "a name is longer than " + MAX_NAME, "");
        }
    }

    private void number() {
        digits();
        if (at + 1 < text.length() && text.charAt(at) == '.' && isDigit(text.charAt(at + 1))) {
            at++;
            digits();
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            int sign = at + 1 < text.length() && "+-".indexOf(text.charAt(at + 1)) >= 0 ? 1 : 0;
            if (at + 1 + sign < text.length() && isDigit(text.charAt(at + 1 + sign))) {
                at += 1 + sign;
                digits();
            }
        }
    }

    private void digits() {
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
    }

    private String quotedName() {
        int start = at;
        var name = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '`') {
                at++;
                if (at >= text.length() || text.charAt(at) != '`') {
                    return checkedName(name.toString(), start);
                }
            }
            name.append(c);
        }
        throw Refusals.invalid(text, start, "a quoted name is not closed", "end it with `");
    }

    private String checkedName(String name, int start) {
        if (name.isEmpty() || name.length() > MAX_NAME || hasBrokenCharacter(name, true)) {
            throw Refusals.invalid(
                    text,
                    start,
                    "a quoted name is empty, longer than "
                            + MAX_NAME
                            + " or has a control character",
                    "");
        }
        return name;
    }

    private String parameter() {
        int start = at++;
        if (at < text.length() && text.charAt(at) == '`') {
            return quotedName();
        }
        int nameStart = at;
        endName();
        if (at == nameStart) {
            throw Refusals.invalid(text, start, "a parameter has no name", "write $name");
        }
        return text.substring(nameStart, at);
    }

    private String string(char quote) {
        int start = at++;
        var content = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            char c = text.charAt(at++);
            content.append(c == '\\' ? escape() : String.valueOf(c));
        }
        if (at >= text.length()) {
            throw Refusals.invalid(text, start, "a string is not closed", "end it with " + quote);
        }
        at++;
        if (hasBrokenCharacter(content.toString(), false)) {
            throw Refusals.refused(
                    text,
                    start,
                    "the string has a U+0000 or half a surrogate pair",
                    "leave it out; the engine would cut the string there");
        }
        return content.toString();
    }

    /** The character that an escape stands for; {@link #at} is behind the backslash. */
    private String escape() {
        char c = at < text.length() ? text.charAt(at) : ' ';
        at++;
        return switch (c) {
            case '\\', '\'', '"' -> String.valueOf(c);
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            case 'b' -> "\b";
            case 'f' -> "\f";
            case 'u' -> codePoint(4);
            case 'U' -> codePoint(8);
            default -> throw badEscape();
        };
    }

    private String codePoint(int digits) {
        long value = 0;
        for (int i = 0; i < digits; i++, at++) {
            int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
            if (digit < 0 || text.charAt(at) > 'f') {
                throw badEscape();
            }
            value = value * 16 + digit;
        }
        if (value > Character.MAX_CODE_POINT) {
            throw badEscape();
        }
        return Character.toString((int) value);
    }

    private RuntimeException badEscape() {
        return Refusals.invalid(
                text,
                Math.min(at, text.length()) - 1,
                "the string has an unknown escape",
                "known are \\\\ \\' \\\" \\n \\t \\r \\b \\f \\uXXXX and \\UXXXXXXXX");
    }

    private RuntimeException unknown(int c) {
        var name = c < 0x20 || c > 0x7E ? "U+%04X".formatted(c) : Character.toString(c);
        var fix =
                switch (c) {
                    case '!' -> "not equal is <>; there is no factorial";
                    case '?' -> "parameters are written $name";
                    default -> c > 0x7E ? "put names with such characters in `quotes`" : "";
                };
        return Refusals.invalid(text, at, "'" + name + "' has no meaning here", fix);
    }

    static boolean hasBrokenCharacter(String text, boolean andControls) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair =
                    Character.isHighSurrogate(c)
                            && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1));
            if (c == 0
                    || (andControls && Character.isISOControl(c))
                    || (!pair && Character.isSurrogate(c))) {
                return true;
            }
            if (pair) {
                i++;
            }
        }
        return false;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** Letters, but none that another letter case turns into an ASCII letter. */
    private static boolean isNameStart(int c) {
        if (c < 0x80) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        }
        return Character.isLetter(c)
                && Character.toLowerCase(c) >= 0x80
                && Character.toUpperCase(c) >= 0x80;
    }

    private static boolean isNamePart(int c) {
        return isNameStart(c) || isDigit(c);
    }
}
