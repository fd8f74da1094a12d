package dev.hedgerow.fleet;

import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.kernel.VolumeId;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The registry of instances, volumes and placements. Each method is one transaction unless it says
 * otherwise; those that take a {@link Transaction} join the caller's. A registry that cannot be
 * read is an error, never "not found".
 */
public final class Fleet implements AutoCloseable {
    /** How often an instance is expected to {@linkplain #heartbeat beat}. */
    public static final Duration BEAT = Duration.ofSeconds(5);

    /** Three missed beats. */
    public static final Duration SILENCE = BEAT.multipliedBy(3);

    private final Store store;
    private final World world;
    private final List<Tier> tiers;
    private final Joining joining;
    private final Attaching attaching;
    private final Placing placing;
    private final Removing removing;
    private final Locating locating;

    /**
     * A fleet whose volumes come from one provider; the tiers are those that graphs may ask for.
     */
    public Fleet(Store store, World world, List<Tier> tiers, VolumeProvider provider) {
        this(store, world, tiers, provider, Steps.none());
    }

    Fleet(Store store, World world, List<Tier> tiers, VolumeProvider provider, Steps steps) {
        this.store = store;
        this.world = world;
        this.tiers = List.copyOf(tiers);
        this.locating = new Locating();
        this.joining = new Joining(store, world.clock());
        this.attaching = new Attaching(store, provider, steps.attach());
        this.placing = new Placing(tiers, steps.allocate());
        this.removing = new Removing(store, world.clock(), attaching, steps.remove());
    }

    /**
     * An instance joins, or joins again. A new incarnation raises its epoch; the same one again
     * changes nothing. Its state is kept: one that was cordoned stays so.
     *
     * @param incarnation chosen anew by each process, at most 255 characters
     * @throws dev.hedgerow.kernel.HedgerowException WRONG_STATE when it is retired
     */
    public Instance registerInstance(InstanceId id, InstanceSpec spec, String incarnation) {
        return joining.register(id, spec, incarnation);
    }

    /**
     * It serves: joining or lost becomes ready, other states stay.
     *
     * @throws dev.hedgerow.kernel.HedgerowException STALE_EPOCH when a newer incarnation has joined
     */
    public Instance ready(Instance node) {
        return joining.ready(node);
    }

    /**
     * It is alive; one that was lost is ready again.
     *
     * @throws dev.hedgerow.kernel.HedgerowException STALE_EPOCH when a newer incarnation has joined
     */
    public Instance heartbeat(Instance node) {
        return joining.beat(node);
    }

    /**
     * Beats for a node until closed.
     *
     * @param deposed run once, on the beating thread, when a newer incarnation has joined
     */
    public Presence present(Instance node, Runnable deposed) {
        return new Presence(this, world, node, deposed);
    }

    /** Every instance silent for longer is lost from now on. */
    public List<InstanceId> loseSilent(Duration silence) {
        return joining.loseSilent(silence);
    }

    /** It takes no new graphs; harmless when that is so already. */
    public Instance cordon(InstanceId id) {
        return joining.become(id, InstanceState.CORDONED);
    }

    /** Ends a {@link #cordon}. */
    public Instance uncordon(InstanceId id) {
        return joining.become(id, InstanceState.READY);
    }

    public Instance instance(InstanceId id) {
        return store.transact(tx -> InstanceRows.require(tx, id));
    }

    /** All instances, ordered by id. */
    public Page<Instance> instances(Page.Request page) {
        return store.transact(tx -> InstanceRows.page(tx, page));
    }

    /** The same as of the reader's moment. */
    public Page<Instance> instances(Reader reader, Page.Request page) {
        return InstanceRows.page(reader, page);
    }

    /** An instance as of the reader's moment. */
    public Optional<Instance> instance(Reader reader, InstanceId id) {
        return InstanceRows.find(reader, id);
    }

    /**
     * Makes the volume with the provider, then its row; harmless again.
     *
     * @throws dev.hedgerow.kernel.HedgerowException ALREADY_EXISTS when it is registered with
     *     another specification
     */
    public Volume registerVolume(VolumeId id, VolumeSpec spec) {
        return attaching.register(id, spec);
    }

    /** Promises an available volume to an instance; nobody else can attach it. */
    public Volume claim(VolumeId id, InstanceId intended) {
        return attaching.claim(id, intended);
    }

    /**
     * Attaches a volume to this process: raises its epoch, asks the provider, records it. May be
     * called again after a crash at any point, and after each restart.
     *
     * @throws dev.hedgerow.kernel.HedgerowException STALE_EPOCH when a newer incarnation of the
     *     instance has joined or the volume was attached again meanwhile; LOCKED when another
     *     instance or process has it, or it is promised to one; VOLUME_NOT_FOUND when the disk is
     *     not there: no empty one is made
     */
    public Volume attach(VolumeId id, Instance node) {
        return attaching.attach(id, node);
    }

    /** Gives a volume back, in three steps like {@link #attach}; harmless again. */
    public Volume detach(VolumeId id, Instance node) {
        return attaching.detach(id, node);
    }

    /** Says that a volume is being made larger, or no longer is. */
    public Volume expanding(VolumeId id, boolean expanding) {
        return attaching.expanding(id, expanding);
    }

    /** Measures a volume attached here and records it. */
    public VolumeSpace reportSpace(VolumeId id) {
        return attaching.reportSpace(id);
    }

    /** {@link #reportSpace} for every volume attached here. */
    void reportSpaces() {
        attaching.here().forEach(attaching::reportSpace);
    }

    /** What was last reported of the volume's disk: at its attach and each beat since. */
    public Optional<VolumeSpace> space(VolumeId id) {
        try (var now = store.snapshot()) {
            return VolumeRows.space(now, id);
        }
    }

    /** The tier of that name, when graphs may ask for it. */
    public Optional<Tier> tier(String name) {
        return tiers.stream().filter(tier -> tier.name().equals(name)).findFirst();
    }

    public Volume volume(VolumeId id) {
        return store.transact(tx -> VolumeRows.require(tx, id));
    }

    /** All volumes, ordered by id. */
    public Page<Volume> volumes(Page.Request page) {
        return store.transact(tx -> VolumeRows.page(tx, page));
    }

    /** The same as of the reader's moment. */
    public Page<Volume> volumes(Reader reader, Page.Request page) {
        return VolumeRows.page(reader, page);
    }

    /** A volume as of the reader's moment. */
    public Optional<Volume> volume(Reader reader, VolumeId id) {
        return VolumeRows.find(reader, id);
    }

    /** The live volumes of an instance, by index. */
    public VolumesOf volumesOf(InstanceId id) {
        return store.transact(tx -> VolumesOf.of(id, VolumeRows.of(tx, id)));
    }

    /** The graphs on a volume: first those that take a slot, then the subgraphs. */
    public Page<Placement> graphsOn(VolumeId id, Page.Request page) {
        return store.transact(tx -> locating.on(tx, id, page));
    }

    /** All placements, tombstones included, ordered by graph, as of the reader's moment. */
    public Page<Placement> placements(Reader reader, Page.Request page) {
        return locating.all(reader, page);
    }

    /** The placement of a graph as of the reader's moment, be it a tombstone. */
    public Optional<Placement> placement(Reader reader, GraphId graph) {
        return PlacementRows.find(reader, graph).map(row -> locating.placement(reader, row));
    }

    /** {@link #allocate(Transaction, AllocateRequest)} in a transaction of its own. */
    public Placement allocate(AllocateRequest request) {
        Placement placement = store.transact(tx -> allocate(tx, request));
        placing.committed();
        return placement;
    }

    /**
     * Takes a place for a graph. The same request again gives the same placement.
     *
     * @throws dev.hedgerow.kernel.HedgerowException NO_CAPACITY, with what would help;
     *     ALREADY_EXISTS when the graph is placed for another owner or in another way; WRONG_STATE
     *     when the graph was deleted; LIMIT_EXCEEDED when the parent has no room for a subgraph
     */
    public Placement allocate(Transaction tx, AllocateRequest request) {
        return locating.placement(tx.unchecked(), placing.allocate(tx, request));
    }

    /** What {@link #allocate} would decide now, and why; changes nothing. */
    public Explanation explain(AllocateRequest request) {
        return store.transact(tx -> placing.explain(tx, request));
    }

    /**
     * Moves a placement to its next state; harmless when it is there already.
     *
     * @throws dev.hedgerow.kernel.HedgerowException WRONG_STATE when its state does not allow it
     */
    public Placement advance(Transaction tx, GraphId graph, PlacementState to) {
        return locating.placement(tx.unchecked(), placing.advance(tx, graph, to));
    }

    /**
     * Where a graph lives, and how to reach it.
     *
     * @throws dev.hedgerow.kernel.HedgerowException PLACEMENT_NOT_FOUND when it has no placement,
     *     or only a tombstone
     */
    public Placement locate(GraphId graph) {
        return store.transact(tx -> locate(tx, graph));
    }

    /** {@link #locate(GraphId)} as of the reader's moment. */
    public Placement locate(Reader reader, GraphId graph) {
        return locating.locate(reader, graph);
    }

    /** {@link #deallocate(Transaction, GraphId)} in a transaction of its own. */
    public Removal deallocate(GraphId graph) {
        return store.transact(tx -> deallocate(tx, graph));
    }

    /**
     * Writes the graph's tombstone. Its slot is free once its files are {@linkplain #clear gone}.
     * Again gives the same certificate.
     *
     * @throws dev.hedgerow.kernel.HedgerowException PLACEMENT_NOT_FOUND when it never had a
     *     placement; WRONG_STATE while it has subgraphs, naming them
     */
    public Removal deallocate(Transaction tx, GraphId graph) {
        return removing.deallocate(tx, graph);
    }

    /**
     * Removes the files of a deleted graph from a volume attached here, then frees its slot. May be
     * called again after a crash at any point.
     *
     * @throws dev.hedgerow.kernel.HedgerowException WRONG_STATE when the graph is not deleted, or
     *     its volume is not attached here
     */
    public Removal clear(GraphId graph) {
        return removing.clear(graph);
    }

    /**
     * The folder of a graph on its volume.
     *
     * @throws dev.hedgerow.kernel.HedgerowException STALE_EPOCH when the volume is not attached
     *     here, or was attached again since the placement was read
     */
    public Path folder(Placement placement) {
        return attaching.folder(placement.route(), placement.graph());
    }

    /** Lets go of the volumes attached here; in the registry they stay attached to the instance. */
    @Override
    public void close() {
        attaching.close();
    }
}
