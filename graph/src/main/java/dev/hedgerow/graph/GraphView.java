package dev.hedgerow.graph;

import dev.hedgerow.files.Cells;
import dev.hedgerow.files.RowWriter;
import dev.hedgerow.graph.Ref.EdgeRef;
import dev.hedgerow.graph.Ref.NodeRef;
import dev.hedgerow.graph.value.RowParts;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Block;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Transaction;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One moment of a graph, held until closed. Iterables are read page by page as they are walked and
 * may be walked again; they end with the view. For one thread at a time.
 */
public final class GraphView implements AutoCloseable {
    private final OpenLayers open;
    private final Layers layers;
    private final Rows rows;
    private final KeyTyping keys;
    private final Finder finder;

    GraphView(OpenLayers open, Rows rows) {
        this.open = open;
        this.layers = open.layers();
        this.rows = rows;
        this.keys = new KeyTyping(rows);
        this.finder = new Finder(layers, rows);
    }

    /** The newest commit that is seen. */
    public Stamp commit() {
        return Committer.head(layers);
    }

    /** The schema of the branch at the moment. */
    public Schema schema() {
        return rows.schema();
    }

    /** The node, if it is there; key values may be raw, as in a row. */
    public Optional<Node> node(EntityKey.NodeKey key) {
        NodeRef ref = keys.ref(key);
        return layers.get(space -> space.node(ref)).map(entry -> rows.node(ref, entry));
    }

    /** The edge, if it is there; key values may be raw, as in a row. */
    public Optional<Edge> edge(EntityKey.EdgeKey key) {
        EdgeRef ref = keys.ref(key);
        return layers.get(space -> space.edge(ref)).map(entry -> rows.edge(ref, entry));
    }

    /** All nodes of a type by key. */
    public Iterable<Node> nodes(NodeType type) {
        return mapped(layers.scan(space -> space.nodes(type.number())), rows::node);
    }

    /** The nodes of a type that follow the key, at most {@code limit}. */
    public List<Node> nodes(NodeType type, Optional<EntityKey.NodeKey> after, int limit) {
        Optional<NodeRef> start = after.map(keys::ref);
        Iterable<Entry> scan =
                layers.scan(
                        space ->
                                start.map(ref -> space.nodes(type.number()).after(space.node(ref)))
                                        .orElse(space.nodes(type.number())),
                        page(limit));
        return first(mapped(scan, rows::node), limit);
    }

    /** All edges of a type by source, then target. */
    public Iterable<Edge> edges(EdgeType type) {
        return mapped(layers.scan(space -> space.edges(type.number())), rows::edge);
    }

    /**
     * All rows of the type in ranges, one behind the other: two of about the same size, for as many
     * readers, when there are many rows.
     */
    public List<RowRange> ranges(EntityType type) {
        return RowBlocks.ranges(layers, type);
    }

    /**
     * Tells cells the parts of every row of the range, in the order of keys; the first part is
     * column 0.
     */
    public void each(RowRange range, List<RowPart> parts, Cells cells) {
        var rows = new RowParts(range.type(), parts, cells);
        try (var blocks = RowBlocks.of(layers, range)) {
            for (Block block = blocks.next(); block.size() > 0; block = blocks.next()) {
                rows.tell(block);
            }
        }
    }

    /** The same of every row of the type. */
    public void each(EntityType type, List<RowPart> parts, Cells cells) {
        ranges(type).forEach(range -> each(range, parts, cells));
    }

    /** The edges of a type that follow the key, at most {@code limit}. */
    public List<Edge> edges(EdgeType type, Optional<EntityKey.EdgeKey> after, int limit) {
        Optional<EdgeRef> start = after.map(keys::ref);
        Iterable<Entry> scan =
                layers.scan(
                        space ->
                                start.map(ref -> space.edges(type.number()).after(space.edge(ref)))
                                        .orElse(space.edges(type.number())),
                        page(limit));
        return first(mapped(scan, rows::edge), limit);
    }

    /** The edges of a type that leave the node. */
    public Iterable<Edge> outgoing(EntityKey.NodeKey node, EdgeType type) {
        NodeRef ref = keys.ref(node);
        return mapped(layers.scan(space -> space.outgoing(type.number(), ref.key())), rows::edge);
    }

    /** The edges of a type that enter the node. */
    public Iterable<Edge> incoming(EntityKey.NodeKey node, EdgeType type) {
        NodeRef ref = keys.ref(node);
        return mapped(
                layers.scan(space -> space.incoming(type.number(), ref.key())),
                entry -> {
                    EdgeRef edge = Space.incoming(entry.key());
                    return layers.get(space -> space.edge(edge))
                            .map(row -> rows.edge(edge, row))
                            .orElseThrow();
                });
    }

    /**
     * The nodes of a type with these values, by key, behind the given one, at most {@code limit}.
     * An index that covers some of the properties makes it cheap; without one all nodes of the type
     * are looked at.
     *
     * @param values raw, as in a row, by the names of properties; null finds nodes without a value
     * @throws dev.hedgerow.kernel.HedgerowException INVALID_REQUEST for a property or value that
     *     the type cannot have
     */
    public List<Node> find(
            NodeType type,
            Map<String, @Nullable Object> values,
            Optional<EntityKey.NodeKey> after,
            int limit) {
        return finder.find(type, values, after.map(keys::ref), limit).stream()
                .map(found -> rows.node((NodeRef) found.ref(), found.entry()))
                .toList();
    }

    /** The edges of a type with these values, like nodes. */
    public List<Edge> find(
            EdgeType type,
            Map<String, @Nullable Object> values,
            Optional<EntityKey.EdgeKey> after,
            int limit) {
        return finder.find(type, values, after.map(keys::ref), limit).stream()
                .map(found -> rows.edge((EdgeRef) found.ref(), found.entry()))
                .toList();
    }

    /**
     * The nodes of all types that implement the interface and have these values of its properties,
     * type by type in the order of the schema, at most {@code limit}.
     */
    public List<Node> find(InterfaceType type, Map<String, @Nullable Object> values, int limit) {
        var all = new ArrayList<Node>();
        for (NodeType each : schema().implementing(type)) {
            all.addAll(find(each, values, Optional.empty(), limit - all.size()));
        }
        return all;
    }

    /** How many nodes or edges of the type there are; costs one read. */
    public long count(EntityType type) {
        // every layer counts its own inserts and deletes
        return layers.layers().stream()
                .flatMap(layer -> layer.reader().get(layer.space().count(type.number())).stream())
                .mapToLong(Transaction::counter)
                .sum();
    }

    /** Writes every node, then every edge, as rows that can be loaded again; how many. */
    public long export(RowWriter writer) {
        long before = writer.rows();
        for (NodeType type : schema().nodes()) {
            nodes(type).forEach(node -> writer.write(rows.row(node)));
        }
        for (EdgeType type : schema().edges()) {
            edges(type).forEach(edge -> writer.write(rows.row(edge)));
        }
        return writer.rows() - before;
    }

    private static int page(int limit) {
        return Math.clamp(limit, 1, dev.hedgerow.store.Reader.PAGE);
    }

    private static <T> List<T> first(Iterable<T> all, int limit) {
        var first = new ArrayList<T>();
        for (Iterator<T> i = all.iterator(); first.size() < limit && i.hasNext(); ) {
            first.add(i.next());
        }
        return first;
    }

    private static <T> Iterable<T> mapped(Iterable<Entry> entries, Function<Entry, T> mapping) {
        return () -> {
            Iterator<Entry> iterator = entries.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return iterator.hasNext();
                }

                @Override
                public T next() {
                    return mapping.apply(iterator.next());
                }
            };
        };
    }

    @Override
    public void close() {
        open.close();
    }
}
