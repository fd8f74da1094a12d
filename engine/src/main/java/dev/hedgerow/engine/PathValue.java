package dev.hedgerow.engine;

import java.util.List;

/** A path in a result: its nodes from one end to the other, and the edges between them. */
public record PathValue(List<NodeValue> nodes, List<EdgeValue> edges) {
    public PathValue {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }
}
