package dev.hedgerow.graph;

import java.util.List;

/**
 * A type of edges. An edge is identified by its type, its ends and its {@linkplain #key() key};
 * where {@code @multi} allows parallel edges without a key, by a generated id instead.
 *
 * @param from the type of the nodes its edges leave
 * @param to the type of the nodes its edges enter
 */
public record EdgeType(
        int number,
        String name,
        NodeType from,
        NodeType to,
        Rules rules,
        RowShape shape,
        List<Annotation> annotations)
        implements EntityType {
    public EdgeType {
        annotations = List.copyOf(annotations);
    }

    /**
     * How many edges there may be.
     *
     * @param multi whether parallel edges have generated ids
     * @param outgoing edges that leave one node
     * @param incoming edges that enter one node
     */
    public record Rules(boolean multi, Cardinality outgoing, Cardinality incoming) {
        public static final Rules NONE = new Rules(false, Cardinality.ANY, Cardinality.ANY);
    }

    public boolean isMulti() {
        return rules.multi();
    }

    public Cardinality outgoing() {
        return rules.outgoing();
    }

    public Cardinality incoming() {
        return rules.incoming();
    }

    @Override
    public String toString() {
        return "edge " + name;
    }
}
