package dev.hedgerow.graph;

import java.util.List;

/**
 * A type of nodes. Without a {@linkplain #key() key} its nodes have generated ids and inserts are
 * strict.
 *
 * @param interfaces names of the interfaces it implements, in their order
 */
public record NodeType(
        int number,
        String name,
        List<String> interfaces,
        RowShape shape,
        List<Annotation> annotations)
        implements EntityType {
    public NodeType {
        interfaces = List.copyOf(interfaces);
        annotations = List.copyOf(annotations);
    }

    /** Whether its nodes are told apart by generated ids. */
    public boolean hasGeneratedId() {
        return key().isEmpty();
    }

    @Override
    public String toString() {
        return "node " + name;
    }
}
