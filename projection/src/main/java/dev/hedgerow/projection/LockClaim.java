package dev.hedgerow.projection;

import dev.hedgerow.kernel.GraphId;

/**
 * The right to materialise a graph.
 *
 * @param holder who holds it, for people and for taking it over from oneself
 * @param fence grows with each claim; under an older one nothing is promoted
 * @param token what shows the right, as in the header {@code X-Materialization-Lock-Token}
 */
public record LockClaim(GraphId graph, String holder, long fence, String token) {
    /** Without the token, which is not for logs. */
    @Override
    public String toString() {
        return "lock %d of %s held by %s".formatted(fence, graph, holder);
    }
}
