package dev.hedgerow.graph;

import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.Violation;
import java.util.List;

/** What became of a merge; unless merged, nothing was written. */
public sealed interface MergeOutcome {
    /** One commit on the branch merged into. */
    record Merged(Stamp commit, Counts counts, boolean replayed) implements MergeOutcome {}

    /** There was nothing new. */
    record UpToDate(Stamp head) implements MergeOutcome {}

    /**
     * Conflicts without a resolution.
     *
     * @param conflicts all of them, or the first {@link MergeConflict#LISTED_MAX} of a large merge
     * @param total how many there are
     */
    record Conflicts(List<MergeConflict> conflicts, long total) implements MergeOutcome {
        public Conflicts {
            conflicts = List.copyOf(conflicts);
        }

        /** All of them. */
        public Conflicts(List<MergeConflict> conflicts) {
            this(conflicts, conflicts.size());
        }
    }

    /** The merged rows would break the schema's constraints. */
    record Rejected(List<Violation> violations, long total) implements MergeOutcome {
        public Rejected {
            violations = List.copyOf(violations);
        }
    }

    /** The branch merged into has moved on from {@code ifHead}. */
    record Moved(Stamp head) implements MergeOutcome {}
}
