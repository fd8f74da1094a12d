package dev.hedgerow.tables.expression;

/**
 * A piece of an expression.
 *
 * @param text as it is written; empty at the end
 * @param from where it begins
 * @param to after its last character
 */
record Token(Form form, String text, int from, int to) {
    /** What a piece is. */
    enum Form {
        WORD,
        NAME_PLACEHOLDER,
        VALUE_PLACEHOLDER,
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
