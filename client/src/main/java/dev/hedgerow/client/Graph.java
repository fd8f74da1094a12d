package dev.hedgerow.client;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A graph.
 *
 * @param branch the default branch, whose head is {@code commit}
 * @param counts how many nodes and edges of each type; empty when the node did not say
 */
public record Graph(
        String id,
        String name,
        String tenant,
        Instant createdAt,
        long schemaVersion,
        String branch,
        String commit,
        Map<String, Long> counts,
        Optional<Projection.Freshness> freshness,
        Optional<Operation> lastOperation) {}
