package dev.hedgerow.graph;

import java.util.List;

/**
 * A whole commit.
 *
 * @param changes every node and edge it changed, each once, nodes before edges
 */
public record CommitChanges(Commit commit, List<Change> changes) {
    public CommitChanges {
        changes = List.copyOf(changes);
    }
}
