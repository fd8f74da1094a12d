package dev.hedgerow.bench;

import dev.hedgerow.engine.CypherEngine;
import dev.hedgerow.engine.Ladybug;
import dev.hedgerow.engine.QueryLimits;
import dev.hedgerow.engine.QueryResult;
import dev.hedgerow.fleet.AllocateRequest;
import dev.hedgerow.fleet.Capacity;
import dev.hedgerow.fleet.Fleet;
import dev.hedgerow.fleet.InstanceSpec;
import dev.hedgerow.fleet.LocalVolumes;
import dev.hedgerow.fleet.Owner;
import dev.hedgerow.fleet.Tier;
import dev.hedgerow.fleet.VolumeSpec;
import dev.hedgerow.graph.CreateGraph;
import dev.hedgerow.graph.Graph;
import dev.hedgerow.graph.Graphs;
import dev.hedgerow.graph.LoadRequest;
import dev.hedgerow.kernel.Failpoints;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.Ids;
import dev.hedgerow.kernel.World;
import dev.hedgerow.operations.Operation;
import dev.hedgerow.operations.Operations;
import dev.hedgerow.operations.OperationsRunner;
import dev.hedgerow.operations.Origin;
import dev.hedgerow.operations.RecordedStep;
import dev.hedgerow.operations.State;
import dev.hedgerow.projection.CypherRequest;
import dev.hedgerow.projection.Projections;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A node's inner parts without its front: the truth, the projections, and the work in between. */
final class ReadSide implements AutoCloseable {
    private static final Duration BUILD_MAX = Duration.ofMinutes(2);

    private final Store store;
    private final Fleet fleet;
    private final Graphs graphs;
    private final Operations operations;
    private final CypherEngine engine;
    private final Projections projections;
    private final OperationsRunner runner;

    ReadSide(Path folder) {
        World world = World.system();
        var ids = new Ids(world);
        store = Stores.open(folder.resolve("store"), world);
        fleet =
                new Fleet(
                        store,
                        world,
                        List.of(Tier.STANDARD),
                        new LocalVolumes(folder.resolve("volumes")));
        var spec =
                new InstanceSpec(
                        "127.0.0.1:1",
                        "local",
                        Tier.STANDARD.name(),
                        new Capacity(1_000, 1L << 40, 1L << 30),
                        Map.of());
        var instance = fleet.registerInstance(ids.instance(), spec, "1");
        var volume = ids.volume();
        var _ =
                fleet.registerVolume(
                        volume, new VolumeSpec("local", Tier.STANDARD.name(), LocalVolumes.NAME));
        var _ = fleet.attach(volume, instance);
        var _ = fleet.reportSpace(volume);
        var ready = fleet.ready(instance);
        graphs = new Graphs(store, world);
        operations = new Operations(store, world);
        engine = Ladybug.load(Home.natives(), world);
        projections =
                new Projections(
                        new Projections.Ground(store, graphs, fleet, operations, engine),
                        world,
                        Failpoints.none());
        runner =
                new OperationsRunner(
                        operations, projections.operationTypes(), 1, Failpoints.none());
        runner.start(ready.id(), 1);
    }

    CypherEngine engine() {
        return engine;
    }

    Projections projections() {
        return projections;
    }

    /** A new graph with a place for its generations. */
    Graph create(CreateGraph request) {
        Graph graph = graphs.create(request);
        var owner = new Owner(request.tenant(), request.actor());
        var _ = fleet.allocate(AllocateRequest.of(owner, graph.id(), Tier.STANDARD));
        return graph;
    }

    /** Loads JSON Lines as one commit. */
    void load(Graph graph, String lines) {
        var request = LoadRequest.of("main", List.of(People.source(lines)), "bench");
        var _ = graph.load(request).orThrow();
    }

    /** Builds a new generation and serves it; the steps it took. */
    List<RecordedStep> rebuild(GraphId graph) {
        var id = projections.materialize(graph, Origin.of("bench", "default"));
        Operation done = operations.await(id, BUILD_MAX);
        if (done.state() != State.SUCCEEDED) {
            throw new IllegalStateException("not built: " + done.state() + " " + done.fault());
        }
        return operations.steps(id);
    }

    QueryResult query(GraphId graph, String cypher, Map<String, @Nullable Object> parameters) {
        var request =
                new CypherRequest(cypher, parameters, QueryLimits.interactive(), Optional.empty());
        return projections.query(graph, request).result();
    }

    @Override
    public void close() {
        runner.stop(Duration.ofSeconds(2));
        projections.close();
        engine.close();
        fleet.close();
        store.close();
    }
}
