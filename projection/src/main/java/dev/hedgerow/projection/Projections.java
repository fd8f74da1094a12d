package dev.hedgerow.projection;

import dev.hedgerow.engine.CypherEngine;
import dev.hedgerow.engine.OpenOptions;
import dev.hedgerow.fleet.Fleet;
import dev.hedgerow.fleet.Page;
import dev.hedgerow.fleet.Placement;
import dev.hedgerow.fleet.Volume;
import dev.hedgerow.graph.Branch;
import dev.hedgerow.graph.Commit;
import dev.hedgerow.graph.Graph;
import dev.hedgerow.graph.Graphs;
import dev.hedgerow.graph.Schema;
import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Deadline;
import dev.hedgerow.kernel.Failpoints;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.VolumeId;
import dev.hedgerow.kernel.World;
import dev.hedgerow.operations.Fault;
import dev.hedgerow.operations.Operation;
import dev.hedgerow.operations.OperationType;
import dev.hedgerow.operations.Operations;
import dev.hedgerow.operations.Origin;
import dev.hedgerow.operations.Schedule;
import dev.hedgerow.operations.Schedules;
import dev.hedgerow.operations.State;
import dev.hedgerow.projection.build.DatabaseBuilder;
import dev.hedgerow.projection.build.Tables;
import dev.hedgerow.projection.serve.ServedDatabase;
import dev.hedgerow.projection.serve.Serving;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.TransactionOptions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The read side of all graphs on this node: builds and swaps generations, keeps them in step with
 * the truth, and answers Cypher from them.
 */
public final class Projections implements AutoCloseable {
    private static final int PAGE = 500;

    /** Each of two tables that are staged at a time. */
    private static final long STAGING_BYTES = 128L << 20;

    private static final Duration LOOK_EVERY = Duration.ofSeconds(15);
    private static final int LOOK_FAILURES_MAX = 1_000;

    /** Ends of a build that was wished for and did not come about. */
    private static final Set<State> UNLUCKY = EnumSet.of(State.FAILED, State.EXPIRED);

    /** Failures of the follower that waiting does not mend. */
    private static final Set<Failure> STUCK =
            EnumSet.of(
                    Failure.WRONG_STATE,
                    Failure.LIMIT_EXCEEDED,
                    Failure.ENGINE_FAILED,
                    Failure.CYPHER_INVALID,
                    Failure.CORRUPT,
                    Failure.INTERNAL);

    /** Failures to open a database that waiting does not mend. */
    private static final Set<Failure> BROKEN =
            EnumSet.of(Failure.CORRUPT, Failure.ENGINE_FAILED, Failure.LIMIT_EXCEEDED);

    private static final String OUTGROWN =
            "The schema has changed since the generation was built; materialise the graph again";
    private static final Duration ROLLBACK_LEASE = Duration.ofSeconds(10);

    private final Store store;
    private final Graphs graphs;
    private final Operations operations;
    private final Generations generations;
    private final MaterializationLocks locks;
    private final Serving serving;
    private final Places places;
    private final Materializing materializing;
    private final Sensor sensor;
    private final Clock clock;
    private final Fleet fleet;

    /** What a projection stands on. */
    public record Ground(
            Store store, Graphs graphs, Fleet fleet, Operations operations, CypherEngine engine) {}

    public Projections(Ground ground, World world, Failpoints<BuildStep> failpoints) {
        this(ground, Staging.parquet(STAGING_BYTES), world, failpoints);
    }

    /** Projections whose engine loads what is staged in another way. */
    public Projections(
            Ground ground, Staging staging, World world, Failpoints<BuildStep> failpoints) {
        store = ground.store();
        graphs = ground.graphs();
        fleet = ground.fleet();
        operations = ground.operations();
        clock = world.clock();
        locks = new MaterializationLocks(store, world);
        generations = new Generations(store, world, fleet, locks);
        serving = new Serving(ground.engine(), OpenOptions.serving(), world);
        places = new Places(store, fleet, graphs, generations, serving, world.threads());
        var workshop =
                new Materializing.Workshop(
                        graphs,
                        generations,
                        locks,
                        places,
                        new DatabaseBuilder(
                                ground.engine(), OpenOptions.building(), staging, world.threads()),
                        ground.engine());
        materializing = new Materializing(workshop, world, failpoints);
        sensor = new Sensor(ground, materializing, this::wanted, clock);
    }

    /** The operations that this module brings; to be given to the runner. */
    public List<OperationType<?>> operationTypes() {
        return List.of(materializing, sensor);
    }

    /** Asks for a new generation of the graph's main branch. */
    public OperationId materialize(GraphId graph, Origin origin) {
        return operations.enqueue(materializing, new Materializing.Request(graph.value()), origin);
    }

    /** {@link #materialize(GraphId, Origin)} in the caller's transaction. */
    public OperationId materialize(Transaction tx, GraphId graph, Origin origin) {
        return operations.enqueue(
                tx, materializing, new Materializing.Request(graph.value()), origin);
    }

    /** Looks once whether graphs of the volume need a new generation, and asks for those. */
    public OperationId lookAfter(VolumeId volume, Origin origin) {
        return operations.enqueue(sensor, new Sensor.Request(volume.value()), origin);
    }

    /** Does that again and again, from now on and on whatever node has the volume. */
    public void lookAfterAlways(VolumeId volume, Origin origin) {
        var plan = new Schedule.Plan(LOOK_EVERY, Schedule.Overlap.SKIP, LOOK_FAILURES_MAX);
        var request = new Sensor.Request(volume.value());
        var _ =
                new Schedules(operations)
                        .put(Sensor.KIND + "-" + volume.value(), sensor, request, plan, origin);
    }

    Sensor sensor() {
        return sensor;
    }

    /**
     * What only a build can mend: no first generation in spite of wishes, or one that is stuck or
     * cannot be opened.
     */
    private Optional<String> wanted(GraphId graph) {
        if (generations.active(graph, Branch.MAIN).isEmpty()) {
            return operations
                    .latest(Materializing.target(graph))
                    .filter(build -> UNLUCKY.contains(build.state()))
                    .map(_ -> "no generation");
        }
        return serving.peek(graph)
                .filter(open ->
                        open.trouble()
                                .map(HedgerowException::failure)
                                .filter(STUCK::contains)
                                .isPresent())
                .map(open -> "stuck at " + open.database().applied())
                .or(() -> broken(graph).map(each -> "not opened: " + each.generation()));
    }

    private Optional<Serving.Unopened> broken(GraphId graph) {
        return serving.unopened(graph).filter(each -> BROKEN.contains(each.cause().failure()));
    }

    /** Asks for a new generation of a graph that has one. */
    public void rebuild(GraphId graph, Origin origin) {
        if (generations.active(graph, Branch.MAIN).isPresent()) {
            var _ = materialize(graph, origin);
        }
    }

    /**
     * Asks for a new generation of a graph that has one, when another version of its schema needs
     * other tables.
     */
    public void rebuild(Transaction tx, GraphId graph, int before, int version, Origin origin) {
        Graph open = graphs.open(graph);
        if (generations.active(tx, graph, Branch.MAIN).isPresent()
                && !Tables.areSame(open.schema(before), open.schema(version))) {
            var _ = materialize(tx, graph, origin);
        }
    }

    /**
     * Answers from the active generation.
     *
     * @throws HedgerowException PROJECTION_NOT_FOUND before the first generation; BEHIND when the
     *     wanted commit was not reached in time; those of a session's query
     */
    public CypherAnswer query(GraphId graph, CypherRequest request) {
        Deadline deadline = clock.deadline(request.limits().timeout());
        return serving.with(
                graph,
                () -> places.active(graph),
                request.minCommit().orElse(Stamp.ZERO),
                deadline,
                open -> {
                    ServedDatabase.Answer answer =
                            open.database()
                                    .query(
                                            request.cypher(),
                                            request.parameters(),
                                            request.limits(),
                                            deadline);
                    return new CypherAnswer(
                            answer.commit(),
                            new GenerationId(graph, open.generation()),
                            open.schema(),
                            answer.result(),
                            answer.ends());
                });
    }

    /** The schema whose tables queries of the graph meet: that of its generation, else main's. */
    public Schema schema(GraphId graph) {
        Graph open = graphs.open(graph);
        return generations
                .active(graph, Branch.MAIN)
                .map(active -> open.schema(Math.toIntExact(active.source().schemaVersion())))
                .orElseGet(() -> open.schema(Branch.MAIN));
    }

    /** Waits until queries see the commit. */
    public void await(GraphId graph, Stamp commit, Duration max) {
        Deadline deadline = clock.deadline(max);
        var _ = serving.with(graph, () -> places.active(graph), commit, deadline, open -> true);
    }

    /** How far the graph's queries are behind its writes. */
    public Freshness freshness(GraphId graph) {
        Graph open = graphs.open(graph);
        Stamp head = open.head(Branch.MAIN);
        Optional<Operation> build = operations.latest(Materializing.target(graph));
        boolean building = build.filter(last -> !last.state().ended()).isPresent();
        Optional<String> broken = broken(build);
        Optional<Generation> active = generations.active(graph, Branch.MAIN);
        if (active.isEmpty()) {
            return absent(head, building, broken);
        }
        int built = Math.toIntExact(active.get().source().schemaVersion());
        boolean outgrown = !Tables.areSame(open.schema(built), open.schema(Branch.MAIN));
        try {
            return freshness(open, head, building, outgrown, broken);
        } catch (HedgerowException e) {
            if (broken(graph).isEmpty()) {
                throw e;
            }
            return absent(head, building, Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private Freshness freshness(
            Graph open, Stamp head, boolean building, boolean outgrown, Optional<String> broken) {
        return serving.with(
                open.id(),
                () -> places.active(open.id()),
                served -> {
                    Stamp applied = served.database().applied();
                    Optional<HedgerowException> trouble = served.trouble();
                    boolean stuck =
                            outgrown
                                    || trouble.filter(t -> t.failure() == Failure.WRONG_STATE)
                                            .isPresent();
                    Optional<String> reason =
                            trouble.map(cause -> String.valueOf(cause.getMessage()))
                                    .or(() -> broken)
                                    .or(() -> outgrown ? Optional.of(OUTGROWN) : Optional.empty());
                    return freshness(open, head, applied, new Obstacle(building, stuck, reason));
                });
    }

    /** Why the latest build failed, or its latest attempt did, unless it succeeded after all. */
    private static Optional<String> broken(Optional<Operation> build) {
        return build.filter(last -> last.state() != State.SUCCEEDED)
                .flatMap(Operation::fault)
                .map(Fault::sentence);
    }

    private static Freshness absent(Stamp head, boolean building, Optional<String> reason) {
        Freshness.State state =
                building
                        ? Freshness.State.REBUILDING
                        : reason.isPresent() ? Freshness.State.FAILED : Freshness.State.ABSENT;
        return new Freshness(state, head, Optional.empty(), 0, Duration.ZERO, reason);
    }

    /** What keeps a generation from following, or will soon be over with it. */
    private record Obstacle(boolean building, boolean stuck, Optional<String> reason) {}

    private Freshness freshness(Graph graph, Stamp head, Stamp applied, Obstacle obstacle) {
        List<Commit> missing =
                head.isAfter(applied)
                        ? graph.log(Branch.MAIN, Optional.empty(), Freshness.BEHIND_MAX).stream()
                                .filter(commit -> commit.id().isAfter(applied))
                                .toList()
                        : List.of();
        Duration lag =
                missing.isEmpty()
                        ? Duration.ZERO
                        : Duration.between(missing.getLast().time(), clock.instant());
        Freshness.State state;
        if (obstacle.building()) {
            state = Freshness.State.REBUILDING;
        } else if (missing.isEmpty()) {
            state = Freshness.State.FRESH;
        } else if (obstacle.stuck()) {
            state = Freshness.State.REBUILD_NEEDED;
        } else {
            state = obstacle.reason().isPresent() ? Freshness.State.FAILED : Freshness.State.BEHIND;
        }
        return new Freshness(
                state,
                head,
                Optional.of(applied),
                missing.size(),
                lag.isNegative() ? Duration.ZERO : lag,
                obstacle.reason());
    }

    /** All generations of a graph, the newest first. */
    public List<Generation> generations(GraphId graph) {
        return generations.list(graph);
    }

    /** Bytes of a generation's database on disk. */
    public long bytes(Generation generation) {
        return places.bytes(generation.id());
    }

    /**
     * Serves the previous generation again; it follows the head from where it stood.
     *
     * @throws HedgerowException WRONG_STATE when there is none; LOCKED while one is being built
     */
    public Generation rollback(GraphId graph, String actor) {
        return rollback(graph, actor, TransactionOptions.DEFAULT, new byte[0]).committed().value();
    }

    /**
     * {@link #rollback(GraphId, String)} once for the token of the options.
     *
     * @param receipt what a repetition finds
     */
    public Store.Outcome<Generation> rollback(
            GraphId graph, String actor, TransactionOptions options, byte[] receipt) {
        LockClaim claim = locks.acquire(graph, "rollback by " + actor, ROLLBACK_LEASE);
        try {
            Store.Outcome<Generation> outcome =
                    store.transact(
                            options,
                            tx -> {
                                tx.receipt(receipt);
                                return generations.rollback(tx, claim, Branch.MAIN);
                            });
            if (outcome instanceof Store.Outcome.Committed<Generation>(Generation active, _)) {
                places.serve(graphs.open(graph), active.id());
            }
            return outcome;
        } finally {
            locks.release(claim);
        }
    }

    /** Who builds the graph now. */
    public Optional<LockView> lock(GraphId graph) {
        return locks.inspect(graph);
    }

    /** Removes what crashes left in the folders of a volume's graphs. */
    public void clear(Volume volume) {
        Page.Request request = Page.Request.first(PAGE);
        while (true) {
            Page<Placement> page = fleet.graphsOn(volume.id(), request);
            for (Placement placement : page.items()) {
                try {
                    places.clear(placement.graph());
                } catch (HedgerowException e) {
                    if (e.failure() != Failure.PLACEMENT_NOT_FOUND) {
                        throw e;
                    }
                }
            }
            if (page.next().isEmpty()) {
                return;
            }
            request = new Page.Request(page.next(), PAGE);
        }
    }

    /**
     * Forgets the graph's generations and closes its database; its files go with its placement.
     * Queries that run on it may end, within some seconds.
     */
    public void forget(GraphId graph) {
        store.transact(tx -> {
            generations.forget(tx, graph);
            return graph;
        });
        serving.release(graph);
    }

    /** Ends following and closes every database, once their readers are done. */
    @Override
    public void close() {
        serving.close();
    }
}
