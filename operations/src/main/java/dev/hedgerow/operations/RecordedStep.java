package dev.hedgerow.operations;

import java.time.Instant;

/**
 * A step that was done and will not be done again.
 *
 * @param number its place among the operation's steps, from 1
 * @param epoch of the claim under which it was done
 * @param result JSON; {@code null} as text for a step without one
 */
public record RecordedStep(
        String name,
        int number,
        int attempt,
        long epoch,
        Instant began,
        Instant ended,
        String result) {}
