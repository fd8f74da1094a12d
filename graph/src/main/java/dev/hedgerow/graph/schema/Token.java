package dev.hedgerow.graph.schema;

/**
 * A piece of a schema's text.
 *
 * @param text as written; for a {@link Kind#TEXT} what it means
 * @param line from 1
 * @param column in characters from 1
 */
record Token(Kind kind, String text, int line, int column) {
    enum Kind {
        /** Begins with an underscore or a letter that is no capital of ASCII. */
        NAME,
        /** Begins with a capital of ASCII. */
        TYPE,
        /** Begins with a digit, but is no number. */
        WORD,
        NUMBER,
        TEXT,
        SYMBOL,
        END
    }

    boolean is(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    /** As messages show it. */
    @Override
    public String toString() {
        return switch (kind) {
            case END -> "the end of the file";
            case TEXT -> "a text";
            case NAME, TYPE, WORD, NUMBER, SYMBOL ->
                    "`" + (text.length() > 64 ? text.substring(0, 64) + "…" : text) + "`";
        };
    }
}
