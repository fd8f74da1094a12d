package dev.hedgerow.server.node;

import dev.hedgerow.engine.CypherEngine;
import dev.hedgerow.engine.Ladybug;
import dev.hedgerow.fleet.Capacity;
import dev.hedgerow.fleet.Fleet;
import dev.hedgerow.fleet.Instance;
import dev.hedgerow.fleet.InstanceSpec;
import dev.hedgerow.fleet.LocalVolumes;
import dev.hedgerow.fleet.Presence;
import dev.hedgerow.fleet.Tier;
import dev.hedgerow.fleet.Volume;
import dev.hedgerow.fleet.VolumeSpec;
import dev.hedgerow.graph.Graphs;
import dev.hedgerow.graph.LoadLimits;
import dev.hedgerow.kernel.Failpoints;
import dev.hedgerow.kernel.World;
import dev.hedgerow.operations.OperationType;
import dev.hedgerow.operations.Operations;
import dev.hedgerow.operations.OperationsRunner;
import dev.hedgerow.operations.Origin;
import dev.hedgerow.projection.Projections;
import dev.hedgerow.service.Layers;
import dev.hedgerow.service.UseCases;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.StoreOptions;
import dev.hedgerow.store.Stores;
import dev.hedgerow.tables.Fence;
import dev.hedgerow.tables.Tables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;

/** Everything of one node below its surfaces. */
public final class Node implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Node.class.getName());
    private static final String ZONE = "local";
    private static final String DEPOSED =
            "A newer process has joined as this instance; this one is refused from now on";
    private static final Duration OPERATIONS_GRACE = Duration.ofSeconds(5);

    private final Store store;
    private final Fleet fleet;
    private final CypherEngine engine;
    private final Projections projections;
    private final OperationsRunner runner;
    private final Tables tables;
    private final UseCases useCases;
    private final Presence presence;

    private Node(NodeConfiguration configuration, String address, World world) {
        store =
                Stores.open(
                        configuration.data().resolve("store"),
                        world,
                        StoreOptions.DEFAULT
                                .withRetention(configuration.retention())
                                .withStorageBytes(configuration.storeMemory()));
        Identity identity = Identity.next(store, world);
        var volumes = new LocalVolumes(configuration.data().resolve("volumes"));
        fleet = new Fleet(store, world, List.of(Tier.STANDARD), volumes);
        var restored = new Restored(configuration.data());
        if (restored.isDue()) {
            volumes.create(identity.volume());
        }
        String incarnation = Long.toString(identity.incarnation());
        Instance joined =
                fleet.registerInstance(
                        identity.instance(), spec(configuration, address), incarnation);
        var _ =
                fleet.registerVolume(
                        identity.volume(),
                        new VolumeSpec(ZONE, Tier.STANDARD.name(), LocalVolumes.NAME));
        Volume volume = fleet.attach(identity.volume(), joined);
        var _ = fleet.reportSpace(volume.id());
        engine = Ladybug.load(configuration.nativeFolder(), world);
        var operations = new Operations(store, world);
        var graphs =
                new Graphs(store, world, LoadLimits.in(configuration.data().resolve("uploads")));
        projections =
                new Projections(
                        new Projections.Ground(store, graphs, fleet, operations, engine),
                        world,
                        Failpoints.none());
        tables =
                new Tables(
                        store, operations, Fence.NONE, world, RegistryTables.of(fleet, operations));
        useCases =
                new UseCases(
                        new Layers(store, graphs, fleet, operations, projections, tables, world));
        if (restored.isDue()) {
            restored.rebuild(volume, fleet, projections);
        }
        projections.clear(volume);
        projections.lookAfterAlways(volume.id(), Origin.of("system", "system"));
        tables.lookAfterAlways();
        var types = new ArrayList<OperationType<?>>(projections.operationTypes());
        types.addAll(useCases.operationTypes());
        types.addAll(tables.operationTypes());
        runner =
                new OperationsRunner(operations, types, configuration.workers(), Failpoints.none());
        runner.start(identity.instance(), identity.incarnation());
        Instance instance = fleet.ready(joined);
        presence = fleet.present(instance, () -> LOG.severe(DEPOSED));
    }

    /**
     * Starts a node. A process whose node did not start is to be ended.
     *
     * @param address where its surfaces listen already, {@code host:port}
     */
    public static Node start(NodeConfiguration configuration, String address, World world) {
        return new Node(configuration, address, world);
    }

    private static InstanceSpec spec(NodeConfiguration configuration, String address) {
        var runtime = Runtime.getRuntime();
        return new InstanceSpec(
                address,
                ZONE,
                Tier.STANDARD.name(),
                new Capacity(
                        Tier.STANDARD.slots(),
                        configuration.data().toFile().getUsableSpace(),
                        runtime.maxMemory()),
                Map.of());
    }

    public UseCases useCases() {
        return useCases;
    }

    /** DynamoDB's API over the store of this node. */
    public Tables tables() {
        return tables;
    }

    /** What wrote the projections' files. */
    public String engineFormat() {
        return engine.format();
    }

    /** Bytes of the truth on disk, roughly. */
    public long storeBytes() {
        return store.bytes();
    }

    /** Gives running operations back, and closes everything in order. */
    @Override
    public void close() {
        presence.close();
        var _ = runner.stop(OPERATIONS_GRACE);
        projections.close();
        engine.close();
        fleet.close();
        store.close();
    }
}
