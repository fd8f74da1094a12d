package dev.hedgerow.fleet;

import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.VolumeId;
import java.util.Optional;

/**
 * Where a graph lives.
 *
 * @param parent set exactly for a subgraph
 * @param epoch grows each time the graph moves to another volume
 */
public record Placement(
        GraphId graph,
        Owner owner,
        String tier,
        Optional<GraphId> parent,
        PlacementState state,
        Route route,
        long epoch) {
    public VolumeId volume() {
        return route.volume();
    }

    public boolean subgraph() {
        return parent.isPresent();
    }
}
