package dev.hedgerow.service;

import dev.hedgerow.fleet.AllocateRequest;
import dev.hedgerow.fleet.Owner;
import dev.hedgerow.fleet.Tier;
import dev.hedgerow.graph.Branch;
import dev.hedgerow.graph.CatalogEntry;
import dev.hedgerow.graph.Commit;
import dev.hedgerow.graph.CreateBranch;
import dev.hedgerow.graph.CreateGraph;
import dev.hedgerow.graph.EdgeType;
import dev.hedgerow.graph.Graph;
import dev.hedgerow.graph.GraphView;
import dev.hedgerow.graph.IdempotencyKey;
import dev.hedgerow.graph.NodeType;
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
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Subspace;
import dev.hedgerow.store.TransactionOptions;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Graphs, their branches and history. */
public final class GraphUseCases {
    private static final Subspace SERVICE = new Subspace(20, "service");

    private final Layers layers;
    private final Gate gate;
    private final GraphFinder finder;
    private final RemoveGraph removeGraph;

    GraphUseCases(Layers layers, Gate gate, GraphFinder finder, RemoveGraph removeGraph) {
        this.layers = layers;
        this.gate = gate;
        this.finder = finder;
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

    /**
     * Makes a graph and gives it a place, in one transaction.
     *
     * @param source the name of the schema's file, for messages
     */
    public Summary create(
            Caller caller, String name, String schema, String source, Optional<String> key) {
        gate.check(caller, Right.WRITE, "create a graph");
        var request = new CreateGraph(caller.tenant(), name, schema, source, caller.actor());
        TransactionOptions options = TransactionOptions.DEFAULT;
        if (key.isPresent()) {
            options =
                    options.withToken(
                            new TransactionOptions.Token(
                                    SERVICE.key("graphs", caller.tenant()),
                                    key.get(),
                                    layers.world().clock().instant()));
        }
        Store.Outcome<GraphId> outcome =
                layers.store()
                        .transact(
                                options,
                                tx -> {
                                    GraphId id = layers.graphs().create(tx, request);
                                    var owner = new Owner(caller.tenant(), caller.actor());
                                    var _ =
                                            layers.fleet()
                                                    .allocate(
                                                            tx,
                                                            AllocateRequest.of(
                                                                    owner, id, Tier.STANDARD));
                                    tx.receipt(id.value().getBytes(StandardCharsets.UTF_8));
                                    return id;
                                });
        GraphId id =
                switch (outcome) {
                    case Store.Outcome.Committed<GraphId>(GraphId made, _) -> made;
                    case Store.Outcome.Replayed<GraphId>(byte[] receipt, _) ->
                            new GraphId(new String(receipt, StandardCharsets.UTF_8));
                };
        return summary(layers.graphs().open(id));
    }

    /** The tenant's graphs by name, after the given name. */
    public List<CatalogEntry> list(Caller caller, Optional<String> after, int limit) {
        gate.check(caller, Right.READ, "list graphs");
        return layers.graphs().list(caller.tenant(), after, limit);
    }

    public Summary show(Caller caller, String graph) {
        gate.check(caller, Right.READ, "look at a graph");
        return summary(finder.find(caller, graph));
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
    public OperationId delete(Caller caller, String graph) {
        gate.check(caller, Right.ADMINISTER, "delete a graph");
        GraphId id = finder.find(caller, graph).id();
        return layers.store()
                .transact(tx -> {
                    layers.graphs().delete(tx, id);
                    var _ = layers.fleet().deallocate(tx, id);
                    var target = Target.exclusive("graph", id.value());
                    var _ = layers.operations().cancelAll(tx, target, caller.actor());
                    return layers.operations()
                            .enqueue(
                                    tx,
                                    removeGraph,
                                    new RemoveGraph.Request(id.value()),
                                    Origin.of(caller.actor(), caller.tenant()));
                });
    }

    public Branch createBranch(
            Caller caller, String graph, String name, ViewAddress from, Optional<String> key) {
        gate.check(caller, Right.WRITE, "create a branch");
        return finder.find(caller, graph)
                .createBranch(new CreateBranch(name, from, caller.actor(), idempotency(key)));
    }

    public List<Branch> branches(Caller caller, String graph, Optional<String> after, int limit) {
        gate.check(caller, Right.READ, "list branches");
        return finder.find(caller, graph).branches(after, limit);
    }

    /** Deletes a branch and returns what it was. */
    public Branch deleteBranch(Caller caller, String graph, String name) {
        gate.check(caller, Right.WRITE, "delete a branch");
        Graph open = finder.find(caller, graph);
        Branch branch = open.branch(name);
        open.deleteBranch(name);
        return branch;
    }

    /** The newest commit of a branch. */
    public Stamp head(Caller caller, String graph, String branch) {
        gate.check(caller, Right.READ, "look at a branch");
        return finder.find(caller, graph).head(branch);
    }

    /** Commits, newest first, before the given one. */
    public List<Commit> log(
            Caller caller, String graph, String branch, Optional<Stamp> before, int limit) {
        gate.check(caller, Right.READ, "read the history");
        return finder.find(caller, graph).log(branch, before, limit);
    }

    /** The graph's catalog entry. */
    public CatalogEntry entry(Caller caller, String graph) {
        gate.check(caller, Right.READ, "look at a graph");
        return finder.find(caller, graph).entry();
    }

    private Optional<IdempotencyKey> idempotency(Optional<String> key) {
        return key.map(text -> new IdempotencyKey(text, layers.world().clock().instant()));
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
