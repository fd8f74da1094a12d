package dev.hedgerow.query;

import dev.hedgerow.kernel.HedgerowException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides whether a query may run. Knows no graph: names and types are the engine's business. */
public final class CypherCheck {
    private CypherCheck() {}

    /**
     * Checks a query with the default limits.
     *
     * @param cypher one reading statement; a semicolon may end it
     * @param parameters name to value without the {@code $}; a value is null, a {@link Boolean},
     *     {@link String}, number, {@link java.time.LocalDate}, {@link java.time.Instant}, {@link
     *     java.time.Duration}, {@link java.util.UUID}, {@code byte[]}, or a {@link java.util.List}
     *     or {@link Map} (with strings as keys) of such
     * @throws HedgerowException {@code CYPHER_REFUSED} for what is not allowed, {@code
     *     CYPHER_INVALID} for what is no Cypher or lacks a parameter, {@code LIMIT_EXCEEDED}; with
     *     the place as {@code line:column} in the one violation
     */
    public static CheckedQuery check(
            String cypher, Map<String, ? extends @Nullable Object> parameters) {
        return check(cypher, parameters, CypherLimits.DEFAULT);
    }

    /** Checks a query with other limits; see {@link #check(String, Map)}. */
    public static CheckedQuery check(
            String cypher,
            Map<String, ? extends @Nullable Object> parameters,
            CypherLimits limits) {
        if (cypher.length() > limits.characters()) {
            throw Refusals.tooLarge(
                    "query",
                    "it has " + cypher.length() + " characters, more than " + limits.characters(),
                    "pass large values as parameters");
        }
        var tokens = new Lexer(cypher).tokens();
        var values = Parameters.check(cypher, tokens, parameters, limits);
        boolean explains = new Walk(cypher, tokens, values, limits).walk();
        return new CheckedQuery(Rendering.of(cypher, tokens), values, explains);
    }
}
