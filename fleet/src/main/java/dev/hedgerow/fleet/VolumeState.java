package dev.hedgerow.fleet;

/** Where a volume is in its life. Being expanded is a flag beside it. */
public enum VolumeState {
    /** Attached nowhere, promised to nobody. */
    AVAILABLE,
    /** Promised to the intended instance. */
    CLAIMED,
    /** Its epoch is raised; the provider is being asked. */
    ATTACHING,
    /** Attached, and the volume's manifest has its epoch. */
    ATTACHED,
    DETACHING,
    /** The disk is not there any more; its graphs are to be rebuilt elsewhere. */
    LOST,
    RETIRED;

    /** Attached to attaching: the same instance again, after a restart, under a new epoch. */
    static final Transitions<VolumeState> TRANSITIONS =
            Transitions.of(VolumeState.class)
                    .from(AVAILABLE, CLAIMED, LOST, RETIRED)
                    .from(CLAIMED, AVAILABLE, ATTACHING, LOST)
                    .from(ATTACHING, ATTACHING, ATTACHED, DETACHING, LOST)
                    .from(ATTACHED, ATTACHING, DETACHING, LOST)
                    .from(DETACHING, AVAILABLE, LOST)
                    .from(LOST, AVAILABLE, RETIRED)
                    .build();

    /** Whether an instance has it, or is getting it or giving it back. */
    boolean live() {
        return this == ATTACHING || this == ATTACHED || this == DETACHING;
    }
}
