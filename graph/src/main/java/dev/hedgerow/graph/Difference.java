package dev.hedgerow.graph;

import dev.hedgerow.kernel.Stamp;
import java.util.List;

/**
 * What differs between two moments of a graph.
 *
 * @param from the newest commit of the earlier, or other, moment
 * @param to the newest commit of the moment it was compared with
 * @param changes what has to happen to the first to become the second, each node and edge once,
 *     with its row as the second has it
 * @param truncated whether there is more than that
 */
public record Difference(Stamp from, Stamp to, List<Change> changes, boolean truncated) {
    public Difference {
        changes = List.copyOf(changes);
    }
}
