package dev.hedgerow.operations;

import java.time.Duration;

/**
 * How urgent an operation is. Ready operations are claimed in the order of the time at which they
 * became ready plus the lane's handicap, so that whatever waits long enough has its turn.
 */
public enum Lane {
    INTERACTIVE(Duration.ZERO),
    NORMAL(Duration.ofSeconds(30)),
    BACKGROUND(Duration.ofMinutes(10));

    private final Duration handicap;

    Lane(Duration handicap) {
        this.handicap = handicap;
    }

    Duration handicap() {
        return handicap;
    }
}
