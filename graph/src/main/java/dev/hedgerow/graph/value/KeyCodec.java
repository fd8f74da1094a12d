package dev.hedgerow.graph.value;

import dev.hedgerow.graph.Property;
import dev.hedgerow.store.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Typed values to and from the elements of store keys, where they sort like the values do. */
public final class KeyCodec {
    /** Bytes of an encoded node or edge key, and of one unique value, at most. */
    public static final int BYTES_MAX = 1024;

    /** Characters of a text that an index holds; entries of longer texts share their place. */
    public static final int INDEX_TEXT_MAX = 128;

    private KeyCodec() {}

    /** The values, one per property, none null. */
    public static Tuple encode(List<Property> properties, List<Object> values) {
        if (properties.size() != values.size()) {
            throw new IllegalArgumentException(
                    "%d values for %d properties".formatted(values.size(), properties.size()));
        }
        if (values.size() == 1) {
            return Tuple.of(element(values.getFirst()));
        }
        return Tuple.ofAll(values.stream().map(KeyCodec::element).toList());
    }

    /** What {@link #encode} made. */
    public static List<Object> decode(List<Property> properties, Tuple elements) {
        if (properties.size() == 1) {
            return List.of(value(properties.getFirst(), elements.get(0)));
        }
        var values = new ArrayList<Object>(properties.size());
        for (int i = 0; i < properties.size(); i++) {
            values.add(value(properties.get(i), elements.get(i)));
        }
        return values;
    }

    private static Object value(Property property, @Nullable Object element) {
        return Elements.value(property.type(), Objects.requireNonNull(element));
    }

    /**
     * The values as an index holds them: nulls allowed, long texts cut, so that whoever looks
     * something up compares the rows it finds.
     */
    public static Tuple index(List<? extends @Nullable Object> values) {
        List<@Nullable Object> elements = new ArrayList<>(values.size());
        for (Object value : values) {
            elements.add(
                    value instanceof String text && text.length() > INDEX_TEXT_MAX
                            ? cut(text)
                            : value == null ? null : element(value));
        }
        return Tuple.ofAll(elements);
    }

    private static String cut(String text) {
        boolean halves = Character.isHighSurrogate(text.charAt(INDEX_TEXT_MAX - 1));
        return text.substring(0, halves ? INDEX_TEXT_MAX - 1 : INDEX_TEXT_MAX);
    }

    /** Equal numbers have one element: there is no negative zero in a key. */
    private static Object element(Object value) {
        return value instanceof Double d && d == 0 ? (Object) 0.0 : Elements.element(value);
    }
}
