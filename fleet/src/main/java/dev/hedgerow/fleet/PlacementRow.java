package dev.hedgerow.fleet;

import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.VolumeId;
import java.time.Instant;
import java.util.Optional;

/**
 * A placement as it is stored: without its route.
 *
 * @param removed set exactly for a tombstone
 * @param cleared set once the files of a tombstone are gone
 */
record PlacementRow(
        AllocateRequest request,
        VolumeId volume,
        PlacementState state,
        long epoch,
        Optional<Instant> removed,
        Optional<Instant> cleared) {
    static PlacementRow reserved(AllocateRequest request, VolumeId volume) {
        return new PlacementRow(
                request, volume, PlacementState.RESERVED, 1, Optional.empty(), Optional.empty());
    }

    GraphId graph() {
        return request.graph();
    }

    boolean subgraph() {
        return request.parent().isPresent();
    }

    PlacementRow in(PlacementState to) {
        return next(to, removed, cleared);
    }

    PlacementRow deleting(Instant at) {
        return next(PlacementState.DELETING, Optional.of(at), cleared);
    }

    PlacementRow deleted(Instant at) {
        return next(PlacementState.DELETED, removed, Optional.of(at));
    }

    private PlacementRow next(
            PlacementState to, Optional<Instant> removedAt, Optional<Instant> clearedAt) {
        PlacementState.TRANSITIONS.checked(graph(), state, to);
        return new PlacementRow(request, volume, to, epoch, removedAt, clearedAt);
    }
}
