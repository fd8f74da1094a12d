package dev.hedgerow.service;

import dev.hedgerow.graph.Branch;
import dev.hedgerow.graph.Graph;
import dev.hedgerow.graph.Graphs;
import dev.hedgerow.graph.Schema;
import dev.hedgerow.graph.SchemaChanged;
import dev.hedgerow.graph.Schemas;
import dev.hedgerow.kernel.Failpoints;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.operations.OperationType;
import dev.hedgerow.operations.Origin;
import dev.hedgerow.operations.Steps;
import dev.hedgerow.operations.Target;
import dev.hedgerow.store.Transaction;
import java.util.List;
import java.util.Optional;

/**
 * Brings a branch to another schema: one commit gives it the new version, then indexes are filled
 * and what dropped rules left is removed, in pages. Readers and writers go on all the time. Every
 * step may be repeated, and whoever finds it done has nothing to do.
 */
final class ApplySchema implements OperationType<ApplySchema.Request> {
    private final Graphs graphs;
    private final Rebuild rebuild;
    private final Failpoints<ApplyStep> failpoints;

    /** What becomes of the projection of a graph whose schema has changed. */
    interface Rebuild {
        /** Asks for a new generation where one is needed, in the transaction. */
        void ask(Transaction tx, GraphId graph, SchemaChanged changed, Origin origin);
    }

    ApplySchema(Graphs graphs, Rebuild rebuild, Failpoints<ApplyStep> failpoints) {
        this.graphs = graphs;
        this.rebuild = rebuild;
        this.failpoints = failpoints;
    }

    /**
     * As stored.
     *
     * @param ifVersion the version that the branch must follow; 0 for whichever
     */
    record Request(String graph, String branch, String schema, int ifVersion) {}

    /** What came out, for people. */
    record Applied(String branch, int version, List<String> steps, long rowsIndexed) {}

    @Override
    public String kind() {
        return "apply-schema";
    }

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public List<Target> targets(Request request) {
        return List.of(
                Target.exclusive("schema", request.graph()),
                Target.shared("graph", request.graph()));
    }

    @Override
    public void run(Request request, Steps steps) {
        Graph graph = graphs.open(new GraphId(request.graph()));
        SchemaChanged changed = change(graph, request, steps);
        failpoints.reached(ApplyStep.CHANGED);
        long indexed =
                steps.run(
                        "fill",
                        Long.class,
                        () ->
                                graph.fillIndexes(
                                        request.branch(),
                                        rows -> steps.progress().at(rows, 0, "rows")));
        failpoints.reached(ApplyStep.FILLED);
        steps.run("clear", () -> graph.clear(request.branch(), changed.dropped()));
        failpoints.reached(ApplyStep.CLEARED);
        if (changed.changed() && request.branch().equals(Branch.MAIN)) {
            steps.commit("rebuild", tx -> rebuild.ask(tx, graph.id(), changed, steps.origin()));
            failpoints.reached(ApplyStep.REBUILDING);
        }
        steps.output(new Applied(request.branch(), changed.version(), changed.steps(), indexed));
    }

    private static SchemaChanged change(Graph graph, Request request, Steps steps) {
        Schema wanted = Schemas.parse("schema", request.schema());
        Optional<Integer> ifVersion =
                request.ifVersion() == 0 ? Optional.empty() : Optional.of(request.ifVersion());
        String actor = steps.origin().actor();
        return steps.commit(
                "change",
                SchemaChanged.class,
                tx -> graph.changeSchema(tx, request.branch(), wanted, ifVersion, actor));
    }
}
