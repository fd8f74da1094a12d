package dev.hedgerow.graph;

/** What a merge does with a property that both sides changed: {@code @merge(policy)}. */
public enum MergePolicy {
    /** The value of the branch merged into. */
    OURS,
    /** The value of the branch that is merged. */
    THEIRS,
    /** The elements of both lists. */
    UNION,
    /** The greater value. */
    MAX,
    /** A conflict that somebody resolves; the default. */
    MANUAL
}
