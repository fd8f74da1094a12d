package dev.hedgerow.projection;

import java.time.Instant;

/**
 * Something that happened to the projection of a graph.
 *
 * @param number the generation, or 0 when it is about the lock
 * @param by the holder of the lock, or who broke it
 * @param detail a reason, or empty
 */
public record GenerationEvent(Instant at, Kind kind, long number, String by, String detail) {
    public enum Kind {
        CREATED,
        READY,
        PROMOTED,
        ROLLED_BACK,
        FAILED,
        RETIRED,
        LOCK_BROKEN
    }
}
