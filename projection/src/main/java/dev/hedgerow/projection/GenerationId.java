package dev.hedgerow.projection;

import dev.hedgerow.kernel.GraphId;
import java.nio.file.Path;

/**
 * One generation of a graph's projection.
 *
 * @param number from 1, never used again; the name of its folder
 */
public record GenerationId(GraphId graph, long number) {
    /** Its folder in the graph's one. */
    public Path in(Path graphFolder) {
        return graphFolder.resolve(Long.toString(number));
    }

    @Override
    public String toString() {
        return graph + "/" + number;
    }
}
