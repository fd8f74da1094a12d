package dev.hedgerow.projection;

import dev.hedgerow.fleet.Placement;
import dev.hedgerow.kernel.VolumeId;

/**
 * Where a generation's files are, and under which epochs they were begun.
 *
 * @param placementEpoch grows when the graph moves: a generation begun before stays behind
 * @param volumeEpoch of the attach under which the build began
 */
public record Place(VolumeId volume, long placementEpoch, long volumeEpoch) {
    static Place of(Placement placement) {
        return new Place(placement.volume(), placement.epoch(), placement.route().epoch());
    }

    /** Whether the graph is still there; a later attach of the same volume does not matter. */
    boolean holds(Placement now) {
        return volume.equals(now.volume()) && placementEpoch == now.epoch();
    }
}
