package dev.hedgerow.simulation.projection;

import dev.hedgerow.engine.EdgeValue;
import dev.hedgerow.engine.InternalId;
import dev.hedgerow.engine.NodeValue;
import dev.hedgerow.graph.Edge;
import dev.hedgerow.graph.EdgeType;
import dev.hedgerow.graph.Graph;
import dev.hedgerow.graph.Node;
import dev.hedgerow.graph.NodeType;
import dev.hedgerow.graph.ViewAddress;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.projection.CypherAnswer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Graphs and answers as sorted lines of text, to be compared. */
final class Truth {
    /** A moment never changes; looked up only. */
    private final Map<String, Set<String>> known = new HashMap<>();

    /** The graph at a commit: its edges, and its nodes too unless only edges are wanted. */
    Set<String> at(Graph graph, Stamp commit, boolean edgesOnly) {
        GraphId id = graph.id();
        String key = id + "@" + commit + edgesOnly;
        Set<String> before = known.get(key);
        if (before != null) {
            return before;
        }
        var lines = new TreeSet<String>();
        try (var view = graph.view(new ViewAddress.At(commit))) {
            for (NodeType type : view.schema().nodes()) {
                for (Node node : view.nodes(type)) {
                    if (!edgesOnly) {
                        lines.add(type.name() + text(node.properties()));
                    }
                }
            }
            for (EdgeType type : view.schema().edges()) {
                for (Edge edge : view.edges(type)) {
                    lines.add(
                            "%s %s -> %s key %s %s"
                                    .formatted(
                                            type.name(),
                                            edge.from().getFirst(),
                                            edge.to().getFirst(),
                                            edge.key(),
                                            text(edge.properties())));
                }
            }
        }
        known.put(key, lines);
        return lines;
    }

    /** What an answer says, which has nodes, and edges with the nodes at their ends. */
    static Set<String> of(CypherAnswer answer) {
        var lines = new TreeSet<String>();
        Map<InternalId, NodeValue> nodes = new LinkedHashMap<>(answer.ends());
        for (List<@Nullable Object> row : answer.result().rows()) {
            for (Object cell : row) {
                if (cell instanceof NodeValue node) {
                    nodes.put(node.id(), node);
                    lines.add(node.label() + text(node.properties()));
                }
            }
        }
        for (List<@Nullable Object> row : answer.result().rows()) {
            for (Object cell : row) {
                if (cell instanceof EdgeValue edge) {
                    var properties = new TreeMap<String, @Nullable Object>(edge.properties());
                    Object key = properties.remove("_key");
                    lines.add(
                            "%s %s -> %s key %s %s"
                                    .formatted(
                                            edge.label(),
                                            name(nodes.get(edge.from())),
                                            name(nodes.get(edge.to())),
                                            key == null ? "[]" : "[" + key + "]",
                                            text(properties)));
                }
            }
        }
        return lines;
    }

    private static @Nullable Object name(@Nullable NodeValue node) {
        return node == null ? "(unknown)" : node.properties().get("name");
    }

    private static String text(Map<String, @Nullable Object> properties) {
        var sorted = new TreeMap<String, Object>();
        properties.forEach((name, value) -> {
            if (value != null) {
                sorted.put(name, value);
            }
        });
        return sorted.toString();
    }
}
