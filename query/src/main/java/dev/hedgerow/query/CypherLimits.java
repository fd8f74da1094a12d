package dev.hedgerow.query;

/**
 * How large a query may be. Beyond the defaults the engine was seen to crash (nesting, chains), to
 * plan for many seconds (relations) or to run on past its timeout (list elements).
 *
 * @param characters of the text
 * @param nesting of parentheses, brackets, braces and {@code CASE}
 * @param chain of operators in one expression, such as {@code a AND b AND …}
 * @param clauses in the statement
 * @param relations of patterns in one part of the query; {@code WITH} begins a new part
 * @param listElements that {@code range} makes, and characters that {@code repeat} makes
 * @param parameterValues in all parameters together, with the elements of lists and maps
 * @param parameterCharacters in all parameters together
 */
public record CypherLimits(
        int characters,
        int nesting,
        int chain,
        int clauses,
        int relations,
        int listElements,
        int parameterValues,
        int parameterCharacters) {
    /** The limits unless configured otherwise. */
    public static final CypherLimits DEFAULT =
            new CypherLimits(100_000, 32, 500, 100, 10, 100_000, 100_000, 4_000_000);
}
