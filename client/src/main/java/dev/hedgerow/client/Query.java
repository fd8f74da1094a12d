package dev.hedgerow.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A reading Cypher query.
 *
 * @param at the view: a branch, a commit or a time; the default branch when empty
 * @param minCommit the answer waits until the projection has this commit
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Query(
        String cypher,
        Map<String, @Nullable Object> parameters,
        Optional<String> at,
        Optional<String> minCommit,
        Optional<Long> timeoutMs,
        Optional<Integer> maxRows) {

    /** At the default branch, with the node's limits. */
    public static Query of(String cypher) {
        return new Query(
                cypher,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public Query with(Map<String, @Nullable Object> values) {
        return new Query(cypher, values, at, minCommit, timeoutMs, maxRows);
    }

    public Query at(String view) {
        return new Query(cypher, parameters, Optional.of(view), minCommit, timeoutMs, maxRows);
    }

    public Query atLeast(String commit) {
        return new Query(cypher, parameters, at, Optional.of(commit), timeoutMs, maxRows);
    }

    public Query within(Duration time) {
        Optional<Long> ms = Optional.of(time.toMillis());
        return new Query(cypher, parameters, at, minCommit, ms, maxRows);
    }

    public Query atMost(int rows) {
        return new Query(cypher, parameters, at, minCommit, timeoutMs, Optional.of(rows));
    }
}
