package dev.hedgerow.fleet;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import java.util.Optional;

/**
 * Asks for a place for a graph.
 *
 * @param tier the name of a tier; for a subgraph, that of its parent
 * @param parent the graph this one is a subgraph of: it goes to the parent's volume and takes no
 *     slot
 */
public record AllocateRequest(Owner owner, GraphId graph, String tier, Optional<GraphId> parent) {
    public AllocateRequest {
        Names.word("tier", tier);
        if (parent.isPresent() && parent.get().equals(graph)) {
            throw HedgerowException.of(
                    Failure.INVALID_REQUEST,
                    "graph %s cannot be its own subgraph".formatted(graph));
        }
    }

    /** A place for a graph that is nobody's subgraph. */
    public static AllocateRequest of(Owner owner, GraphId graph, Tier tier) {
        return new AllocateRequest(owner, graph, tier.name(), Optional.empty());
    }

    public AllocateRequest below(GraphId parent) {
        return new AllocateRequest(owner, graph, tier, Optional.of(parent));
    }
}
