package dev.hedgerow.graph;

import dev.hedgerow.store.Key;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Tuple;
import java.util.Optional;

/** What a bulk load knows of one type while it writes the rows of it. */
final class LoadedType {
    private final TypeRows rows;
    private final byte[] head;
    private final byte[] number;
    private final Key stored;
    private final SortedLookup lookup;
    private Counts.OfType counts = Counts.OfType.NONE;

    LoadedType(Layers layers, TypeRows rows) {
        this.rows = rows;
        EntityType type = rows.type();
        head = LoadedRow.head(type);
        number = Tuple.of(type.number()).encode();
        stored = layers.space().rowPrefix(type);
        lookup = new SortedLookup(layers, space -> space.rowPrefix(type));
    }

    EntityType type() {
        return rows.type();
    }

    TypeRows rows() {
        return rows;
    }

    /** How the sorted keys of its rows begin. */
    byte[] head() {
        return head;
    }

    /** Its number, encoded. */
    byte[] number() {
        return number;
    }

    /** How the keys of its stored rows begin. */
    Key stored() {
        return stored;
    }

    boolean has(byte[] sortedKey) {
        return KeyedCursor.begins(sortedKey, head);
    }

    /** What is stored of the row; rows ascend. */
    Optional<Entry> before(LoadedRow row) {
        return lookup.get(row.key(), row.begin(), row.key().length);
    }

    void count(Change.Kind kind) {
        counts = counts.plus(kind);
    }

    Counts.OfType counts() {
        return counts;
    }
}
