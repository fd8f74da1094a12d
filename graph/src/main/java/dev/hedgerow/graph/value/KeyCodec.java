package dev.hedgerow.graph.value;

import dev.hedgerow.graph.Property;
import dev.hedgerow.store.Tuple;
import java.util.List;

/** Typed values to and from the elements of store keys, where they sort like the values do. */
@SuppressWarnings("DoNotCallSuggester")
public final class KeyCodec {
    /** Bytes of an encoded node or edge key at most; four of them fit a store key. */
    public static final int BYTES_MAX = 1024;

    private KeyCodec() {}

    /** The values, one per property, none null. */
    public static Tuple encode(List<Property> properties, List<Object> values) {
        throw new UnsupportedOperationException("" + properties + values);
    }

    public static List<Object> decode(List<Property> properties, Tuple elements) {
        throw new UnsupportedOperationException("" + properties + elements);
    }
}
