package dev.hedgerow.store;

import dev.hedgerow.kernel.Stamp;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;

/** Moments that are in use, each as often as it was pinned. */
final class Moments {
    private final ConcurrentSkipListMap<Stamp, Integer> pins = new ConcurrentSkipListMap<>();

    /** Nobody pins an earlier one any more; set by one thread. */
    private volatile Stamp givenUp = Stamp.ZERO;

    void pin(Stamp at) {
        pins.merge(at, 1, Integer::sum);
    }

    /** Pins it, unless what is needed to go on from there was given up already. */
    boolean tryPin(Stamp at) {
        pin(at);
        // in this order: whoever gives up says so first and looks at the pins then
        if (givenUp.isAfter(at)) {
            unpin(at);
            return false;
        }
        return true;
    }

    /**
     * Gives up what is needed only by moments before this one and before all that are pinned.
     *
     * @return up to where
     */
    Stamp giveUp(Stamp moment) {
        Stamp wanted = oldest(moment);
        if (wanted.isAfter(givenUp)) {
            givenUp = wanted;
        }
        return oldest(wanted);
    }

    void unpin(Stamp at) {
        pins.computeIfPresent(at, (_, count) -> count == 1 ? null : count - 1);
    }

    /** The oldest of them, if it is older than the given one; else that. */
    private Stamp oldest(Stamp or) {
        Map.Entry<Stamp, Integer> first = pins.firstEntry();
        return first == null || first.getKey().isAfter(or) ? or : first.getKey();
    }

    NavigableSet<Stamp> all() {
        // one by one: a set made from a sorted one trusts its size, and this one changes meanwhile
        var all = new TreeSet<Stamp>();
        pins.keySet().forEach(all::add);
        return all;
    }
}
