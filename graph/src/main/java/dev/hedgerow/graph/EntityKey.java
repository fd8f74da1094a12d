package dev.hedgerow.graph;

import java.util.List;

/** The identity of a node or an edge within its graph. */
public sealed interface EntityKey {
    /** The name of the node or edge type. */
    String type();

    /**
     * A node.
     *
     * @param key the values of the type's key, or its generated id
     */
    record NodeKey(String type, List<Object> key) implements EntityKey {
        public NodeKey {
            key = List.copyOf(key);
        }

        public static NodeKey of(String type, Object... key) {
            return new NodeKey(type, List.of(key));
        }

        @Override
        public String toString() {
            return type + parts(key);
        }
    }

    /**
     * An edge.
     *
     * @param key what tells parallel edges apart: the values of the type's key, a generated id for
     *     a {@code @multi} type, else nothing
     */
    record EdgeKey(String type, List<Object> from, List<Object> to, List<Object> key)
            implements EntityKey {
        public EdgeKey {
            from = List.copyOf(from);
            to = List.copyOf(to);
            key = List.copyOf(key);
        }

        @Override
        public String toString() {
            return type + parts(from) + "->" + parts(to) + (key.isEmpty() ? "" : parts(key));
        }
    }

    private static String parts(List<Object> values) {
        var text = new StringBuilder("[");
        for (Object value : values) {
            text.append(text.length() == 1 ? "" : ", ").append(value);
        }
        return text.append(']').toString();
    }
}
