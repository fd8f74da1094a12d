package dev.hedgerow.store;

import dev.hedgerow.kernel.Stamp;
import java.util.NavigableSet;
import java.util.concurrent.atomic.AtomicReference;

/**
 * From when on every moment can be read, and which moments are being read. A reader pins its moment
 * first and looks then whether it is still kept; the sweep reads {@link #oldest} first, then what
 * is protected durably, and the pins last. So whoever saw its moment kept is seen by the sweep.
 */
final class Horizon {
    private final AtomicReference<Stamp> oldest = new AtomicReference<>(Stamp.ZERO);
    private final Moments pins = new Moments();

    Stamp oldest() {
        return oldest.get();
    }

    /** Called when the new horizon is durable. */
    void moveTo(Stamp stamp) {
        oldest.accumulateAndGet(stamp, (a, b) -> a.isAfter(b) ? a : b);
    }

    boolean holds(Stamp at) {
        return !oldest().isAfter(at);
    }

    void pin(Stamp at) {
        pins.pin(at);
    }

    void unpin(Stamp at) {
        pins.unpin(at);
    }

    NavigableSet<Stamp> pinned() {
        return pins.all();
    }
}
