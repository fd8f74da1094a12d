package dev.hedgerow.query;

import java.util.Locale;

/**
 * One token of a query.
 *
 * @param text a word as written; the content of a quoted name or string; a parameter without its
 *     {@code $}; a number or symbol as written
 * @param start offset of its first character in the query
 * @param end offset behind its last
 */
record Token(Kind kind, String text, int start, int end) {
    enum Kind {
        WORD,
        QUOTED_NAME,
        STRING,
        NUMBER,
        PARAMETER,
        /** One character of punctuation. */
        SYMBOL,
        END
    }

    boolean isSymbol(char symbol) {
        return kind == Kind.SYMBOL && text.charAt(0) == symbol;
    }

    /** Whether it is this unquoted word; {@code upper} in capitals. */
    boolean isWord(String upper) {
        return kind == Kind.WORD && text.length() == upper.length() && upper().equals(upper);
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
    }

    /** The text in capitals, as keywords and functions are compared. */
    String upper() {
        return text.toUpperCase(Locale.ROOT);
    }
}
