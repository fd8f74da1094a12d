package dev.hedgerow.fleet;

/** Where an instance is in its life. */
public enum InstanceState {
    /** Registered; not yet serving. */
    JOINING,
    /** Serves, and takes new graphs. */
    READY,
    /** Serves, and takes no new graphs. */
    CORDONED,
    /** Its graphs are being moved away. */
    DRAINING,
    /** Silent for too long. */
    LOST,
    /** Gone for good; its id is never used again. */
    RETIRED;

    static final Transitions<InstanceState> TRANSITIONS =
            Transitions.of(InstanceState.class)
                    .from(JOINING, READY, LOST, RETIRED)
                    .from(READY, CORDONED, LOST)
                    .from(CORDONED, READY, DRAINING, LOST)
                    .from(DRAINING, CORDONED, LOST, RETIRED)
                    .from(LOST, READY, RETIRED)
                    .build();
}
