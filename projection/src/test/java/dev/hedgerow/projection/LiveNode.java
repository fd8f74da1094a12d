package dev.hedgerow.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.engine.Ladybug;
import dev.hedgerow.engine.QueryLimits;
import dev.hedgerow.files.JsonLines;
import dev.hedgerow.fleet.AllocateRequest;
import dev.hedgerow.fleet.Capacity;
import dev.hedgerow.fleet.Fleet;
import dev.hedgerow.fleet.Instance;
import dev.hedgerow.fleet.InstanceSpec;
import dev.hedgerow.fleet.LocalVolumes;
import dev.hedgerow.fleet.Owner;
import dev.hedgerow.fleet.Tier;
import dev.hedgerow.fleet.Volume;
import dev.hedgerow.fleet.VolumeProvider;
import dev.hedgerow.fleet.VolumeSpec;
import dev.hedgerow.graph.Branch;
import dev.hedgerow.graph.CreateGraph;
import dev.hedgerow.graph.Graphs;
import dev.hedgerow.graph.LoadRequest;
import dev.hedgerow.kernel.Failpoints;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.Ids;
import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.VolumeId;
import dev.hedgerow.kernel.World;
import dev.hedgerow.operations.Operation;
import dev.hedgerow.operations.Operations;
import dev.hedgerow.operations.OperationsRunner;
import dev.hedgerow.operations.Origin;
import dev.hedgerow.operations.State;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Stores;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A whole node on a real folder, which another one can continue on. */
final class LiveNode implements AutoCloseable {
    static final Origin ORIGIN = Origin.of("anna", "default");

    /** Marks with a number each, which the commit that writes them sets. */
    static final String MARKS =
            """
            node Mark { name: String @key  seq: I64 }
            edge Next: Mark -> Mark @multi { seq: I64? }
            """;

    private static final Duration LONG = Duration.ofMinutes(4);

    final World world = World.system();
    final Store store;
    final Graphs graphs;
    final Fleet fleet;
    final Operations operations;
    final Projections projections;
    final Volume volume;
    private final Path root;
    private final TappedEngine engine;
    private final OperationsRunner runner;
    private final InstanceId instance;
    private final long incarnation;

    /** Where a test may put its hand in. */
    record Hooks(
            Failpoints<BuildStep> steps,
            TappedEngine.Tap tap,
            UnaryOperator<VolumeProvider> volumes) {
        static final Hooks NONE = at(Failpoints.none());

        static Hooks at(Failpoints<BuildStep> steps) {
            return new Hooks(steps, TappedEngine.Tap.NONE, UnaryOperator.identity());
        }

        static Hooks tap(TappedEngine.Tap tap) {
            return new Hooks(Failpoints.none(), tap, UnaryOperator.identity());
        }
    }

    /** Starts everything but the runner of operations. */
    LiveNode(Path root, Hooks hooks) {
        this.root = root;
        Identity me = Identity.next(root.resolve("identity"), world);
        instance = me.instance();
        incarnation = me.incarnation();
        store = Stores.open(root.resolve("store"), world);
        VolumeProvider volumes = hooks.volumes().apply(new LocalVolumes(root.resolve("volumes")));
        fleet = new Fleet(store, world, List.of(Tier.STANDARD), volumes);
        fleet.registerVolume(me.volume(), new VolumeSpec("here", "standard", LocalVolumes.NAME));
        var spec =
                new InstanceSpec(
                        "127.0.0.1:7420",
                        "here",
                        "local",
                        new Capacity(1000, 1L << 40, 1L << 30),
                        Map.of());
        Instance joined =
                fleet.ready(fleet.registerInstance(instance, spec, Long.toString(incarnation)));
        volume = fleet.attach(me.volume(), joined);
        Path library = Path.of(System.getProperty("hedgerow.native"));
        engine = new TappedEngine(Ladybug.load(library, world), hooks.tap());
        operations = new Operations(store, world);
        graphs = new Graphs(store, world);
        var ground = new Projections.Ground(store, graphs, fleet, operations, engine);
        projections = new Projections(ground, world, hooks.steps());
        runner =
                new OperationsRunner(
                        operations, projections.operationTypes(), 3, Failpoints.none());
    }

    /** A started node. */
    static LiveNode started(Path root, Hooks hooks) {
        var node = new LiveNode(root, hooks);
        node.start();
        return node;
    }

    void start() {
        runner.start(instance, incarnation);
    }

    private record Identity(InstanceId instance, VolumeId volume, long incarnation) {
        static Identity next(Path file, World world) {
            try {
                Identity next;
                if (Files.exists(file)) {
                    List<String> lines = Files.readAllLines(file);
                    next =
                            new Identity(
                                    new InstanceId(lines.get(0)),
                                    new VolumeId(lines.get(1)),
                                    Long.parseLong(lines.get(2)) + 1);
                } else {
                    var ids = new Ids(world);
                    next = new Identity(ids.instance(), ids.volume(), 1);
                }
                Files.write(
                        file,
                        List.of(
                                next.instance.value(),
                                next.volume.value(),
                                Long.toString(next.incarnation)));
                return next;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    GraphId graph(String name, String schema) {
        GraphId id =
                graphs.create(new CreateGraph("default", name, schema, name + ".pg", "anna")).id();
        fleet.allocate(AllocateRequest.of(new Owner("default", "anna"), id, Tier.STANDARD));
        return id;
    }

    /** Writes rows in JSON as one commit. */
    Stamp load(GraphId graph, String rows) {
        var bytes = new ByteArrayInputStream(rows.getBytes(StandardCharsets.UTF_8));
        try (var source = JsonLines.of(bytes, "rows.jsonl", OptionalLong.empty())) {
            return graphs.open(graph)
                    .load(LoadRequest.of(Branch.MAIN, List.of(source), "anna"))
                    .orThrow()
                    .commit();
        }
    }

    /** Gives two marks the same number. */
    Stamp mark(GraphId graph, long seq) {
        return load(graph, row("left", seq) + row("right", seq));
    }

    static String row(String name, long seq) {
        return """
        {"type": "Mark", "data": {"name": "%s", "seq": %d}}
        """
                .formatted(name, seq);
    }

    Stamp head(GraphId graph) {
        return graphs.open(graph).head(Branch.MAIN);
    }

    OperationId materialize(GraphId graph) {
        return projections.materialize(graph, ORIGIN);
    }

    /** Builds a generation that serves then, and returns its number. */
    long built(GraphId graph) {
        Operation ended = ended(materialize(graph));
        assertThat(ended.state()).as(String.valueOf(ended.fault())).isEqualTo(State.SUCCEEDED);
        return active(graph).id().number();
    }

    Operation ended(OperationId id) {
        Operation operation = operations.await(id, LONG);
        assertThat(operation.state().ended()).as("%s", operation).isTrue();
        return operation;
    }

    Generation active(GraphId graph) {
        return projections.generations(graph).stream()
                .filter(each -> each.state() == GenerationState.ACTIVE)
                .findFirst()
                .orElseThrow();
    }

    Generation generation(GraphId graph, long number) {
        return projections.generations(graph).stream()
                .filter(each -> each.id().number() == number)
                .findFirst()
                .orElseThrow();
    }

    CypherAnswer ask(GraphId graph, String cypher) {
        return ask(graph, cypher, Optional.empty(), LONG);
    }

    CypherAnswer ask(GraphId graph, String cypher, Stamp minCommit) {
        return ask(graph, cypher, Optional.of(minCommit), LONG);
    }

    CypherAnswer ask(GraphId graph, String cypher, Optional<Stamp> minCommit, Duration patience) {
        var limits = QueryLimits.interactive().withTimeout(patience);
        return projections.query(graph, new CypherRequest(cypher, Map.of(), limits, minCommit));
    }

    /** The numbers of both marks, which one commit has written. */
    static final String PAIR =
            "MATCH (a:Mark {name: 'left'}), (b:Mark {name: 'right'}) RETURN a.seq, b.seq";

    /** The one number that both marks have in the answer to {@link #PAIR}. */
    static long seq(CypherAnswer answer) {
        List<@Nullable Object> row = answer.result().rows().getFirst();
        assertThat(row.get(0)).as("both marks of %s", answer).isEqualTo(row.get(1));
        return (Long) row.getFirst();
    }

    /** The file of a generation's database. */
    Path file(GenerationId id) {
        return fleet.folder(fleet.locate(id.graph()))
                .resolve(Long.toString(id.number()))
                .resolve(Places.DATABASE);
    }

    /** The folders of generations that are on the volume. */
    SortedSet<String> folders(GraphId graph) {
        Path home = fleet.folder(fleet.locate(graph));
        try (var files = Files.list(home)) {
            return files.map(file -> file.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void until(String what, BooleanSupplier holds) {
        var deadline = world.clock().deadline(LONG);
        while (!holds.getAsBoolean()) {
            assertThat(deadline.passed(world.clock())).as("waited in vain: " + what).isFalse();
            world.clock().sleep(Duration.ofMillis(5));
        }
    }

    Path root() {
        return root;
    }

    @Override
    public void close() {
        assertThat(runner.stop(Duration.ofMinutes(1))).isTrue();
        projections.close();
        engine.close();
        fleet.close();
        store.close();
    }
}
