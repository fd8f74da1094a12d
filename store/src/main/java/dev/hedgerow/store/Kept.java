package dev.hedgerow.store;

import dev.hedgerow.kernel.Stamp;
import java.util.NavigableSet;

/**
 * Which moments can be read.
 *
 * @param horizon it and every later one
 * @param moments others before it
 */
record Kept(Stamp horizon, NavigableSet<Stamp> moments) {
    /** Whether somebody can read the version, which is followed by a newer one at that stamp. */
    boolean needs(Stamp version, Stamp newer) {
        if (newer.isAfter(horizon)) {
            return true;
        }
        Stamp reader = moments.ceiling(version);
        return reader != null && newer.isAfter(reader);
    }
}
