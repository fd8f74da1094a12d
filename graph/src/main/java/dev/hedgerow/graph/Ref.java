package dev.hedgerow.graph;

import dev.hedgerow.store.Tuple;

/** A node or edge by number of its type, as it stands in keys. */
sealed interface Ref {
    int type();

    record NodeRef(int type, Tuple key) implements Ref {}

    /**
     * An edge.
     *
     * @param key tells parallel edges apart; empty when there are none
     */
    record EdgeRef(int type, Tuple from, Tuple to, Tuple key) implements Ref {}
}
