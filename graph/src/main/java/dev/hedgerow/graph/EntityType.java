package dev.hedgerow.graph;

import java.util.List;
import java.util.Optional;

/** A node type or an edge type. */
public sealed interface EntityType permits NodeType, EdgeType {
    /**
     * Stays for as long as the type does, over renames; never used again in its graph, neither by a
     * node nor by an edge type.
     */
    int number();

    String name();

    RowShape shape();

    /** The notes on it that mean nothing to the graph itself. */
    List<Annotation> annotations();

    /** The properties of the key in its order; empty when there is none. */
    default List<Property> key() {
        return shape().key();
    }

    /** All properties, with those of interfaces, in the order of the schema. */
    default List<Property> properties() {
        return shape().properties();
    }

    default Optional<Property> property(String name) {
        return shape().property(name);
    }

    default List<Constraint> constraints() {
        return shape().constraints();
    }

    default Optional<String> description() {
        return Annotation.text(annotations(), Annotation.DESCRIPTION);
    }

    /** What agents are told about using it. */
    default Optional<String> instruction() {
        return Annotation.text(annotations(), Annotation.INSTRUCTION);
    }
}
