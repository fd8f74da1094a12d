package dev.hedgerow.graph;

import dev.hedgerow.graph.Draft.Staged;
import dev.hedgerow.graph.Ref.EdgeRef;
import dev.hedgerow.graph.Ref.NodeRef;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Tuple;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sees the branch with the draft over it; each node and edge is read from the store once. */
final class DraftReader {
    private static final int EDGE_PAGE = 256;

    private final Layers layers;
    private final Draft draft;
    private final Rows rows;
    private final Map<NodeRef, Boolean> present = new HashMap<>();

    DraftReader(Layers layers, Draft draft, Rows rows) {
        this.layers = layers;
        this.draft = draft;
        this.rows = rows;
    }

    /** Takes a node or edge into the draft, as it is stored, unless it is there already. */
    Staged take(Ref ref, String place) {
        Staged known = draft.find(ref);
        if (known != null) {
            return known;
        }
        Optional<Entry> stored = stored(ref);
        return stored.isEmpty()
                ? draft.stage(ref, place, null, Stamp.ZERO)
                : draft.stage(
                        ref, place, rows.values(ref, stored.get().value()), stored.get().stamp());
    }

    private Optional<Entry> stored(Ref ref) {
        return layers.get(space -> space.row(ref));
    }

    /** Whether the node will be there. */
    boolean exists(NodeRef node) {
        Staged known = draft.find(node);
        return known != null
                ? known.after() != null
                : present.computeIfAbsent(node, ref -> stored(ref).isPresent());
    }

    /** The edges of one type that will leave the node, counted up to the limit. */
    int outgoing(int type, Tuple from, int limit) {
        int count = 0;
        for (Entry entry : layers.scan(space -> space.outgoing(type, from), page(limit))) {
            Staged known = draft.find(Space.edge(entry.key()));
            count += known == null || known.after() != null ? 1 : 0;
            if (count == limit) {
                return count;
            }
        }
        return count + fresh(type, from, true, limit - count);
    }

    /** The edges of one type that will enter the node, counted up to the limit. */
    int incoming(int type, Tuple to, int limit) {
        int count = 0;
        for (Entry entry : layers.scan(space -> space.incoming(type, to), page(limit))) {
            Staged known = draft.find(Space.incoming(entry.key()));
            count += known == null || known.after() != null ? 1 : 0;
            if (count == limit) {
                return count;
            }
        }
        return count + fresh(type, to, false, limit - count);
    }

    private static int page(int limit) {
        return Math.min(limit, EDGE_PAGE);
    }

    private int fresh(int type, Tuple end, boolean outgoing, int limit) {
        NodeRef node = rows.endOf(type, end, outgoing);
        int count = 0;
        for (EdgeRef edge : draft.written(node)) {
            Staged known = draft.find(edge);
            boolean here = edge.type() == type && (outgoing ? edge.from() : edge.to()).equals(end);
            count += here && known != null && known.isNew() ? 1 : 0;
            if (count == limit) {
                break;
            }
        }
        return count;
    }

    /** Every edge of the node, stored or in the draft; taken into it. */
    Set<EdgeRef> edgesOf(NodeRef node) {
        var edges = new LinkedHashSet<EdgeRef>(draft.written(node));
        for (EdgeType type : rows.schema().edges()) {
            if (type.from().number() == node.type()) {
                for (Entry entry :
                        layers.scan(s -> s.outgoing(type.number(), node.key()), EDGE_PAGE)) {
                    edges.add(Space.edge(entry.key()));
                }
            }
            if (type.to().number() == node.type()) {
                for (Entry entry :
                        layers.scan(s -> s.incoming(type.number(), node.key()), EDGE_PAGE)) {
                    edges.add(Space.incoming(entry.key()));
                }
            }
        }
        return edges;
    }
}
