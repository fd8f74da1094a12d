package dev.hedgerow.projection;

/** The places of a materialisation where a test may cut it off. */
public enum BuildStep {
    PINNED,
    BUILT,
    VALIDATED,
    PROMOTED,
    SWAPPED,
    RETIRED
}
