package dev.hedgerow.simulation.graph;

import dev.hedgerow.kernel.Stamp;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The newest of what anybody had been told at a moment: a later request must see all of it.
 *
 * @param anything over all branches
 * @param heads by branch
 */
record Told(Stamp anything, Map<String, Stamp> heads) {
    Told {
        heads = Collections.unmodifiableMap(new TreeMap<>(heads));
    }

    Stamp head(String branch) {
        return heads.getOrDefault(branch, Stamp.ZERO);
    }

    /** Also something that is no commit of a branch. */
    Told with(Stamp stamp) {
        return new Told(max(anything, stamp), heads);
    }

    /** Also a commit of the branch. */
    Told with(String branch, Stamp stamp) {
        var more = new TreeMap<>(heads);
        more.merge(branch, stamp, Told::max);
        return new Told(max(anything, stamp), more);
    }

    private static Stamp max(Stamp a, Stamp b) {
        return a.isAfter(b) ? a : b;
    }
}
