package dev.hedgerow.operations;

/** Why a worker was told to stop before its work was done. */
enum Verdict {
    CANCELLED,
    EXPIRED,
    RELEASED,
    LOST
}
