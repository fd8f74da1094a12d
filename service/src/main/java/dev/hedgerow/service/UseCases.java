package dev.hedgerow.service;

import dev.hedgerow.kernel.Failpoints;
import dev.hedgerow.operations.OperationType;
import java.util.List;

/** Everything a surface can ask for. */
public final class UseCases {
    private final GraphUseCases graphs;
    private final SchemaUseCases schemas;
    private final RowUseCases rows;
    private final MergeUseCases merges;
    private final CypherUseCases cypher;
    private final OperationUseCases operations;
    private final FleetUseCases fleet;
    private final AccessTokens tokens;
    private final RemoveGraph removeGraph;
    private final ApplySchema applySchema;

    public UseCases(Layers layers) {
        var gate = new Gate();
        var finder = new GraphFinder(layers.graphs());
        removeGraph = new RemoveGraph(layers);
        applySchema =
                new ApplySchema(
                        layers.graphs(),
                        (tx, graph, changed, origin) ->
                                layers.projections()
                                        .rebuild(
                                                tx,
                                                graph,
                                                changed.before(),
                                                changed.version(),
                                                origin),
                        Failpoints.none());
        graphs = new GraphUseCases(layers, gate, finder, removeGraph);
        schemas = new SchemaUseCases(layers, gate, finder, applySchema);
        rows = new RowUseCases(layers, gate, finder);
        merges = new MergeUseCases(layers, gate, finder);
        cypher = new CypherUseCases(layers, gate, finder);
        operations = new OperationUseCases(layers.operations(), gate);
        fleet = new FleetUseCases(layers, gate, finder);
        tokens = new AccessTokens(layers.store(), layers.world());
    }

    /** The operations that the use cases bring; to be given to the runner. */
    public List<OperationType<?>> operationTypes() {
        return List.of(removeGraph, applySchema);
    }

    /** Graphs, their branches and history. */
    public GraphUseCases graphs() {
        return graphs;
    }

    public SchemaUseCases schemas() {
        return schemas;
    }

    /** Writing and reading the truth. */
    public RowUseCases rows() {
        return rows;
    }

    public MergeUseCases merges() {
        return merges;
    }

    /** Queries and the projections that answer them. */
    public CypherUseCases cypher() {
        return cypher;
    }

    public OperationUseCases operations() {
        return operations;
    }

    public FleetUseCases fleet() {
        return fleet;
    }

    public AccessTokens tokens() {
        return tokens;
    }
}
