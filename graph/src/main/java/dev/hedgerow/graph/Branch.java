package dev.hedgerow.graph;

import dev.hedgerow.kernel.Stamp;
import java.util.Optional;

/**
 * A line of commits.
 *
 * @param name unique in the graph while the branch exists
 * @param parent the branch it was forked from; empty for main
 * @param fork what it sees of its parent: commits at or before this stamp
 * @param created the commit that made it; its time is that of the creation
 * @param actor who made it
 * @param schemaVersion the version of the schema its rows follow
 */
public record Branch(
        String name,
        Optional<String> parent,
        Stamp fork,
        Stamp created,
        String actor,
        int schemaVersion) {
    /** The branch that every graph has. */
    public static final String MAIN = "main";
}
