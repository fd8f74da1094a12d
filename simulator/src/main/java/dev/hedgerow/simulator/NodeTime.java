package dev.hedgerow.simulator;

import java.time.Duration;
import java.time.Instant;

/** How a node's two clocks follow from the world's time: the rate of both, the offset of one. */
final class NodeTime {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private double rate = 1;
    private long sinceGlobal;
    private long sinceLocal;
    private Duration offset = Duration.ZERO;

    /** The monotonic clock. */
    long local(long global) {
        return sinceLocal + (long) ((global - sinceGlobal) * rate);
    }

    Instant wall(long global) {
        return START.plusNanos(local(global)).plus(offset);
    }

    /** How long the world waits while this node waits so long; at least as long. */
    long global(long local) {
        return (long) Math.ceil(local / rate);
    }

    void rate(long global, double rate) {
        sinceLocal = local(global);
        sinceGlobal = global;
        this.rate = rate;
    }

    void jump(Duration by) {
        offset = offset.plus(by);
    }
}
