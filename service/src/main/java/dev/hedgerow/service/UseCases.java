package dev.hedgerow.service;

import dev.hedgerow.kernel.Failpoints;
import dev.hedgerow.operations.OperationType;
import java.util.List;

/** Everything a surface can ask for. */
public final class UseCases {
    private final GraphUseCases graphs;
    private final BranchUseCases branches;
    private final SchemaUseCases schemas;
    private final RowUseCases rows;
    private final MergeUseCases merges;
    private final CypherUseCases cypher;
    private final OperationUseCases operations;
    private final FleetUseCases fleet;
    private final AccessTokens access;
    private final TokenUseCases tokens;
    private final BackupUseCases backups;
    private final TableKeys tableKeys;
    private final KeyUseCases keys;
    private final TableUseCases tables;
    private final RemoveGraph removeGraph;
    private final ApplySchema applySchema;

    public UseCases(Layers layers) {
        var gate = new Gate(layers.graphs());
        var once = new Once(layers.store(), layers.world());
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
        graphs = new GraphUseCases(layers, gate, once, removeGraph);
        schemas = new SchemaUseCases(layers, gate, once, applySchema);
        branches = new BranchUseCases(layers, gate, once);
        rows = new RowUseCases(layers, gate);
        merges = new MergeUseCases(layers, gate);
        cypher = new CypherUseCases(layers, gate, once);
        operations = new OperationUseCases(layers.operations(), gate, once);
        fleet = new FleetUseCases(layers, gate);
        access = new AccessTokens(layers.store(), layers.world());
        tokens = new TokenUseCases(layers, gate, once, access);
        backups = new BackupUseCases(layers, gate, once);
        tableKeys = new TableKeys(layers.store(), layers.world());
        keys = new KeyUseCases(layers, gate, once, tableKeys);
        tables = new TableUseCases(layers, gate, once);
    }

    /** The operations that the use cases bring; to be given to the runner. */
    public List<OperationType<?>> operationTypes() {
        return List.of(removeGraph, applySchema);
    }

    /** Graphs: made, listed, renamed, deleted. */
    public GraphUseCases graphs() {
        return graphs;
    }

    public SchemaUseCases schemas() {
        return schemas;
    }

    /** Branches and their history. */
    public BranchUseCases branches() {
        return branches;
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

    /** Who holds which token. */
    public AccessTokens access() {
        return access;
    }

    /** DynamoDB's operations for holders of a token. */
    public TableUseCases tables() {
        return tables;
    }

    /** Access keys for tables: made, listed, revoked. */
    public KeyUseCases keys() {
        return keys;
    }

    /** What signatures are checked with. */
    public TableKeys tableKeys() {
        return tableKeys;
    }

    /** Copies of the truth. */
    public BackupUseCases backups() {
        return backups;
    }

    /** Letting others in, and out again. */
    public TokenUseCases tokens() {
        return tokens;
    }
}
