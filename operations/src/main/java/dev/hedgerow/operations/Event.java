package dev.hedgerow.operations;

import java.time.Instant;
import java.util.Optional;

/**
 * A change of an operation.
 *
 * @param number from 1, without gaps
 * @param who the actor, or the worker as instance and incarnation
 * @param step the step it is about
 * @param note a sentence more, such as why an attempt failed
 */
public record Event(
        long number,
        Instant at,
        String who,
        What what,
        int attempt,
        Optional<String> step,
        Optional<String> note) {

    /** What changed. */
    public enum What {
        CREATED,
        READY,
        CLAIMED,
        STEP_STARTED,
        STEP_RECORDED,
        CANCEL_REQUESTED,
        /** The attempt failed, and there will be another. */
        ATTEMPT_FAILED,
        /** The worker stopped in good order; another continues. */
        RELEASED,
        /** The worker was not heard of any more; another continues. */
        WORKER_LOST,
        SUCCEEDED,
        FAILED,
        CANCELLED,
        EXPIRED
    }
}
