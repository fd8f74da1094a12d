package dev.hedgerow.service;

import dev.hedgerow.graph.Graph;
import dev.hedgerow.graph.Graphs;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;

/** Finds the graph a caller means, by name or id, within the caller's tenant. */
final class GraphFinder {
    private final Graphs graphs;

    GraphFinder(Graphs graphs) {
        this.graphs = graphs;
    }

    /**
     * The graph.
     *
     * @throws HedgerowException GRAPH_NOT_FOUND, also for a graph of another tenant
     */
    Graph find(Caller caller, String nameOrId) {
        if (!GraphId.matches(nameOrId)) {
            return graphs.find(caller.tenant(), nameOrId)
                    .orElseThrow(() -> missing(caller, nameOrId));
        }
        Graph graph = graphs.open(new GraphId(nameOrId));
        if (!graph.entry().tenant().equals(caller.tenant())) {
            throw missing(caller, nameOrId);
        }
        return graph;
    }

    private static HedgerowException missing(Caller caller, String nameOrId) {
        return HedgerowException.of(
                Failure.GRAPH_NOT_FOUND,
                "There is no graph '%s' in the tenant %s".formatted(nameOrId, caller.tenant()));
    }
}
