package dev.hedgerow.graph;

import org.jspecify.annotations.Nullable;

/** How a conflict is to be settled. */
public sealed interface Resolution {
    /** As it is on the branch merged into. */
    record Ours() implements Resolution {}

    /** As it is on the merged branch. */
    record Theirs() implements Resolution {}

    /** This value for the property, raw as in a row; not for a conflict of whole rows. */
    record Value(@Nullable Object raw) implements Resolution {}
}
