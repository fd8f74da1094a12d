package dev.hedgerow.graph;

import dev.hedgerow.graph.Ref.EdgeRef;
import dev.hedgerow.graph.sort.KeyedBytes;
import dev.hedgerow.graph.sort.Sorter;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Tuple;
import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Nodes that go by a large merge may have got edges on the branch merged into, of which the other
 * one knew nothing. They stay then, or where theirs is taken their edges go with them. Nodes,
 * decided edges and stored edges are walked together, once for each end of each type of edges.
 */
final class GoneNodes implements AutoCloseable {
    private static final byte[] NOTHING = {};

    private final MergeSides sides;
    private final ThreeWay threeWay;
    private final MergeDecisions decisions;
    private final Sorter holding;
    private final Sorter removed;
    private final SortedRecords restored;

    GoneNodes(MergeSides sides, ThreeWay threeWay, MergeDecisions decisions, LoadLimits limits) {
        this.sides = sides;
        this.threeWay = threeWay;
        this.decisions = decisions;
        holding = new Sorter(limits.folder(), limits.partBytes());
        removed = new Sorter(limits.folder(), limits.partBytes());
        restored = new SortedRecords(limits.folder());
    }

    /** Settles what becomes of all nodes that go. */
    void settle(LoadedTypes types) {
        if (!decisions.deletesNodes()) {
            return;
        }
        for (LoadedType edges : types.edges()) {
            var type = (EdgeType) edges.type();
            for (LoadedType nodes : types.nodes()) {
                if (type.from().number() == nodes.type().number()) {
                    new Side(edges, true).look(nodes);
                }
                if (type.to().number() == nodes.type().number()) {
                    new Side(edges, false).look(nodes);
                }
            }
        }
        var sorted = new KeyedCursor(holding.sorted());
        for (LoadedType nodes : types.nodes()) {
            for (var next = sorted.peek(nodes.head());
                    next != null;
                    next = sorted.peek(nodes.head())) {
                sorted.skip();
                restore(LoadedRow.read(nodes, next), types, next.value());
            }
        }
    }

    private void restore(LoadedRow node, LoadedTypes types, byte[] edgeKey) {
        for (LoadedType edges : types.edges()) {
            if (edges.has(edgeKey)) {
                var edge = LoadedRow.read(edges, new KeyedBytes(edgeKey, NOTHING));
                String problem = MergePlan.heldBy(sides.rows(), (EdgeRef) edge.ref());
                var _ = threeWay.settleWhole(sides.versions(node.ref()), problem);
                restored.add(node.type().type(), node.key(), NOTHING);
            }
        }
    }

    /** Keys of nodes of the type that stay although they were to go. */
    KeyedCursor restored(LoadedType type) {
        return new KeyedCursor(restored.of(type.type()));
    }

    /** Edges that go with their nodes, some twice; to be read once. */
    KeyedCursor removed() {
        return new KeyedCursor(removed.sorted());
    }

    /** One end of all edges of a type. */
    private final class Side {
        private final LoadedType type;
        private final boolean outgoing;
        private final KeyedCursor decided;
        private final Key prefix;
        private final int begin;

        Side(LoadedType type, boolean outgoing) {
            this.type = type;
            this.outgoing = outgoing;
            decided = new KeyedCursor(outgoing ? decisions.of(type) : decisions.byTarget(type));
            prefix = outgoing ? type.stored() : sides.ours().space().incomingPrefix();
            begin = outgoing ? type.head().length : type.number().length;
        }

        void look(LoadedType nodes) {
            Iterator<KeyedBytes> all = decisions.of(nodes);
            while (all.hasNext()) {
                KeyedBytes next = all.next();
                if (LoadedRow.kind(next.value()) == Change.Kind.DELETED) {
                    look(LoadedRow.read(nodes, next));
                }
            }
        }

        private void look(LoadedRow node) {
            byte[] end = node.ownKey();
            for (KeyedBytes next = decided.peek();
                    next != null && compare(next, end) < 0;
                    next = decided.peek()) {
                decided.skip();
            }
            var left = new Left(end);
            EdgeRef edge = left.next();
            if (edge == null) {
                return;
            }
            if (!threeWay.takesTheirs(node.ref())) {
                holding.add(node.key(), LoadedRow.key(edge));
                return;
            }
            for (; edge != null; edge = left.next()) {
                removed.add(LoadedRow.key(edge), NOTHING);
            }
        }

        private int compare(KeyedBytes edge, byte[] end) {
            byte[] key = edge.key();
            return Arrays.compareUnsigned(
                    key, begin + 1, Tuple.end(key, begin) - 1, end, 0, end.length);
        }

        /** The edges that one node would have left, stored ones and decided ones. */
        private final class Left {
            private final byte[] end;
            private final Iterator<Entry> stored;
            private @Nullable Key at;

            Left(byte[] end) {
                this.end = end;
                int number = type.type().number();
                Tuple node = Tuple.decode(end);
                stored =
                        sides.ours()
                                .scan(space ->
                                        outgoing
                                                ? space.outgoing(number, node)
                                                : space.incoming(number, node))
                                .iterator();
                advance();
            }

            private void advance() {
                Layers ours = sides.ours();
                at = null;
                if (stored.hasNext()) {
                    Key key = stored.next().key();
                    at = ours.hasAncestors() ? ours.space().rebased(key) : key;
                }
            }

            @Nullable EdgeRef next() {
                while (true) {
                    Key here = at;
                    KeyedBytes next = decided.peek();
                    if (next == null || compare(next, end) != 0) {
                        advance();
                        return here == null ? null : edge(here);
                    }
                    Key key = prefix.with(next.key(), outgoing ? begin : 0, next.key().length);
                    int order = here == null ? -1 : key.compareTo(here);
                    if (order > 0 && here != null) {
                        advance();
                        return edge(here);
                    }
                    decided.skip();
                    if (order == 0) {
                        advance();
                    }
                    if (LoadedRow.kind(next.value()) != Change.Kind.DELETED) {
                        return edge(key);
                    }
                }
            }

            private EdgeRef edge(Key key) {
                return outgoing ? Space.edge(key) : Space.incoming(key);
            }
        }
    }

    @Override
    public void close() {
        try (holding;
                removed) {
            restored.close();
        }
    }
}
