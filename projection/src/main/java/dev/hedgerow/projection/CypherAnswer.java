package dev.hedgerow.projection;

import dev.hedgerow.engine.QueryResult;
import dev.hedgerow.kernel.Stamp;

/**
 * An answer.
 *
 * @param commit exactly what it was computed at
 * @param generation the one generation that it was computed on, from the first row to the last
 */
public record CypherAnswer(Stamp commit, GenerationId generation, QueryResult result) {}
