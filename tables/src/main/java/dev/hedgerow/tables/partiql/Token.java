package dev.hedgerow.tables.partiql;

/**
 * A piece of a statement.
 *
 * @param text without quotes
 */
record Token(Form form, String text) {
    /** What a piece is. */
    enum Form {
        /** A keyword, or a name without quotes. */
        WORD,
        /** A name in double quotes. */
        NAME,
        /** A text in single quotes. */
        TEXT,
        NUMBER,
        SYMBOL,
        END
    }

    boolean is(String symbol) {
        return form == Form.SYMBOL && text.equals(symbol);
    }

    boolean isWord(String word) {
        return form == Form.WORD && text.equalsIgnoreCase(word);
    }
}
