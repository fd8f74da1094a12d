package dev.hedgerow.operations;

/** Where a test may stop a worker, in the order in which a worker passes them. */
public enum RunnerStep {
    /** The claim is committed, nothing has been done. */
    CLAIMED,
    /** A step is on record as begun; it has not been called. */
    STEP_STARTED,
    /** A step has been done and is not recorded. */
    STEP_DONE,
    STEP_RECORDED,
    /** Inside the transaction of a step, before its commit. */
    STEP_COMMITTING,
    STEP_COMMITTED,
    /** All steps are done; that the operation has ended is not recorded. */
    ENDING,
    ENDED
}
