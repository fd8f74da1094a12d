package dev.hedgerow.graph;

/** Hears how far a large merge has come; what it throws ends the merge, and nothing is written. */
@FunctionalInterface
public interface MergeProgress {
    /**
     * Called about every ten thousand rows, on the merging thread, with rows of the present step.
     */
    void at(long rows);
}
