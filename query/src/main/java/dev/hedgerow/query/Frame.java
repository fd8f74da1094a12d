package dev.hedgerow.query;

/** What a walk remembers of one level of nesting. */
final class Frame {
    final Kind kind;

    /** Where it was opened. */
    final Token opening;

    /** The function of a call, in capitals; else empty. */
    final String function;

    /** How many {@code CASE} are open. */
    int cases;

    /** Operators since the expression began. */
    int chain;

    /** Relations in this part of the query. */
    int relations;

    /** Whether what follows is evaluated once for every element of a list. */
    boolean repeats;

    /** Whether a type follows: behind the {@code AS} of a {@code CAST}. */
    boolean isType;

    Frame(Kind kind, Token opening, String function) {
        this.kind = kind;
        this.opening = opening;
        this.function = function;
    }

    enum Kind {
        /** The statement. */
        STATEMENT(""),
        /** The braces of {@code EXISTS} and {@code COUNT}. */
        SUBQUERY("}"),
        /** Arguments. */
        CALL(")"),
        PARENTHESES(")"),
        BRACKETS("]"),
        BRACES("}");

        final String closing;

        Kind(String closing) {
            this.closing = closing;
        }
    }

    /** Whether clauses stand here. */
    boolean hasClauses() {
        return kind == Kind.STATEMENT || kind == Kind.SUBQUERY;
    }
}
