package dev.hedgerow.service;

import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.operations.OperationType;
import dev.hedgerow.operations.Steps;
import dev.hedgerow.operations.Target;
import java.util.List;

/** Removes what a deleted graph leaves: its open database, its files, its rows. */
final class RemoveGraph implements OperationType<RemoveGraph.Request> {
    private final Layers layers;

    RemoveGraph(Layers layers) {
        this.layers = layers;
    }

    /** As stored: ids are text there. */
    record Request(String graph) {}

    @Override
    public String kind() {
        return "remove-graph";
    }

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public List<Target> targets(Request request) {
        return List.of(
                Target.exclusive("graph", request.graph()),
                Target.exclusive("materialization", request.graph()));
    }

    @Override
    public void run(Request request, Steps steps) {
        var graph = new GraphId(request.graph());
        steps.run("close", () -> layers.projections().forget(graph));
        steps.run(
                "files",
                () -> {
                    var _ = layers.fleet().clear(graph);
                });
        steps.run("rows", () -> layers.graphs().sweep(graph));
    }
}
