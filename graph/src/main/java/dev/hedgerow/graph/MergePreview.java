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
 * @param conflicts all of them
 * @param violations why the merge would be refused although nothing is in conflict
 */
public record MergePreview(
        Stamp from,
        Stamp into,
        Counts counts,
        List<MergeConflict> conflicts,
        List<Violation> violations) {
    public MergePreview {
        conflicts = List.copyOf(conflicts);
        violations = List.copyOf(violations);
    }
}
