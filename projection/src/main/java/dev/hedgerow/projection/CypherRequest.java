package dev.hedgerow.projection;

import dev.hedgerow.engine.QueryLimits;
import dev.hedgerow.kernel.Stamp;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A question that has passed the query check.
 *
 * @param limits its timeout covers waiting too
 * @param minCommit waits until the projection has this commit
 */
public record CypherRequest(
        String cypher,
        Map<String, @Nullable Object> parameters,
        QueryLimits limits,
        Optional<Stamp> minCommit) {
    // not compact: javac drops the parameters' nullness from a compact constructor
    public CypherRequest(
            String cypher,
            Map<String, @Nullable Object> parameters,
            QueryLimits limits,
            Optional<Stamp> minCommit) {
        this.cypher = cypher;
        this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        this.limits = limits;
        this.minCommit = minCommit;
    }
}
