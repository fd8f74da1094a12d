package dev.hedgerow.graph;

import dev.hedgerow.graph.value.KeyCodec;
import dev.hedgerow.store.Tuple;
import java.util.List;

/** Keys of nodes and edges as values and as elements of store keys. */
final class Keys {
    private Keys() {}

    /** The key; without properties a generated id, or nothing. */
    static Tuple encode(List<Property> key, List<Object> values) {
        return key.isEmpty() ? Tuple.ofAll(values) : KeyCodec.encode(key, values);
    }

    /** The values; without properties a generated id, or nothing. */
    static List<Object> decode(List<Property> key, Tuple elements) {
        if (!key.isEmpty()) {
            return KeyCodec.decode(key, elements);
        }
        return elements.size() == 0 ? List.of() : List.of(elements.string(0));
    }
}
