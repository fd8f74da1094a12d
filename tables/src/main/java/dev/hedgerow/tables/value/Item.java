package dev.hedgerow.tables.value;

import java.util.Map;

/** Rules of items, which are maps from names to values. */
public final class Item {
    /** Bytes that an item may count. */
    public static final int SIZE_MAX = 400 * 1024;

    private Item() {}

    /** How many bytes DynamoDB counts for the attributes: names and values. */
    public static int size(Map<String, Value> attributes) {
        int size = 0;
        for (var attribute : attributes.entrySet()) {
            size += Utf8.length(attribute.getKey()) + attribute.getValue().size();
        }
        return size;
    }

    /** Levels of nesting of a value: one for a scalar or a set, more for what is in it. */
    public static int levels(Value value) {
        return switch (value) {
            case Value.Sequence(var values) -> 1 + deepest(values);
            case Value.Document(var attributes) -> 1 + deepest(attributes.values());
            case Value.Text _, Value.Numeric _, Value.Binary _ -> 1;
            case Value.Bool _, Value.Null _, Value.Set _ -> 1;
        };
    }

    private static int deepest(Iterable<Value> values) {
        int levels = 0;
        for (Value value : values) {
            levels = Math.max(levels, levels(value));
        }
        return levels;
    }
}
