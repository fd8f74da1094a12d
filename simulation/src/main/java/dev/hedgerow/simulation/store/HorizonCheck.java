package dev.hedgerow.simulation.store;

import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.simulation.CheckFailed;
import dev.hedgerow.store.Store;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sees that the horizon never passes what was visible a retention ago, by the time of the world and
 * not by what the node takes for it.
 */
final class HorizonCheck {
    /** A node's seconds may be that much shorter than real ones. */
    private static final double FASTEST = 1.26;

    private final Clock outside;
    private final long keptNanos;
    private final TreeMap<Long, Stamp> visible = new TreeMap<>();

    HorizonCheck(Clock outside, Duration retention) {
        this.outside = outside;
        keptNanos = (long) (retention.toNanos() / FASTEST);
    }

    void look(Store store) {
        long before = outside.nanos();
        visible.put(before, store.visible());
        Stamp oldest = store.oldest();
        long after = outside.nanos();
        Map.Entry<Long, Stamp> young = visible.ceilingEntry(after - keptNanos);
        CheckFailed.unless(
                young == null || !oldest.isAfter(young.getValue()),
                "the horizon %s has passed %s, visible %d ns ago",
                oldest,
                young == null ? Stamp.ZERO : young.getValue(),
                young == null ? 0 : after - young.getKey());
        visible.headMap(after - 2 * keptNanos).clear();
    }
}
