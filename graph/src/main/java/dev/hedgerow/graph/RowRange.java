package dev.hedgerow.graph;

import dev.hedgerow.store.KeyRange;

/** Rows of a type that stand one behind the other; every view of the same moment can read them. */
public final class RowRange {
    private final EntityType type;
    private final KeyRange keys;

    RowRange(EntityType type, KeyRange keys) {
        this.type = type;
        this.keys = keys;
    }

    EntityType type() {
        return type;
    }

    KeyRange keys() {
        return keys;
    }
}
