package dev.hedgerow.graph;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.Violation;
import java.util.List;

/** What became of a write. */
public sealed interface WriteOutcome {
    /** At most this many violations are listed. */
    int VIOLATIONS_MAX = 100;

    /**
     * Durable, and visible to every read that begins now. When no row changed anything, nothing was
     * written and the commit is the branch's head.
     *
     * @param replayed whether this was the answer to an earlier request with the same key
     */
    record Committed(Stamp commit, Counts counts, boolean replayed) implements WriteOutcome {}

    /**
     * Nothing was written.
     *
     * @param violations the first of them
     * @param total how many there are
     */
    record Rejected(List<Violation> violations, long total) implements WriteOutcome {
        public Rejected {
            violations = List.copyOf(violations);
        }
    }

    /**
     * A precondition does not hold, and nothing was written.
     *
     * @param keys what has changed, as far as it is known: at most 100
     */
    record Conflict(Stamp head, List<String> keys) implements WriteOutcome {
        public Conflict {
            keys = List.copyOf(keys);
        }
    }

    /** The committed case, for a caller to whom the others are failures. */
    default Committed orThrow() {
        return switch (this) {
            case Committed committed -> committed;
            case Rejected rejected ->
                    throw HedgerowException.refused(
                            Failure.ROWS_INVALID,
                            "%s in the rows, nothing was written: %s"
                                    .formatted(
                                            rejected.total() == 1
                                                    ? "1 problem"
                                                    : rejected.total() + " problems",
                                            rejected.violations().getFirst()),
                            rejected.violations());
            case Conflict conflict ->
                    throw HedgerowException.of(
                            Failure.PRECONDITION_FAILED,
                            "The branch has moved on to %s: read it again and repeat"
                                    .formatted(conflict.head()),
                            java.util.Map.of("keys", conflict.keys()));
        };
    }
}
