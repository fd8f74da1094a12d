package dev.hedgerow.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.files.Op;
import dev.hedgerow.files.Place;
import dev.hedgerow.files.Row;
import dev.hedgerow.graph.Branch;
import dev.hedgerow.graph.Commit;
import dev.hedgerow.graph.CreateGraph;
import dev.hedgerow.graph.Graph;
import dev.hedgerow.graph.GraphView;
import dev.hedgerow.graph.Graphs;
import dev.hedgerow.graph.Node;
import dev.hedgerow.graph.NodeType;
import dev.hedgerow.graph.SchemaPlan;
import dev.hedgerow.graph.Schemas;
import dev.hedgerow.graph.ViewAddress;
import dev.hedgerow.graph.WriteOutcome;
import dev.hedgerow.graph.WriteRequest;
import dev.hedgerow.kernel.Failpoints;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.Ids;
import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.kernel.World;
import dev.hedgerow.operations.Operation;
import dev.hedgerow.operations.Operations;
import dev.hedgerow.operations.OperationsRunner;
import dev.hedgerow.operations.Origin;
import dev.hedgerow.operations.State;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.MemoryDisk;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Stores;
import dev.hedgerow.store.Subspace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A schema applied by processes that die. */
class ApplySchemaTest {
    private static final String NARROW = "node Person { name: String @key  age: I32? }";
    private static final String WIDE =
            """
            node Person {
              name: String @key
              years: I32? @rename_from("age") @index
              level: I32 @default(7)
            }
            node City { name: String @key @index }
            edge LivesIn: Person -> City
            """;
    private static final Duration LONG = Duration.ofMinutes(4);
    private static final int PEOPLE = 2_500;

    private final World world = World.system();

    /** One process after the other on one store. */
    private final class Site implements AutoCloseable {
        final Store store = Stores.open(new MemoryDisk(world.clock()), world);
        final Graph graph;
        final InstanceId instance = new Ids(world).instance();
        private long incarnation;

        Site() {
            var request = new CreateGraph("default", "people", NARROW, "people.pg", "ann");
            graph = new Graphs(store, world).create(request);
            var rows = new ArrayList<Row>();
            for (int i = 0; i < PEOPLE; i++) {
                rows.add(person(Map.of("name", "p" + i, "age", i)));
            }
            graph.write(WriteRequest.of(Branch.MAIN, rows, "ann")).orThrow();
        }

        OperationId begin(String schema) {
            var operations = new Operations(store, world);
            return operations.enqueue(
                    type(new Graphs(store, world)),
                    new ApplySchema.Request(graph.id().value(), Branch.MAIN, schema, 0),
                    Origin.of("ann", "default"));
        }

        private ApplySchema type(Graphs graphs) {
            return new ApplySchema(
                    graphs,
                    (tx, id, _, _) -> {
                        // as a projection does: in the same transaction, or not at all
                        tx.put(marker(id), new byte[0]);
                    },
                    Failpoints.none());
        }

        private Key marker(GraphId id) {
            return new Subspace(99, "test").key(id.value());
        }

        /** Runs a process until the operation has ended or the process has died. */
        void live(OperationId operation, int death, boolean afterCommit) {
            var mortal = new MortalStore(store);
            var operations = new Operations(mortal, world);
            var runner =
                    new OperationsRunner(
                            operations,
                            List.of(type(new Graphs(mortal, world))),
                            1,
                            Failpoints.none());
            mortal.dieAt(death, afterCommit);
            runner.start(instance, ++incarnation);
            var watching = new Operations(store, world);
            var deadline = world.clock().deadline(LONG);
            while (!mortal.isDead() && !watching.require(operation).state().ended()) {
                assertThat(deadline.passed(world.clock())).isFalse();
                watching.await(operation, Duration.ofMillis(5));
            }
            // it cannot harm any more: nobody waits until its threads have noticed
            world.threads().start("bury", () -> runner.stop(Duration.ZERO));
        }

        @Override
        public void close() {
            store.close();
        }
    }

    private static Row person(Map<String, Object> values) {
        return new Row.NodeRow(
                new Place("test", 1),
                Op.DEFAULT,
                "Person",
                Optional.empty(),
                Optional.empty(),
                new LinkedHashMap<>(values));
    }

    private static List<Node> aged(Graph graph, int age) {
        try (GraphView view = graph.view(ViewAddress.MAIN)) {
            NodeType type = view.schema().node("Person").orElseThrow();
            String property = view.schema().version() == 1 ? "age" : "years";
            return view.find(type, Map.of(property, age), Optional.empty(), 10);
        }
    }

    @Test
    @Timeout(300)
    void G5_killedAtEachOfItsWritesItEndsCompletedAndNothingIsDoneTwice() {
        int deaths = 0;
        for (int write = 0; ; write++) {
            boolean died = false;
            for (boolean after : new boolean[] {false, true}) {
                died |= dies(write, after);
            }
            if (!died) {
                break;
            }
            deaths++;
        }
        assertThat(deaths).as("writes of an apply").isGreaterThan(10);
    }

    /** Whether the operation was not over before the process died. */
    private boolean dies(int write, boolean after) {
        try (var site = new Site()) {
            OperationId id = site.begin(WIDE);
            site.live(id, write, after);
            var operations = new Operations(site.store, world);
            boolean died = !operations.require(id).state().ended();

            assertBegunOrNot(site, write);
            site.live(id, Integer.MAX_VALUE, false);

            Operation ended = operations.require(id);
            assertThat(ended.state())
                    .as("killed at %d: %s", write, ended)
                    .isEqualTo(State.SUCCEEDED);
            assertDone(site, write);
            return died;
        }
    }

    /** Whatever state the dead process left: the graph opens, is read and is written. */
    private static void assertBegunOrNot(Site site, int write) {
        int version = site.graph.branch(Branch.MAIN).schemaVersion();
        assertThat(version).isBetween(1, 2);
        assertThat(aged(site.graph, 2_400)).as("killed at %d", write).hasSize(1);
        String property = version == 1 ? "age" : "years";
        WriteOutcome written =
                site.graph.write(
                        WriteRequest.of(
                                Branch.MAIN,
                                List.of(
                                        person(Map.of("name", "new", property, 7_000)),
                                        person(Map.of("name", "p9", property, 7_001))),
                                "ann"));
        assertThat(written).isInstanceOf(WriteOutcome.Committed.class);
    }

    private static void assertDone(Site site, int write) {
        Graph graph = site.graph;
        assertThat(graph.branch(Branch.MAIN).schemaVersion()).isEqualTo(2);
        assertThat(graph.planSchema(Branch.MAIN, Schemas.parse("wide", WIDE)))
                .isInstanceOfSatisfying(
                        SchemaPlan.Ready.class, ready -> assertThat(ready.steps()).isEmpty());
        assertThat(graph.log(Branch.MAIN, Optional.empty(), 100))
                .as("killed at %d", write)
                .filteredOn(commit -> commit.message().equals("schema version 2"))
                .extracting(Commit::schemaVersion)
                .containsExactly(2);
        assertThat(aged(graph, 7_000)).hasSize(1);
        assertThat(aged(graph, 7_001)).hasSize(1);
        assertThat(aged(graph, 9)).isEmpty();
        assertThat(aged(graph, 2_400)).hasSize(1);
        try (var now = site.store.snapshot()) {
            assertThat(now.get(site.marker(graph.id()))).isPresent();
        }
    }

    @Test
    @Timeout(300)
    void applyingAgainChangesNothing() {
        try (var site = new Site()) {
            site.live(site.begin(WIDE), Integer.MAX_VALUE, false);
            var head = site.graph.head(Branch.MAIN);
            OperationId again = site.begin(WIDE);
            site.live(again, Integer.MAX_VALUE, false);

            assertThat(new Operations(site.store, world).require(again).state())
                    .isEqualTo(State.SUCCEEDED);
            assertThat(site.graph.head(Branch.MAIN)).isEqualTo(head);
        }
    }

    @Test
    @Timeout(300)
    void whatCannotBeIsAFailureWithItsReasonAndIsNotTriedAgain() {
        try (var site = new Site()) {
            OperationId id = site.begin("node Person { name: String @key }");
            site.live(id, Integer.MAX_VALUE, false);

            Operation ended = new Operations(site.store, world).require(id);
            assertThat(ended.state()).isEqualTo(State.FAILED);
            assertThat(ended.fault().orElseThrow().code()).isEqualTo(Failure.SCHEMA_INVALID);
            assertThat(site.graph.branch(Branch.MAIN).schemaVersion()).isEqualTo(1);
        }
    }
}
