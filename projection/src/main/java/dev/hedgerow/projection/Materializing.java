package dev.hedgerow.projection;

import dev.hedgerow.engine.CypherEngine;
import dev.hedgerow.fleet.Folders;
import dev.hedgerow.graph.Branch;
import dev.hedgerow.graph.EdgeType;
import dev.hedgerow.graph.Graph;
import dev.hedgerow.graph.GraphView;
import dev.hedgerow.graph.Graphs;
import dev.hedgerow.graph.NodeType;
import dev.hedgerow.graph.Schema;
import dev.hedgerow.graph.ViewAddress;
import dev.hedgerow.kernel.Failpoints;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.World;
import dev.hedgerow.operations.OperationType;
import dev.hedgerow.operations.Steps;
import dev.hedgerow.operations.Target;
import dev.hedgerow.projection.build.DatabaseBuilder;
import dev.hedgerow.projection.build.Dedicated;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The operation that builds a generation beside the one that serves, validates it against the truth
 * and promotes it. What is written meanwhile is not lost: the new generation says which commit it
 * holds, and follows from there.
 *
 * <p>A takeover continues behind the last recorded step; another attempt begins a new generation.
 */
final class Materializing implements OperationType<Materializing.Request> {
    static final String KIND = "materialize";

    private final Graphs graphs;
    private final Generations generations;
    private final MaterializationLocks locks;
    private final Places places;
    private final DatabaseBuilder builder;
    private final CypherEngine engine;
    private final World world;
    private final Failpoints<BuildStep> failpoints;

    /** The parts of a projection that a build works with. */
    record Workshop(
            Graphs graphs,
            Generations generations,
            MaterializationLocks locks,
            Places places,
            DatabaseBuilder builder,
            CypherEngine engine) {}

    Materializing(Workshop workshop, World world, Failpoints<BuildStep> failpoints) {
        this.graphs = workshop.graphs();
        this.generations = workshop.generations();
        this.locks = workshop.locks();
        this.places = workshop.places();
        this.builder = workshop.builder();
        this.engine = workshop.engine();
        this.world = world;
        this.failpoints = failpoints;
    }

    /** As stored: ids are text there. */
    record Request(String graph) {}

    /** A generation that is begun, and what it is to hold. */
    record Pinned(long generation, String commit, long schemaVersion) {}

    /** What the built database says of itself. */
    record Counted(String applied, Map<String, Long> nodes, Map<String, Long> edges) {
        Content content(long schemaVersion) {
            Stamp commit = Stamp.parse(applied).orElseThrow();
            return new Content(commit, schemaVersion, TypeCounts.of(nodes, edges));
        }
    }

    /** What came out, for people. */
    record Promoted(long generation, String commit, long nodes, long edges) {}

    static Target target(GraphId graph) {
        return Target.exclusive("materialization", graph.value());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public List<Target> targets(Request request) {
        return List.of(
                target(new GraphId(request.graph())), Target.shared("graph", request.graph()));
    }

    @Override
    public void run(Request request, Steps steps) {
        Graph graph = graphs.open(new GraphId(request.graph()));
        LockClaim claim = locks.acquire(graph.id(), steps.id().value(), MaterializationLocks.LEASE);
        try (HeldLock lock = locks.hold(claim, MaterializationLocks.LEASE)) {
            build(graph, lock, new Attempt(steps));
        }
    }

    /** Names steps so that another attempt does not take over what a failed one has recorded. */
    private record Attempt(Steps steps) {
        String name(String step) {
            return steps.attempt() == 1 ? step : step + "-" + steps.attempt();
        }
    }

    private void build(Graph graph, HeldLock lock, Attempt attempt) {
        Steps steps = attempt.steps();
        Pinned pinned = pin(graph, lock.claim(), attempt);
        failpoints.reached(BuildStep.PINNED);
        var id = new GenerationId(graph.id(), pinned.generation());
        try (GraphView view = graph.view(new ViewAddress.At(commit(pinned)))) {
            TypeCounts truth = truth(view);
            long rows = truth.nodesAll() + truth.edgesAll();
            var at = new ViewAddress.At(view.commit());
            steps.run(
                    attempt.name("build"),
                    () -> construct(id, () -> graph.view(at), rows, lock, steps));
            failpoints.reached(BuildStep.BUILT);
            var expected = new Content(view.commit(), pinned.schemaVersion(), truth);
            validate(id, view.schema(), expected, lock.claim(), attempt);
            failpoints.reached(BuildStep.VALIDATED);
            steps.commit(
                    attempt.name("promote"),
                    tx -> {
                        var _ = generations.promote(tx, lock.claim(), id);
                    });
            failpoints.reached(BuildStep.PROMOTED);
            steps.run(attempt.name("swap"), () -> places.serve(graph, id));
            failpoints.reached(BuildStep.SWAPPED);
            steps.run(attempt.name("retire"), () -> places.clear(graph.id()));
            failpoints.reached(BuildStep.RETIRED);
            steps.output(
                    new Promoted(id.number(), pinned.commit(), truth.nodesAll(), truth.edgesAll()));
        } catch (RuntimeException e) {
            giveUp(id, lock.claim(), e);
            throw e;
        }
    }

    private static Stamp commit(Pinned pinned) {
        return Stamp.parse(pinned.commit()).orElseThrow();
    }

    private Pinned pin(Graph graph, LockClaim claim, Attempt attempt) {
        return attempt.steps()
                .commit(
                        attempt.name("pin"),
                        Pinned.class,
                        tx -> {
                            var source = source(graph);
                            Generation begun = generations.create(tx, claim, source);
                            return new Pinned(
                                    begun.id().number(),
                                    source.commit().toString(),
                                    source.schemaVersion());
                        });
    }

    /** The head of main and the schema it follows, both of one moment. */
    private Source source(Graph graph) {
        try (GraphView view = graph.view(ViewAddress.MAIN)) {
            return new Source(Branch.MAIN, view.commit(), view.schema().version(), engine.format());
        }
    }

    /** What the truth has at the commit. */
    private static TypeCounts truth(GraphView view) {
        var nodes = new LinkedHashMap<String, Long>();
        var edges = new LinkedHashMap<String, Long>();
        for (NodeType type : view.schema().nodes()) {
            nodes.put(type.name(), view.count(type));
        }
        for (EdgeType type : view.schema().edges()) {
            edges.put(type.name(), view.count(type));
        }
        return TypeCounts.of(nodes, edges);
    }

    private void construct(
            GenerationId id, Supplier<GraphView> views, long rows, HeldLock lock, Steps steps) {
        Path folder = places.folder(id);
        places.clear(id.graph());
        refuseFullDisk(id);
        // what an interrupted attempt left
        Folders.delete(folder);
        Folders.make(folder);
        TypeCounts built =
                Dedicated.call(
                        world,
                        "build-" + id,
                        () ->
                                builder.build(
                                        views,
                                        folder.resolve(Places.DATABASE),
                                        done -> {
                                            lock.check();
                                            steps.progress().at(done, rows, "rows");
                                        }));
        Generation generation;
        try (var now = places.snapshot()) {
            generation = generations.find(now, id);
        }
        new GenerationManifest(id, generation.source(), generation.place(), built).write(folder);
    }

    /** A second copy is as large as the first one, about. */
    private void refuseFullDisk(GenerationId id) {
        long free = places.freeBytes(id.graph());
        long wanted = 2 * places.activeBytes(id.graph()) + (64L << 20);
        if (free < wanted) {
            throw HedgerowException.of(
                    Failure.DISK_FULL,
                    "A new generation of graph %s needs about %d MiB, its volume has %d; make room"
                            .formatted(id.graph(), wanted >> 20, free >> 20));
        }
    }

    private void validate(
            GenerationId id, Schema schema, Content expected, LockClaim claim, Attempt attempt) {
        Counted counted =
                attempt.steps().run(attempt.name("count"), Counted.class, () -> count(id, schema));
        attempt.steps()
                .commit(
                        attempt.name("validate"),
                        tx -> {
                            var _ =
                                    generations.ready(
                                            tx,
                                            claim,
                                            id,
                                            expected,
                                            counted.content(schema.version()));
                        });
    }

    private Counted count(GenerationId id, Schema schema) {
        Path file = places.folder(id).resolve(Places.DATABASE);
        DatabaseBuilder.Found found =
                Dedicated.call(world, "count-" + id, () -> builder.inspect(file, schema));
        return new Counted(
                found.applied().toString(), found.counts().nodes(), found.counts().edges());
    }

    /** The attempt is over: its generation never serves. A worker that is replaced leaves it. */
    private void giveUp(GenerationId id, LockClaim claim, RuntimeException cause) {
        boolean leaves =
                cause instanceof HedgerowException known
                        && (known.failure() == Failure.SHUTTING_DOWN
                                || known.failure() == Failure.STALE_EPOCH);
        if (!leaves) {
            try {
                places.fail(id, claim, String.valueOf(cause.getMessage()));
            } catch (HedgerowException e) {
                cause.addSuppressed(e);
            }
        }
    }
}
