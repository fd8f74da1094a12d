package dev.hedgerow.graph;

import dev.hedgerow.kernel.Stamp;
import java.time.Instant;
import java.util.Optional;

/**
 * An entry of a branch's log. Its parent is the commit before it on the branch.
 *
 * @param id also its place in the order of commits
 * @param mergeParent for a merge, the head of the merged branch
 * @param message at most 4,096 characters, may be empty
 * @param schemaVersion the schema the changed rows follow
 */
public record Commit(
        Stamp id,
        String branch,
        Optional<Stamp> mergeParent,
        String actor,
        String message,
        Counts counts,
        int schemaVersion) {
    /** When it was committed. */
    public Instant time() {
        return id.instant();
    }
}
