package dev.hedgerow.query;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which clauses and functions may be there, and the words for those that may not. */
final class Clauses {
    static final Set<String> PAGES = Set.of("SKIP", "LIMIT");

    private static final Set<String> KNOWN_BEHIND = knownBehind();

    private final String cypher;
    private final CypherLimits limits;
    private int count;
    private boolean isComplete;

    Clauses(String cypher, CypherLimits limits) {
        this.cypher = cypher;
        this.limits = limits;
    }

    /**
     * Begins the clause at {@code at}.
     *
     * @return how many tokens its words take; of a CALL, with the function's name
     */
    int begin(Frame frame, List<Token> tokens, int at) {
        var token = tokens.get(at);
        var word = token.upper();
        if (!Words.CLAUSES.contains(word)) {
            throw unexpected(token, "a clause was expected");
        }
        if (++count > limits.clauses()) {
            throw Refusals.tooLarge(
                    cypher,
                    token.start(),
                    "the query has more than " + limits.clauses() + " clauses",
                    "");
        }
        if (frame.kind == Frame.Kind.SUBQUERY && !word.equals("MATCH")) {
            throw Refusals.refused(
                    cypher, token.start(), "only MATCH and WHERE stand in a subquery", "");
        }
        if (frame.kind == Frame.Kind.STATEMENT) {
            isComplete = word.equals("RETURN") || word.equals("CALL");
        }
        return switch (word) {
            case "OPTIONAL" -> optional(frame, tokens, at);
            case "WITH" -> {
                frame.relations = 0;
                yield 1;
            }
            case "CALL" -> call(tokens, at);
            default -> 1;
        };
    }

    private int optional(Frame frame, List<Token> tokens, int at) {
        var next = tokens.get(at + 1);
        if (!next.isWord("MATCH")) {
            throw unexpected(next, "MATCH was expected behind OPTIONAL");
        }
        frame.relations = 0;
        return 2;
    }

    private int call(List<Token> tokens, int at) {
        var name = tokens.get(at + 1);
        if (name.isSymbol('{')) {
            throw Refusals.refused(
                    cypher,
                    name.start(),
                    "there is no CALL with a subquery",
                    "use WITH, or EXISTS { … } and COUNT { … } in an expression");
        }
        var behind = tokens.get(Math.min(at + 2, tokens.size() - 1));
        if (name.isName() && behind.isSymbol('=')) {
            throw Refusals.refused(
                    cypher,
                    name.start(),
                    "a query may not change the setting '" + name.text() + "'",
                    "settings are the operator's, in the configuration");
        }
        if (!name.isName() || !Functions.TABLES.contains(name.upper()) || !behind.isSymbol('(')) {
            throw Refusals.refused(
                    cypher,
                    name.start(),
                    "CALL may not be used with '" + name.text() + "'",
                    "allowed are show_tables(), table_info('T'), show_connection('T'),"
                            + " show_functions() and db_version()");
        }
        return 2;
    }

    /** Ends a query or a branch of a union, which must return something. */
    void end(Token token) {
        if (!isComplete) {
            throw Refusals.invalid(
                    cypher, token.start(), "the query returns nothing", "end it with RETURN");
        }
        isComplete = false;
    }

    /** Checks that a function may be called. */
    void checkFunction(Token token) {
        var upper = token.upper();
        if (Functions.isAllowed(upper)) {
            return;
        }
        if (token.kind() == Token.Kind.WORD && isForbidden(upper)) {
            throw unexpected(token, "");
        }
        var nearest = Functions.nearest(upper);
        var fix =
                nearest.map(name -> "did you mean " + name.toLowerCase(java.util.Locale.ROOT) + "?")
                        .orElse("CALL show_functions() RETURN * lists the engine's");
        if (upper.equals("SHORTESTPATH") || upper.equals("ALLSHORTESTPATHS")) {
            fix = "write the relation as -[:R* SHORTEST 1..5]->";
        }
        throw Refusals.refused(
                cypher, token.start(), "the function '" + token.text() + "' is not allowed", fix);
    }

    /** The refusal of a token that may not be where it is. */
    RuntimeException unexpected(Token token, String expected) {
        var word = token.upper();
        if (token.kind() == Token.Kind.WORD && isForbidden(word)) {
            return Refusals.refused(cypher, token.start(), forbidden(word), fix(word));
        }
        if (token.kind() == Token.Kind.END) {
            return Refusals.invalid(
                    cypher, token.start(), "the query ends here, but " + expected, "");
        }
        var nearest =
                token.kind() == Token.Kind.WORD && !isKnown(word)
                        ? Functions.nearest(word, KNOWN_BEHIND)
                        : java.util.Optional.<String>empty();
        return Refusals.invalid(
                cypher,
                token.start(),
                "'" + shortened(token) + "' is not expected here; " + expected,
                nearest.map(known -> "did you mean " + known + "?").orElse(""));
    }

    /** Whether the word, in capitals, begins a clause or a part of one. */
    static boolean isKnown(String word) {
        return KNOWN_BEHIND.contains(word);
    }

    private static String shortened(Token token) {
        return token.text().length() > 40 ? token.text().substring(0, 40) + "…" : token.text();
    }

    private static boolean isForbidden(String word) {
        return Words.OUTSIDE.contains(word)
                || Words.WRITING.contains(word)
                || Words.STEERING.contains(word);
    }

    private static String forbidden(String word) {
        if (Words.OUTSIDE.contains(word)) {
            return word + " reaches outside the graph, which a query may not";
        }
        if (Words.WRITING.contains(word)) {
            return word + " writes, and a query only reads";
        }
        return word + " steers the engine, which a query may not";
    }

    private static String fix(String word) {
        if (Words.OUTSIDE.contains(word)) {
            return "load and export go through Hedgerow's own commands";
        }
        if (Words.WRITING.contains(word)) {
            return "write with mutate or load, change the schema with schema apply";
        }
        return "every query is a transaction of its own";
    }

    private static Set<String> knownBehind() {
        var known = new HashSet<String>(Words.CLAUSES);
        known.addAll(Words.OPERATORS);
        known.addAll(PAGES);
        known.addAll(
                Set.of("WHERE", "ORDER", "UNION", "YIELD", "AS", "WHEN", "THEN", "ELSE", "END"));
        return Set.copyOf(known);
    }
}
