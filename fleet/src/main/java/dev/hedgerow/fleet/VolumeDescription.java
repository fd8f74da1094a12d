package dev.hedgerow.fleet;

import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.kernel.VolumeId;
import java.util.List;
import java.util.Optional;

/**
 * A volume as its own manifest and folders describe it.
 *
 * @param epoch of its last attach
 * @param instance who attached it last, until that one gives it back
 * @param graphs those that have a folder on it, ordered
 */
public record VolumeDescription(
        VolumeId volume,
        long epoch,
        Optional<InstanceId> instance,
        List<GraphId> graphs,
        VolumeSpace space) {
    public VolumeDescription {
        graphs = List.copyOf(graphs);
    }
}
