package dev.hedgerow.graph;

import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.Violation;
import java.util.List;

/**
 * What a merge would do now.
 *
 * @param from the head of the branch to be merged
 * @param into the head of the branch merged into; send it as {@code ifHead}
 * @param counts what the merge would change, as far as there is no conflict
 * @param changes what it would change, the first {@link #CHANGES_MAX} of it
 * @param conflicts all of them
 * @param violations why the merge would be refused although nothing is in conflict
 */
public record MergePreview(
        Stamp from,
        Stamp into,
        Counts counts,
        List<Change> changes,
        List<MergeConflict> conflicts,
        List<Violation> violations) {
    public static final int CHANGES_MAX = 1_000;

    public MergePreview {
        changes = List.copyOf(changes);
        conflicts = List.copyOf(conflicts);
        violations = List.copyOf(violations);
    }
}
