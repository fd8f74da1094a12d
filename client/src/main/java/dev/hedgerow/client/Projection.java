package dev.hedgerow.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What answers a graph's queries: how fresh it is, and the generations there are. */
public record Projection(
        String graph, Freshness freshness, Optional<String> active, List<Generation> generations) {

    /**
     * The applied commit against the head.
     *
     * @param state {@code absent}, {@code fresh}, {@code behind}, {@code rebuilding} or {@code
     *     failed}
     * @param commits how many commits are missing
     * @param lagMs the age of the oldest missing commit
     */
    public record Freshness(
            String state,
            Optional<String> head,
            Optional<Instant> headAt,
            Optional<String> applied,
            Optional<Instant> appliedAt,
            long commits,
            long lagMs,
            String reason) {}

    /** One materialised database. */
    public record Generation(
            String id,
            String state,
            String branch,
            String commit,
            Map<String, Long> counts,
            long bytes,
            long readers,
            Optional<Instant> createdAt,
            Optional<Instant> promotedAt) {}
}
