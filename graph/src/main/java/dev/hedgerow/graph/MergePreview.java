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
 * @param conflicts all of them, or the first {@link MergeConflict#LISTED_MAX} of a large merge
 * @param inConflict how many conflicts there are
 * @param violations why the merge would be refused although nothing is in conflict
 */
public record MergePreview(
        Stamp from,
        Stamp into,
        Counts counts,
        List<Change> changes,
        List<MergeConflict> conflicts,
        long inConflict,
        List<Violation> violations) {
    public static final int CHANGES_MAX = 1_000;

    public MergePreview {
        changes = List.copyOf(changes);
        conflicts = List.copyOf(conflicts);
        violations = List.copyOf(violations);
    }

    /** Whether there are more changes or conflicts than listed. */
    public boolean isTruncated() {
        return counts.total() > changes.size() || inConflict > conflicts.size();
    }
}
