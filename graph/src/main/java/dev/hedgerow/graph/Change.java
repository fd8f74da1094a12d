package dev.hedgerow.graph;

import java.util.Optional;

/** One changed node or edge of a commit. */
public sealed interface Change {
    /** What happened to it. */
    Kind kind();

    EntityKey key();

    /** What a commit did to a node or edge. */
    enum Kind {
        INSERTED,
        UPDATED,
        DELETED
    }

    /**
     * A changed node.
     *
     * @param after the node as the commit left it; empty when deleted
     */
    record OfNode(Kind kind, EntityKey.NodeKey key, Optional<Node> after) implements Change {}

    /**
     * A changed edge.
     *
     * @param after the edge as the commit left it; empty when deleted
     */
    record OfEdge(Kind kind, EntityKey.EdgeKey key, Optional<Edge> after) implements Change {}
}
