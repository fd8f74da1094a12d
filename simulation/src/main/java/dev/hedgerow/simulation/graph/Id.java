package dev.hedgerow.simulation.graph;

import dev.hedgerow.graph.EntityKey;
import java.util.Comparator;
import java.util.List;

/** A node or edge of the model: its type and the names that make its key. */
record Id(String type, List<String> names) implements Comparable<Id> {
    private static final Comparator<Id> ORDER =
            Comparator.comparing(Id::type).thenComparing(id -> String.join("\n", id.names()));

    static Id node(String type, String name) {
        return new Id(type, List.of(name));
    }

    static Id of(EntityKey key) {
        return switch (key) {
            case EntityKey.NodeKey node -> node(node.type(), (String) node.key().getFirst());
            case EntityKey.EdgeKey edge ->
                    new Id(
                            edge.type(),
                            List.of(
                                    (String) edge.from().getFirst(),
                                    (String) edge.to().getFirst()));
        };
    }

    boolean isEdge() {
        return names.size() == 2;
    }

    Id source() {
        return node(Town.end(type, true), names.getFirst());
    }

    Id target() {
        return node(Town.end(type, false), names.getLast());
    }

    boolean touches(Id node) {
        return isEdge() && (source().equals(node) || target().equals(node));
    }

    EntityKey.NodeKey nodeKey() {
        return EntityKey.NodeKey.of(type, names.getFirst());
    }

    @Override
    public int compareTo(Id other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return type + names;
    }
}
