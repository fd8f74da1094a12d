package dev.hedgerow.projection;

import dev.hedgerow.fleet.Transitions;

/** Where a generation is in its life. */
public enum GenerationState {
    BUILDING,
    /** Built, and its content is that of its commit. */
    READY,
    /** Serves. */
    ACTIVE,
    /** Served before; kept for a rollback. */
    PREVIOUS,
    /** Its files are removed as soon as nobody reads them, and its row after them. */
    RETIRED,
    /** Kept for inspection, never served. */
    FAILED;

    /** Previous to active: a rollback. */
    static final Transitions<GenerationState> TRANSITIONS =
            Transitions.of(GenerationState.class)
                    .from(BUILDING, READY, FAILED)
                    .from(READY, ACTIVE, FAILED)
                    .from(ACTIVE, PREVIOUS)
                    .from(PREVIOUS, ACTIVE, RETIRED)
                    .from(FAILED, RETIRED)
                    .build();

    /** Whether somebody is, or was, working on it under the lock. */
    boolean unfinished() {
        return this == BUILDING || this == READY;
    }
}
