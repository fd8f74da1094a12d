package dev.hedgerow.fleet;

import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.kernel.VolumeId;
import java.nio.file.Path;

/**
 * A volume that this process has attached.
 *
 * @param root the volume's folder
 */
public record Attachment(VolumeId volume, InstanceId instance, long epoch, Path root) {
    static final String GRAPHS = "graphs";

    /** Where everything of a graph is, one folder for each generation; may not exist yet. */
    public Path folder(GraphId graph) {
        return root.resolve(GRAPHS).resolve(graph.value());
    }
}
