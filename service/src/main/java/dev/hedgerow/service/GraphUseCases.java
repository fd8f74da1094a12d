package dev.hedgerow.service;

import dev.hedgerow.fleet.AllocateRequest;
import dev.hedgerow.fleet.Owner;
import dev.hedgerow.fleet.Tier;
import dev.hedgerow.graph.CatalogEntry;
import dev.hedgerow.graph.CreateGraph;
import dev.hedgerow.graph.EdgeType;
import dev.hedgerow.graph.Graph;
import dev.hedgerow.graph.GraphView;
import dev.hedgerow.graph.NodeType;
import dev.hedgerow.graph.Schema;
import dev.hedgerow.graph.ViewAddress;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.operations.Operation;
import dev.hedgerow.operations.Origin;
import dev.hedgerow.operations.Target;
import dev.hedgerow.projection.Freshness;
import dev.hedgerow.store.Transaction;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;

/** Graphs and their schema. */
public final class GraphUseCases {
    private final Layers layers;
    private final Gate gate;
    private final Once once;
    private final RemoveGraph removeGraph;

    GraphUseCases(Layers layers, Gate gate, Once once, RemoveGraph removeGraph) {
        this.layers = layers;
        this.gate = gate;
        this.once = once;
        this.removeGraph = removeGraph;
    }

    /**
     * A graph as it is now.
     *
     * @param head of main
     * @param counts entities by the name of their type, in the order of the schema
     */
    public record Summary(
            CatalogEntry entry,
            int schemaVersion,
            Stamp head,
            Map<String, Long> counts,
            Freshness freshness,
            Optional<Operation> lastOperation) {}

    /** A schema as of a view. */
    public record SchemaAt(Graph graph, String branch, Stamp commit, Schema schema) {}

    /**
     * Makes a graph and gives it a place, in one transaction.
     *
     * @param source the name of the schema's file, for messages
     */
    public Summary create(
            Caller caller, String name, String schema, String source, Optional<String> key) {
        gate.checkTenant(caller, Right.WRITE, "create a graph");
        var request = new CreateGraph(caller.tenant(), name, schema, source, caller.actor());
        var owner = new Owner(caller.tenant(), caller.actor());
        Once.Told told =
                once.run(
                        caller,
                        key,
                        "create graph %s\n%s".formatted(name, schema),
                        tx -> {
                            GraphId id = layers.graphs().create(tx, request);
                            var place = AllocateRequest.of(owner, id, Tier.STANDARD);
                            var _ = layers.fleet().allocate(tx, place);
                            return id.value();
                        });
        return summary(layers.graphs().open(new GraphId(told.text())));
    }

    /** The caller's graphs by name, after the given name. */
    public List<CatalogEntry> list(Caller caller, Optional<String> after, int limit) {
        gate.check(caller, Right.READ, "list graphs");
        return caller.scope()
                .graphs()
                .map(ids -> named(caller, ids, after.orElse(""), limit))
                .orElseGet(() -> layers.graphs().list(caller.tenant(), after, limit));
    }

    /** Of those graphs the ones that still exist. */
    private List<CatalogEntry> named(
            Caller caller, NavigableSet<GraphId> ids, String after, int limit) {
        return ids.stream()
                .flatMap(id -> layers.graphs().lookUp(id).stream())
                .filter(entry -> entry.tenant().equals(caller.tenant()))
                .filter(entry -> entry.name().compareTo(after) > 0)
                .sorted(Comparator.comparing(CatalogEntry::name))
                .limit(limit)
                .toList();
    }

    public Summary show(Caller caller, String graph) {
        return summary(gate.graph(caller, Right.READ, "look at a graph", graph));
    }

    private Summary summary(Graph graph) {
        var counts = new LinkedHashMap<String, Long>();
        Stamp head;
        int version;
        try (GraphView view = graph.view(ViewAddress.MAIN)) {
            head = view.commit();
            version = view.schema().version();
            for (NodeType type : view.schema().nodes()) {
                counts.put(type.name(), view.count(type));
            }
            for (EdgeType type : view.schema().edges()) {
                counts.put(type.name(), view.count(type));
            }
        }
        Optional<Operation> last =
                layers.operations().latest(Target.shared("graph", graph.id().value()));
        return new Summary(
                graph.entry(),
                version,
                head,
                counts,
                layers.projections().freshness(graph.id()),
                last);
    }

    /**
     * Deletes a graph: at once it is no more, and an operation removes what is left of it. What was
     * under way on it is cancelled.
     */
    public OperationId delete(Caller caller, String graph, Optional<String> key) {
        gate.check(caller, Right.ADMINISTER, "delete a graph");
        Once.Told told =
                once.run(
                        caller,
                        key,
                        "delete graph " + graph,
                        tx -> delete(tx, caller, graph).value());
        return new OperationId(told.text());
    }

    private OperationId delete(Transaction tx, Caller caller, String graph) {
        GraphId id = gate.graph(tx, caller, Right.ADMINISTER, "delete a graph", graph).id();
        layers.graphs().delete(tx, id);
        var _ = layers.fleet().deallocate(tx, id);
        var target = Target.exclusive("graph", id.value());
        var _ = layers.operations().cancelAll(tx, target, caller.actor());
        var origin = Origin.of(caller.actor(), caller.tenant());
        return layers.operations()
                .enqueue(tx, removeGraph, new RemoveGraph.Request(id.value()), origin);
    }

    /** Gives a graph another name; its id, its history and what serves it stay. */
    public Summary rename(Caller caller, String graph, String name, Optional<String> key) {
        gate.checkTenant(caller, Right.WRITE, "rename a graph");
        Once.Told told =
                once.run(
                        caller,
                        key,
                        "rename graph %s\n%s".formatted(graph, name),
                        tx -> {
                            GraphId id =
                                    gate.graph(tx, caller, Right.WRITE, "rename a graph", graph)
                                            .id();
                            return layers.graphs().rename(tx, id, name).id().value();
                        });
        return summary(layers.graphs().open(new GraphId(told.text())));
    }

    public SchemaAt schema(Caller caller, String graph, ViewAddress at) {
        Graph open = gate.graph(caller, Right.READ, "look at a schema", graph);
        try (GraphView view = open.view(at)) {
            return new SchemaAt(open, at.toString(), view.commit(), view.schema());
        }
    }

    /** The graph's catalog entry. */
    public CatalogEntry entry(Caller caller, String graph) {
        return gate.graph(caller, Right.READ, "look at a graph", graph).entry();
    }

    /** A commit id that a caller sent. */
    public static Stamp commit(String text) {
        return Stamp.parse(text)
                .orElseThrow(() ->
                        HedgerowException.of(
                                Failure.INVALID_REQUEST,
                                "'%s' is not a commit id: expected co_ and 13 characters"
                                        .formatted(text)));
    }
}
