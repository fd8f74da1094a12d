package dev.hedgerow.service;

import dev.hedgerow.graph.Edge;
import dev.hedgerow.graph.EdgeType;
import dev.hedgerow.graph.EntityKey;
import dev.hedgerow.graph.EntityKey.EdgeKey;
import dev.hedgerow.graph.EntityKey.NodeKey;
import dev.hedgerow.graph.EntityType;
import dev.hedgerow.graph.GraphView;
import dev.hedgerow.graph.InterfaceType;
import dev.hedgerow.graph.Node;
import dev.hedgerow.graph.NodeType;
import dev.hedgerow.graph.Schema;
import dev.hedgerow.graph.ViewAddress;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Nearest;
import dev.hedgerow.kernel.Stamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows of one type, or of all types of an interface, by values of their properties. */
public final class RowSearch {
    private RowSearch() {}

    /**
     * What is looked for.
     *
     * @param type a node type, an edge type or an interface
     * @param values raw, as in a row, by the names of properties; null finds rows without a value
     * @param after the last row of the page before
     * @param limit the most rows of the page, at least 1
     */
    public record Wanted(
            String type,
            Map<String, @Nullable Object> values,
            ViewAddress at,
            Optional<EntityKey> after,
            int limit) {
        public Wanted(
                String type,
                Map<String, @Nullable Object> values,
                ViewAddress at,
                Optional<EntityKey> after,
                int limit) {
            this.type = type;
            this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
            this.at = at;
            this.after = after;
            this.limit = limit;
        }
    }

    /**
     * A page of rows, type by type in the order of their keys; either nodes or edges.
     *
     * @param graph the graph's name
     * @param next what the next page comes after; empty on the last one
     */
    public record Found(
            String graph,
            Stamp commit,
            List<Node> nodes,
            List<Edge> edges,
            Optional<EntityKey> next) {}

    static Found search(GraphView view, String graph, Wanted wanted) {
        Schema schema = view.schema();
        var nodes = new ArrayList<Node>();
        var edges = new ArrayList<Edge>();
        // one more than asked tells whether there is a next page
        int most = wanted.limit() + 1;
        for (EntityType type : types(schema, wanted)) {
            switch (type) {
                case NodeType node ->
                        nodes.addAll(
                                view.find(
                                        node,
                                        wanted.values(),
                                        after(wanted, type, NodeKey.class),
                                        most - nodes.size()));
                case EdgeType edge ->
                        edges.addAll(
                                view.find(
                                        edge,
                                        wanted.values(),
                                        after(wanted, type, EdgeKey.class),
                                        most));
            }
        }
        boolean more = nodes.size() + edges.size() == most;
        List<Node> someNodes = more && !nodes.isEmpty() ? nodes.subList(0, most - 1) : nodes;
        List<Edge> someEdges = more && !edges.isEmpty() ? edges.subList(0, most - 1) : edges;
        Optional<EntityKey> next =
                Stream.concat(
                                someNodes.stream().<EntityKey>map(Node::entity),
                                someEdges.stream().map(Edge::entity))
                        .filter(_ -> more)
                        .reduce((_, last) -> last);
        return new Found(
                graph, view.commit(), List.copyOf(someNodes), List.copyOf(someEdges), next);
    }

    /** The types that are left to look at, beginning with that of the last page's last row. */
    private static List<EntityType> types(Schema schema, Wanted wanted) {
        List<EntityType> all = named(schema, wanted.type());
        Optional<String> from = wanted.after().map(EntityKey::type);
        if (from.isEmpty()) {
            return all;
        }
        List<EntityType> left =
                all.stream().dropWhile(type -> !type.name().equals(from.get())).toList();
        if (left.isEmpty()) {
            throw HedgerowException.of(
                    Failure.INVALID_REQUEST,
                    "The page cannot come after a row of %s: that is no %s"
                            .formatted(from.get(), wanted.type()));
        }
        return left;
    }

    private static List<EntityType> named(Schema schema, String name) {
        Optional<InterfaceType> shared = schema.interfaceType(name);
        if (shared.isPresent()) {
            return List.copyOf(schema.implementing(shared.get()));
        }
        Optional<EntityType> type =
                schema.node(name).<EntityType>map(node -> node).or(() -> schema.edge(name));
        return List.of(
                type.orElseThrow(() -> {
                    List<String> names =
                            Stream.of(
                                            schema.nodes().stream().map(NodeType::name),
                                            schema.edges().stream().map(EdgeType::name),
                                            schema.interfaces().stream().map(InterfaceType::name))
                                    .flatMap(each -> each)
                                    .toList();
                    String fix = Nearest.fix(name, names);
                    return HedgerowException.of(
                            Failure.INVALID_REQUEST,
                            "There is no type '%s' in the schema%s"
                                    .formatted(name, fix.isEmpty() ? "" : ": " + fix));
                }));
    }

    private static <K extends EntityKey> Optional<K> after(
            Wanted wanted, EntityType type, Class<K> kind) {
        return wanted.after()
                .filter(key -> key.type().equals(type.name()))
                .filter(kind::isInstance)
                .map(kind::cast);
    }
}
