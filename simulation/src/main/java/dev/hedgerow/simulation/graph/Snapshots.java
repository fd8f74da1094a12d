package dev.hedgerow.simulation.graph;

import dev.hedgerow.graph.Edge;
import dev.hedgerow.graph.EdgeType;
import dev.hedgerow.graph.GraphView;
import dev.hedgerow.graph.Node;
import dev.hedgerow.graph.NodeType;
import dev.hedgerow.simulation.CheckFailed;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads whole views, in every way they offer. */
final class Snapshots {
    private Snapshots() {}

    /** Everything the view shows; indexes and counters must agree with the rows. */
    static State read(GraphView view) {
        var rows = new TreeMap<Id, State.Row>();
        for (NodeType type : view.schema().nodes()) {
            long count = 0;
            for (Node node : view.nodes(type)) {
                rows.put(Id.of(node.entity()), row(node.properties(), node));
                count++;
            }
            checkCount(view, type.name(), view.count(type), count);
        }
        for (EdgeType type : view.schema().edges()) {
            var edges = new TreeSet<Id>();
            for (Edge edge : view.edges(type)) {
                var id = Id.of(edge.entity());
                edges.add(id);
                rows.put(id, new State.Row(given(edge.properties()), edge.version()));
            }
            checkCount(view, type.name(), view.count(type), edges.size());
            checkEnds(view, type, edges);
        }
        var state = new State(rows);
        state.broken()
                .ifPresent(problem -> {
                    throw new CheckFailed("%s at %s:%n%s".formatted(problem, view.commit(), state));
                });
        return state;
    }

    private static State.Row row(Map<String, @Nullable Object> properties, Node node) {
        return new State.Row(given(properties), node.version());
    }

    private static void checkCount(GraphView view, String type, long count, long found) {
        CheckFailed.unless(
                count == found,
                "%s is counted %d times and there %d times at %s",
                type,
                count,
                found,
                view.commit());
    }

    /** From both ends the same edges are found. */
    private static void checkEnds(GraphView view, EdgeType type, Set<Id> edges) {
        var outgoing = new TreeSet<Id>();
        var incoming = new TreeSet<Id>();
        for (Node node : view.nodes(type.from())) {
            view.outgoing(node.entity(), type).forEach(edge -> outgoing.add(Id.of(edge.entity())));
        }
        for (Node node : view.nodes(type.to())) {
            view.incoming(node.entity(), type).forEach(edge -> incoming.add(Id.of(edge.entity())));
        }
        CheckFailed.unless(
                outgoing.equals(edges) && incoming.equals(edges),
                "%s has %s, from the sources %s, from the targets %s",
                type.name(),
                edges,
                outgoing,
                incoming);
    }

    static Map<String, Object> given(Map<String, @Nullable Object> properties) {
        var given = new TreeMap<String, Object>();
        properties.forEach((name, value) -> {
            if (value != null) {
                given.put(name, value);
            }
        });
        return given;
    }
}
