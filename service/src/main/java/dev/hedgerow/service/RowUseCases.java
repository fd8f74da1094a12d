package dev.hedgerow.service;

import dev.hedgerow.files.Row;
import dev.hedgerow.files.RowSource;
import dev.hedgerow.files.RowWriter;
import dev.hedgerow.graph.Branch;
import dev.hedgerow.graph.Change;
import dev.hedgerow.graph.CommitChanges;
import dev.hedgerow.graph.Difference;
import dev.hedgerow.graph.EntityKey;
import dev.hedgerow.graph.Graph;
import dev.hedgerow.graph.GraphView;
import dev.hedgerow.graph.IdempotencyKey;
import dev.hedgerow.graph.LoadRequest;
import dev.hedgerow.graph.Node;
import dev.hedgerow.graph.ViewAddress;
import dev.hedgerow.graph.WriteOutcome;
import dev.hedgerow.graph.WriteRequest;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.operations.Origin;
import dev.hedgerow.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Writing and reading the truth. */
public final class RowUseCases {
    private final Layers layers;
    private final Gate gate;

    RowUseCases(Layers layers, Gate gate) {
        this.layers = layers;
        this.gate = gate;
    }

    /**
     * What a write came to, with the names it resolved to.
     *
     * @param graph the graph's name
     */
    public record Written(String graph, String branch, WriteOutcome.Committed outcome) {}

    /** What differs between two moments, with the graph's name. */
    public record Differing(String graph, Difference difference) {}

    /** What a caller wants written. */
    public record Mutation(
            String branch,
            List<Row> rows,
            Optional<Stamp> ifHead,
            String message,
            Optional<String> key) {
        public Mutation {
            rows = List.copyOf(rows);
        }
    }

    /** What a caller wants loaded. */
    public record Load(
            String branch,
            List<RowSource> sources,
            String message,
            Optional<String> key,
            LoadRequest.Progress progress) {
        public Load {
            sources = List.copyOf(sources);
        }
    }

    /** A node at a commit. */
    public record NodeAt(String graph, Stamp commit, Node node) {}

    /** One atomic commit of mixed rows; a refusal is a failure that lists every offending place. */
    public Written mutate(Caller caller, String graph, Mutation mutation) {
        Graph open = gate.branch(caller, "write rows", graph, mutation.branch());
        var request =
                new WriteRequest(
                        mutation.branch(),
                        mutation.rows(),
                        mutation.ifHead(),
                        mutation.message(),
                        caller.actor(),
                        idempotency(mutation.key()));
        return new Written(open.entry().name(), mutation.branch(), open.write(request).orThrow());
    }

    /** Loads inputs as one atomic commit. One that a projection does not follow has it rebuilt. */
    public Written load(Caller caller, String graph, Load load) {
        Graph open = gate.branch(caller, "load rows", graph, load.branch());
        var request =
                new LoadRequest(
                        load.branch(),
                        load.sources(),
                        load.message(),
                        caller.actor(),
                        idempotency(load.key()),
                        load.progress());
        WriteOutcome.Committed committed = open.load(request).orThrow();
        boolean followed = committed.counts().total() <= CommitChanges.LISTED_MAX;
        if (!followed && load.branch().equals(Branch.MAIN)) {
            layers.projections().rebuild(open.id(), Origin.of(caller.actor(), caller.tenant()));
        }
        return new Written(open.entry().name(), load.branch(), committed);
    }

    /** A node by its key, whose values may be text. */
    public NodeAt node(Caller caller, String graph, String type, List<Object> key, ViewAddress at) {
        Graph open = gate.graph(caller, Right.READ, "read rows", graph);
        var entity = new EntityKey.NodeKey(type, key);
        try (GraphView view = open.view(at)) {
            Node node =
                    view.node(entity)
                            .orElseThrow(() ->
                                    HedgerowException.of(
                                            Failure.ENTITY_NOT_FOUND,
                                            "There is no %s in %s@%s"
                                                    .formatted(entity, open.entry().name(), at)));
            return new NodeAt(open.entry().name(), view.commit(), node);
        }
    }

    /** Rows by values of their properties, page by page. */
    public RowSearch.Found find(Caller caller, String graph, RowSearch.Wanted wanted) {
        Graph open = gate.graph(caller, Right.READ, "read rows", graph);
        try (GraphView view = open.view(wanted.at())) {
            return RowSearch.search(view, open.entry().name(), wanted);
        }
    }

    /** Writes every row of a view; returns the commit it was read at. */
    public Stamp export(Caller caller, String graph, ViewAddress at, RowWriter writer) {
        Graph open = gate.graph(caller, Right.READ, "export rows", graph);
        try (GraphView view = open.view(at)) {
            var _ = view.export(writer);
            return view.commit();
        }
    }

    /** Whole commits after the given one, oldest first; waits that long for a first one. */
    public List<CommitChanges> feed(
            Caller caller, String graph, String branch, Stamp after, int limit, Duration patience) {
        Graph open = gate.graph(caller, Right.READ, "read the feed", graph);
        try (Store.Watch watch = open.watch(branch)) {
            List<CommitChanges> commits = open.feed(branch, after, limit);
            return commits.isEmpty() && patience.isPositive() && watch.await(patience)
                    ? open.feed(branch, after, limit)
                    : commits;
        }
    }

    /**
     * What differs between two moments, also of different branches: at most {@code limit} changed
     * rows as they are at the second. Costs what changed, not what exists.
     */
    public Differing diff(
            Caller caller, String graph, ViewAddress from, ViewAddress to, int limit) {
        Graph open = gate.graph(caller, Right.READ, "compare", graph);
        return new Differing(open.entry().name(), open.diff(from, to, limit));
    }

    /** What one commit changed; empty when it is not on the branch. */
    public List<Change> changes(Caller caller, String graph, String branch, Stamp commit) {
        Graph open = gate.graph(caller, Right.READ, "read the feed", graph);
        return open.feed(branch, new Stamp(commit.value() - 1), 1).stream()
                .filter(found -> found.commit().id().equals(commit))
                .flatMap(found -> found.changes().stream())
                .toList();
    }

    private Optional<IdempotencyKey> idempotency(Optional<String> key) {
        return key.map(text -> new IdempotencyKey(text, layers.world().clock().instant()));
    }
}
