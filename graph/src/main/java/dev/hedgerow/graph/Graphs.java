package dev.hedgerow.graph;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Ids;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Reader.Direction;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.Tuple;
import java.util.List;
import java.util.Optional;

/**
 * The catalog of graphs, and the way to each of them. A name is unique in its tenant; an id is
 * never used again. Methods that take a {@link Transaction} join it: what else it writes commits
 * with them or not at all.
 */
public final class Graphs {
    private final Store store;
    private final World world;
    private final Ids ids;
    private final LoadLimits loads;
    private final SchemaVersions schemas = new SchemaVersions();

    /** Graphs whose large loads are sorted in the system's temporary folder. */
    public Graphs(Store store, World world) {
        this(store, world, LoadLimits.temporary());
    }

    public Graphs(Store store, World world, LoadLimits loads) {
        this.loads = loads;
        this.store = store;
        this.world = world;
        this.ids = new Ids(world);
    }

    /**
     * Makes a graph with a main branch, whose first commit is the creation.
     *
     * @throws HedgerowException SCHEMA_INVALID with every error of the schema; ALREADY_EXISTS
     */
    public Graph create(CreateGraph request) {
        Schema schema = schema(request);
        return open(store.transact(tx -> create(tx, request, schema)));
    }

    /** {@link #create(CreateGraph)} as a part of the caller's transaction. */
    public GraphId create(Transaction tx, CreateGraph request) {
        return create(tx, request, schema(request));
    }

    private static Schema schema(CreateGraph request) {
        BranchName.checked("graph", request.name());
        BranchName.checked("tenant", request.tenant());
        return Schemas.parse(request.source(), request.schema());
    }

    private GraphId create(Transaction tx, CreateGraph request, Schema schema) {
        var nameKey = Space.name(request.tenant(), request.name());
        if (tx.get(nameKey).isPresent()) {
            throw HedgerowException.of(
                    Failure.ALREADY_EXISTS,
                    "The tenant %s has a graph '%s' already: choose another name"
                            .formatted(request.tenant(), request.name()));
        }
        GraphId id = ids.graph();
        tx.put(nameKey, Tuple.of(id.value()));
        tx.putStamped(
                Space.GRAPH,
                Space.graph(id),
                Tuple.of(
                        request.tenant(),
                        request.name(),
                        request.actor(),
                        Tuple.COMMIT_STAMP,
                        null));
        SchemaVersions.write(tx, id, schema);
        var main =
                new BranchRecord(
                        Branch.MAIN,
                        BranchRecord.MAIN,
                        schema.version(),
                        request.actor(),
                        Stamp.ZERO,
                        List.of());
        tx.putStamped(Space.GRAPH, Space.branchTuple(id, Branch.MAIN), main.value(true));
        var head =
                new CommitCodec.Head(
                        request.actor(), "create graph", Optional.empty(), schema.version());
        var space = new BranchSpace(id, BranchRecord.MAIN);
        new Rows(schema).all().forEach(type -> Indexes.begin(tx, space, type));
        CommitCodec.write(tx, space, head, Counts.NONE, List.of());
        return id;
    }

    /**
     * The graph with the id.
     *
     * @throws HedgerowException GRAPH_NOT_FOUND when there is none, or it was deleted
     */
    public Graph open(GraphId id) {
        return open(id, entry(id));
    }

    private Graph open(GraphId id, CatalogEntry entry) {
        return new Graph(new Home(id, store, world, schemas, loads), entry);
    }

    /** What the catalog says of the graph; fails like {@link #open}. */
    public CatalogEntry entry(GraphId id) {
        try (var now = store.snapshot()) {
            return entry(now, id);
        }
    }

    /** {@link #entry(GraphId)}, or empty when there is no such graph any more. */
    public Optional<CatalogEntry> lookUp(GraphId id) {
        try (var now = store.snapshot()) {
            return now.get(graphKey(id))
                    .map(Entry::tuple)
                    .filter(row -> row.isNull(4))
                    .map(row -> decode(id, row));
        }
    }

    /** {@link #entry(GraphId)} as the reader sees it. */
    public CatalogEntry entry(Reader reader, GraphId id) {
        return reader.get(graphKey(id))
                .map(Entry::tuple)
                .filter(row -> row.isNull(4))
                .map(row -> decode(id, row))
                .orElseThrow(() ->
                        HedgerowException.of(
                                Failure.GRAPH_NOT_FOUND,
                                "There is no graph %s, or it was deleted".formatted(id)));
    }

    /** The graph of that name. */
    public Optional<Graph> find(String tenant, String name) {
        try (var now = store.snapshot()) {
            return find(now, tenant, name).map(id -> open(id, entry(now, id)));
        }
    }

    /** The id of the graph of that name, as the reader sees it. */
    public Optional<GraphId> find(Reader reader, String tenant, String name) {
        return reader.get(Space.name(tenant, name))
                .map(entry -> new GraphId(entry.tuple().string(0)));
    }

    /** Graphs of the tenant by name, after the given name, at most {@code limit}. */
    public List<CatalogEntry> list(String tenant, Optional<String> after, int limit) {
        KeyRange all = Space.names(tenant);
        KeyRange rest = after.map(name -> all.after(Space.name(tenant, name))).orElse(all);
        try (var now = store.snapshot()) {
            return now.scan(rest, limit, Direction.ASCENDING).stream()
                    .map(entry -> entry(now, new GraphId(entry.tuple().string(0))))
                    .toList();
        }
    }

    /** Gives the graph another name; its id and everything that refers to it stay. */
    public CatalogEntry rename(GraphId id, String name) {
        return store.transact(tx -> rename(tx, id, name));
    }

    /**
     * {@link #rename(GraphId, String)} as a part of the caller's transaction.
     *
     * @throws HedgerowException ALREADY_EXISTS when another graph of the tenant has the name
     */
    public CatalogEntry rename(Transaction tx, GraphId id, String name) {
        BranchName.checked("graph", name);
        CatalogEntry entry = entry(tx, id);
        if (entry.name().equals(name)) {
            return entry;
        }
        if (tx.get(Space.name(entry.tenant(), name)).isPresent()) {
            throw HedgerowException.of(
                    Failure.ALREADY_EXISTS,
                    "The tenant %s has a graph '%s' already: choose another name"
                            .formatted(entry.tenant(), name));
        }
        tx.delete(Space.name(entry.tenant(), entry.name()));
        tx.put(Space.name(entry.tenant(), name), Tuple.of(id.value()));
        var renamed = new CatalogEntry(id, entry.tenant(), name, entry.created(), entry.actor());
        tx.put(graphKey(id), encode(renamed, Optional.empty()));
        return renamed;
    }

    /**
     * Deletes the graph: its name is free at once, its id stays used. The rows are removed by
     * {@link #sweep}.
     */
    public void delete(Transaction tx, GraphId id) {
        CatalogEntry entry = entry(tx, id);
        tx.delete(Space.name(entry.tenant(), entry.name()));
        tx.put(graphKey(id), encode(entry, Optional.of(tx.stamp())));
        // every write reads its branch's row, so that none slips in behind the deletion
        tx.deleteRange(Space.branches(id));
        tx.unprotect(Space.all(id));
    }

    /** {@link #delete(Transaction, GraphId)} in a transaction of its own, then {@link #sweep}. */
    public void delete(GraphId id) {
        store.transact(tx -> {
            delete(tx, id);
            return id;
        });
        sweep(id);
    }

    /** Removes the rows of a deleted graph; may be repeated. */
    public void sweep(GraphId id) {
        try (var now = store.snapshot()) {
            boolean deleted =
                    now.get(graphKey(id)).filter(entry -> !entry.tuple().isNull(4)).isPresent();
            if (!deleted) {
                throw HedgerowException.of(
                        Failure.WRONG_STATE, "The graph %s is not deleted".formatted(id));
            }
        }
        Sweep.all(store, Space.all(id));
    }

    private static Key graphKey(GraphId id) {
        return Key.of(Space.GRAPH, Space.graph(id));
    }

    private static Tuple encode(CatalogEntry entry, Optional<Stamp> deleted) {
        return Tuple.of(
                entry.tenant(), entry.name(), entry.actor(), entry.created(), deleted.orElse(null));
    }

    private static CatalogEntry decode(GraphId id, Tuple row) {
        return new CatalogEntry(id, row.string(0), row.string(1), row.stamp(3), row.string(2));
    }
}
