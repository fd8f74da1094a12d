package dev.hedgerow.graph;

import dev.hedgerow.graph.Ref.NodeRef;
import dev.hedgerow.kernel.Violation;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Tuple;
import java.util.Iterator;
import java.util.function.Consumer;

/**
 * Checks one end of the edges of one type in a load or large merge: that the nodes are there, and
 * have as many edges as they may. The edges come sorted by that end, beside them the changed nodes.
 */
final class EndCheck {
    private final Layers layers;
    private final Rows rows;
    private final EdgeType type;
    private final boolean outgoing;
    private final Cardinality allowed;
    private final Consumer<Violation> violations;
    private final Iterator<LoadedNodes.Loaded> nodes;
    private final SortedLookup stored;
    private LoadedNodes.Loaded node = LoadedNodes.Loaded.END;

    EndCheck(
            Layers layers,
            Rows rows,
            EdgeType type,
            boolean outgoing,
            LoadedNodes loaded,
            Consumer<Violation> violations) {
        this.layers = layers;
        this.rows = rows;
        this.type = type;
        this.outgoing = outgoing;
        this.violations = violations;
        allowed = outgoing ? type.outgoing() : type.incoming();
        NodeType end = outgoing ? type.from() : type.to();
        nodes = loaded.of(end);
        stored = new SortedLookup(layers, space -> space.rowPrefix(end));
        advance();
    }

    private void advance() {
        node = nodes.hasNext() ? nodes.next() : LoadedNodes.Loaded.END;
    }

    /**
     * Whether the node will be there; ends ascend.
     *
     * @param end the node's key, encoded
     */
    boolean exists(byte[] end) {
        while (node.isBefore(end)) {
            lacks(node, 0);
            advance();
        }
        return node.is(end) ? !node.isGone() : stored.get(end, 0, end.length).isPresent();
    }

    private NodeRef ref(byte[] end) {
        return rows.endOf(type.number(), Tuple.decode(end), outgoing);
    }

    /**
     * All edges of an end that exists have been seen.
     *
     * @param fresh how many of them are new
     * @param gone how many of those that are stored go
     */
    void counted(byte[] end, long fresh, long gone, String place) {
        boolean isNew = node.is(end) && node.isNew();
        if (node.is(end)) {
            lacks(node, fresh);
            advance();
        }
        if (allowed.isLimited() && fresh + gone > 0) {
            int enough = allowed.isBounded() ? allowed.max() + 1 : allowed.min();
            long count =
                    Math.min(enough, fresh - gone + existing(Tuple.decode(end), enough + gone));
            if (count > allowed.max() || (!isNew && count < allowed.min())) {
                violations.accept(
                        Constraints.miscounted(place, rows.key(ref(end)), type, outgoing, count));
            }
        }
    }

    /** Edges that were there already, as far as it matters. */
    private long existing(Tuple end, long enough) {
        Iterator<Entry> edges =
                layers.scan(
                                space ->
                                        outgoing
                                                ? space.outgoing(type.number(), end)
                                                : space.incoming(type.number(), end),
                                (int) Math.min(enough, 256))
                        .iterator();
        long count = 0;
        while (count < enough && edges.hasNext()) {
            edges.next();
            count++;
        }
        return count;
    }

    /** A node that is new has only the edges of the load. */
    private void lacks(LoadedNodes.Loaded loaded, long edges) {
        if (loaded.isNew() && edges < allowed.min()) {
            violations.accept(
                    Constraints.miscounted(
                            loaded.place(), rows.key(ref(loaded.key())), type, outgoing, edges));
        }
    }

    /** No more edges come. */
    void finish() {
        while (allowed.min() > 0 && !node.isEnd()) {
            lacks(node, 0);
            advance();
        }
    }
}
