package dev.hedgerow.graph;

import java.util.List;

/**
 * A whole commit.
 *
 * @param changes every node and edge it changed, each once, nodes before edges
 * @param complete false for a commit of more than {@link #LISTED_MAX} changes: none are listed then
 */
public record CommitChanges(Commit commit, List<Change> changes, boolean complete) {
    /** Changes of one commit that are listed. */
    public static final int LISTED_MAX = 100_000;

    public CommitChanges {
        changes = List.copyOf(changes);
    }
}
