package dev.hedgerow.fleet;

/** Where a placement is in its life. */
public enum PlacementState {
    /** The slot is taken; nothing is on the disk. */
    RESERVED,
    /** The first generation is being built. */
    CREATING,
    ACTIVE,
    MOVING,
    /** A tombstone whose files are not yet removed; holds its slot. */
    DELETING,
    /** A tombstone: owner and time stay, the id is never used again. */
    DELETED;

    static final Transitions<PlacementState> TRANSITIONS =
            Transitions.of(PlacementState.class)
                    .from(RESERVED, CREATING, DELETING)
                    .from(CREATING, ACTIVE, DELETING)
                    .from(ACTIVE, MOVING, DELETING)
                    .from(MOVING, ACTIVE, DELETING)
                    .from(DELETING, DELETED)
                    .build();

    boolean tombstone() {
        return this == DELETING || this == DELETED;
    }

    /** Whether disk is promised to it that it does not yet use. */
    boolean promised() {
        return this == RESERVED || this == CREATING;
    }
}
