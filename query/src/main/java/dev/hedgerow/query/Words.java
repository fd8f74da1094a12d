package dev.hedgerow.query;

import java.util.List;
import java.util.Set;

/** The words with a meaning of their own, in capitals. */
final class Words {
    /** Clauses that a query may have, and what begins one in front of the whole. */
    static final Set<String> CLAUSES =
            Set.of("MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "CALL");

    static final Set<String> PREFIXES = Set.of("EXPLAIN", "PROFILE");

    /** Operators that stand between two operands. */
    static final Set<String> OPERATORS =
            Set.of("AND", "OR", "XOR", "IN", "IS", "CONTAINS", "STARTS", "ENDS");

    static final Set<String> DIRECTIONS = Set.of("ASC", "ASCENDING", "DESC", "DESCENDING");

    /** How a variable-length relation walks. */
    static final Set<String> WALKS = Set.of("SHORTEST", "ALL", "TRAIL", "ACYCLIC", "WSHORTEST");

    static final Set<String> QUANTIFIERS = Set.of("ALL", "ANY", "NONE", "SINGLE");

    /** Clauses that reach outside the graph. */
    static final Set<String> OUTSIDE =
            Set.of(
                    "LOAD",
                    "COPY",
                    "EXPORT",
                    "IMPORT",
                    "ATTACH",
                    "INSTALL",
                    "UNINSTALL",
                    "FORCE",
                    "UPDATE",
                    "USE",
                    "EXTENSION",
                    "PROJECT");

    /** Clauses that write. */
    static final Set<String> WRITING =
            Set.of(
                    "CREATE",
                    "MERGE",
                    "SET",
                    "DELETE",
                    "DETACH",
                    "REMOVE",
                    "INSERT",
                    "FOREACH",
                    "DROP",
                    "ALTER",
                    "COMMENT",
                    "ANALYZE",
                    "RENAME",
                    "TRUNCATE");

    /** Clauses that steer the engine. */
    static final Set<String> STEERING =
            Set.of("BEGIN", "COMMIT", "ROLLBACK", "CHECKPOINT", "START", "TRANSACTION");

    /** Words the engine takes for names only in quotes. */
    static final Set<String> RESERVED =
            Set.of(
                    "ACYCLIC",
                    "ALL",
                    "AND",
                    "ANY",
                    "ASC",
                    "ASCENDING",
                    "CASE",
                    "CREATE",
                    "DEFAULT",
                    "DESC",
                    "DESCENDING",
                    "DISTINCT",
                    "ELSE",
                    "END",
                    "ENDS",
                    "EXISTS",
                    "FALSE",
                    "FOR",
                    "FROM",
                    "GLOB",
                    "GROUP",
                    "HEADERS",
                    "HINT",
                    "IN",
                    "INDEX",
                    "INSTALL",
                    "JOIN",
                    "MACRO",
                    "MULTI_JOIN",
                    "NONE",
                    "NOT",
                    "NULL",
                    "ON",
                    "ONLY",
                    "OPTIONAL",
                    "OR",
                    "ORDER",
                    "PRIMARY",
                    "PROFILE",
                    "RDFGRAPH",
                    "SHORTEST",
                    "SINGLE",
                    "SKIP",
                    "STARTS",
                    "TABLE",
                    "THEN",
                    "TO",
                    "TRAIL",
                    "TRUE",
                    "UNION",
                    "UNIQUE",
                    "UNWIND",
                    "WHEN",
                    "WHERE",
                    "WITH",
                    "WSHORTEST",
                    "XOR");

    private Words() {}

    /**
     * Whether the word at {@code index} is a name by its neighbours alone: a property behind a
     * point, a label behind a colon, a key or variable before a colon.
     */
    static boolean isNamed(List<Token> tokens, int index) {
        if (index == 0) {
            return false;
        }
        var before = tokens.get(index - 1);
        var after = tokens.get(index + 1);
        if (before.isSymbol('.')) {
            return index < 2 || !tokens.get(index - 2).isSymbol('.');
        }
        if (before.isSymbol('{') || before.isSymbol(',') || before.isSymbol('(')) {
            return after.isSymbol(':');
        }
        return before.isSymbol(':') && isLabelColon(tokens, index - 1);
    }

    /** Whether the colon stands before a label: behind a variable or at the start of a pattern. */
    private static boolean isLabelColon(List<Token> tokens, int colon) {
        if (colon == 0) {
            return false;
        }
        var before = tokens.get(colon - 1);
        if (before.isSymbol('(') || before.isSymbol('[')) {
            return true;
        }
        if (!before.isName() || colon < 2) {
            return false;
        }
        var opening = tokens.get(colon - 2);
        return opening.isSymbol('(') || opening.isSymbol('[');
    }

    /** Whether a name needs no quotes. */
    static boolean isPlainName(String name) {
        return name.chars().allMatch(c -> c < 0x80 && (Character.isLetterOrDigit(c) || c == '_'));
    }
}
