package dev.hedgerow.operations;

import java.util.EnumSet;
import java.util.Set;

/** Where an operation is, and where it may go from there. */
public enum State {
    /** For an earlier operation on one of its targets, or for a time. */
    WAITING,
    /** To be claimed. */
    READY,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED,
    /** Its deadline passed first. */
    EXPIRED;

    /** The states that may follow; none when the operation has ended. */
    public Set<State> next() {
        return switch (this) {
            case WAITING -> EnumSet.of(READY, CANCELLED, EXPIRED);
            case READY -> EnumSet.of(RUNNING, CANCELLED, EXPIRED);
            case RUNNING -> EnumSet.complementOf(EnumSet.of(RUNNING));
            case SUCCEEDED, FAILED, CANCELLED, EXPIRED -> EnumSet.noneOf(State.class);
        };
    }

    /** Whether the operation has ended; everything else is in flight. */
    public boolean ended() {
        return next().isEmpty();
    }
}
