package dev.hedgerow.graph;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Both branches changed the same thing, differently.
 *
 * @param id names the conflict in a resolution; the same in every preview
 * @param entity the node or edge
 * @param property empty when one side deleted what the other changed
 * @param base the value both started from; for whole rows the {@link Node} or {@link Edge}; null
 *     when there was none
 * @param ours the same on the branch merged into
 * @param theirs the same on the merged branch
 * @param problem one sentence for people
 */
public record MergeConflict(
        String id,
        EntityKey entity,
        Optional<String> property,
        @Nullable Object base,
        @Nullable Object ours,
        @Nullable Object theirs,
        String problem) {
    /** Conflicts of a large merge that are listed. */
    public static final int LISTED_MAX = 1_000;
}
