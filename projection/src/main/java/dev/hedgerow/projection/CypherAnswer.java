package dev.hedgerow.projection;

import dev.hedgerow.engine.InternalId;
import dev.hedgerow.engine.NodeValue;
import dev.hedgerow.engine.QueryResult;
import dev.hedgerow.graph.Schema;
import dev.hedgerow.kernel.Stamp;
import java.util.Collections;
import java.util.Map;

/**
 * An answer.
 *
 * @param commit exactly what it was computed at
 * @param generation the one generation that it was computed on, from the first row to the last
 * @param schema whose tables the generation has
 * @param ends nodes at the ends of edges whose rows do not have them; the first 20,000 of them
 */
public record CypherAnswer(
        Stamp commit,
        GenerationId generation,
        Schema schema,
        QueryResult result,
        Map<InternalId, NodeValue> ends) {
    public CypherAnswer {
        ends = Collections.unmodifiableMap(ends);
    }
}
