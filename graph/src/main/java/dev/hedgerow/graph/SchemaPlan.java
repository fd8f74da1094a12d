package dev.hedgerow.graph;

import dev.hedgerow.kernel.Violation;
import java.util.List;

/** How a schema becomes another, or why it cannot. */
public sealed interface SchemaPlan {
    /** Whether types and properties that are no longer wanted may go, with what they hold. */
    enum Drops {
        REFUSED,
        ALLOWED
    }

    /**
     * The way there.
     *
     * @param steps in the order in which to do them; empty when nothing changes
     * @param result the schema at the end, one version later; the current one without steps
     */
    record Ready(Schema result, List<SchemaStep> steps) implements SchemaPlan {
        public Ready {
            steps = List.copyOf(steps);
        }
    }

    /** What stands in the way; places are names, as {@code Person.age}. */
    record Refused(List<Violation> violations) implements SchemaPlan {
        public Refused {
            violations = List.copyOf(violations);
        }
    }
}
