package dev.hedgerow.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.files.Op;
import dev.hedgerow.files.Row;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Reader.Direction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

class IndexTest {
    private static final String SCHEMA =
            """
            interface Named { name: String }
            node Person implements Named {
              key: String @key
              name: String
              age: I32? @index
              city: String? @index
              twin: I32?
              @index(city, age)
            }
            node Ship implements Named { name: String @key }
            edge Knows: Person -> Person { since: I32? @index  twin: I32? }
            """;

    @TempDir private Path folder;
    private final long seed = Long.getLong("seed", new Random().nextLong());

    private TestGraph test(StoreKind kind) {
        return new TestGraph(kind, folder, SCHEMA);
    }

    private static Row person(
            TestGraph test, String key, @Nullable Integer age, @Nullable String city) {
        return test.node(
                Op.DEFAULT,
                "Person",
                "key",
                key,
                "name",
                key,
                "age",
                age,
                "city",
                city,
                "twin",
                age);
    }

    private static List<String> found(GraphView view, @Nullable Object... values) {
        NodeType type = view.schema().node("Person").orElseThrow();
        return view.find(type, map(values), Optional.empty(), 1_000).stream()
                .map(node -> String.valueOf(node.key().getFirst()))
                .toList();
    }

    private static Map<String, @Nullable Object> map(@Nullable Object... values) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < values.length; i += 2) {
            map.put(String.valueOf(values[i]), values[i + 1]);
        }
        return map;
    }

    /** An unindexed property that is always equal to an indexed one is what finding is held to. */
    @EveryStore
    void whatAnIndexFindsIsWhatALookAtAllRowsFindsOnEveryBranchAtEveryMoment(StoreKind kind) {
        var random = new Random(seed);
        try (var test = test(kind)) {
            var moments = new ArrayList<ViewAddress>();
            var branches = new ArrayList<>(List.of(Branch.MAIN));
            for (int round = 0; round < 120; round++) {
                String branch = branches.get(random.nextInt(branches.size()));
                if (round % 30 == 29) {
                    String name = "b" + round;
                    test.graph.createBranch(
                            CreateBranch.of(name, "ann").from(new ViewAddress.Head(branch)));
                    branches.add(name);
                }
                change(test, branch, random);
                moments.add(new ViewAddress.At(test.graph.head(branch)));
            }
            branches.forEach(branch -> moments.add(new ViewAddress.Head(branch)));
            for (ViewAddress moment : moments) {
                try (GraphView view = test.graph.view(moment)) {
                    agree(view);
                }
            }
            assertEntriesAreThoseOfRows(test);
        }
    }

    private static void change(TestGraph test, String branch, Random random) {
        String key = "p" + random.nextInt(12);
        String city = random.nextInt(3) == 0 ? null : "c" + random.nextInt(3);
        Integer age = random.nextInt(4) == 0 ? null : random.nextInt(4);
        switch (random.nextInt(4)) {
            case 0 -> {
                var _ = test.writeTo(branch, test.node(Op.DELETE, "Person", "key", key));
            }
            case 1 ->
                    test.writeTo(
                            branch,
                            person(test, key, age, city),
                            person(test, "hub", 1, "c1"),
                            test.edge(Op.DEFAULT, "Knows", key, "hub", "since", age, "twin", age));
            default -> test.commitTo(branch, person(test, key, age, city));
        }
    }

    private void agree(GraphView view) {
        EdgeType knows = view.schema().edge("Knows").orElseThrow();
        for (Integer age : new @Nullable Integer[] {null, 0, 1, 2, 3}) {
            assertThat(found(view, "age", age))
                    .as("seed %d, age %s", seed, age)
                    .isEqualTo(found(view, "twin", age));
            assertThat(view.find(knows, map("since", age), Optional.empty(), 100))
                    .as("seed %d", seed)
                    .isEqualTo(view.find(knows, map("twin", age), Optional.empty(), 100));
            for (String city : new @Nullable String[] {null, "c0", "c1"}) {
                assertThat(found(view, "age", age, "city", city))
                        .as("seed %d", seed)
                        .isSubsetOf(found(view, "city", city))
                        .isEqualTo(found(view, "city", city, "twin", age));
            }
        }
    }

    private static void assertEntriesAreThoseOfRows(TestGraph test) {
        try (var view = test.graph.view(ViewAddress.MAIN);
                var now = test.store.snapshot()) {
            var space = new BranchSpace(test.graph.id(), BranchRecord.MAIN);
            for (EntityType type :
                    List.<EntityType>of(
                            view.schema().nodes().getFirst(), view.schema().edges().getFirst())) {
                for (Constraint.Index index : type.shape().indexes()) {
                    var range =
                            space.indexed(
                                    type.number(), dev.hedgerow.store.Tuple.of(index.number()));
                    assertThat(now.scan(range, Reader.PAGE, Direction.ASCENDING))
                            .hasSize((int) view.count(type));
                }
            }
        }
    }

    @EveryStore
    void anIndexSparesTheLookAtAllRows(StoreKind kind) {
        try (var test = test(kind)) {
            var rows = new ArrayList<Row>();
            for (int i = 0; i < 2_000; i++) {
                rows.add(person(test, "p" + i, i, "bonn"));
            }
            test.graph.write(WriteRequest.of(Branch.MAIN, rows, "ann")).orThrow();
            test.store.takeReads();
            try (GraphView view = test.graph.view(ViewAddress.MAIN)) {
                test.store.takeReads();
                assertThat(found(view, "age", 1_999)).containsExactly("p1999");
                assertThat(test.store.takeReads()).isLessThan(10);
                assertThat(found(view, "twin", 1_999)).containsExactly("p1999");
                assertThat(test.store.takeReads()).isGreaterThan(1_000);
            }
        }
    }

    @EveryStore
    void pagesFollowOneAnotherInTheOrderOfKeys(StoreKind kind) {
        try (var test = test(kind)) {
            for (int i = 0; i < 30; i++) {
                test.commit(person(test, "p%02d".formatted(i), i % 3, "bonn"));
            }
            try (GraphView view = test.graph.view(ViewAddress.MAIN)) {
                NodeType type = view.schema().node("Person").orElseThrow();
                var keys = new ArrayList<Object>();
                Optional<EntityKey.NodeKey> after = Optional.empty();
                while (true) {
                    List<Node> page = view.find(type, map("age", 1), after, 4);
                    page.forEach(node -> keys.add(node.key().getFirst()));
                    if (page.size() < 4) {
                        break;
                    }
                    after = Optional.of(page.getLast().entity());
                }
                assertThat(keys)
                        .containsExactly(
                                "p01", "p04", "p07", "p10", "p13", "p16", "p19", "p22", "p25",
                                "p28");
            }
        }
    }

    @EveryStore
    void anInterfaceFindsNodesOfEveryTypeThatImplementsIt(StoreKind kind) {
        try (var test = test(kind)) {
            test.commit(person(test, "ann", 1, null), test.node(Op.DEFAULT, "Ship", "name", "ann"));
            test.commit(test.node(Op.DEFAULT, "Ship", "name", "bob"));
            try (GraphView view = test.graph.view(ViewAddress.MAIN)) {
                InterfaceType named = view.schema().interfaceType("Named").orElseThrow();
                assertThat(view.find(named, map("name", "ann"), 10))
                        .extracting(node -> node.entity().toString())
                        .containsExactly("Person[ann]", "Ship[ann]");
                assertThat(view.find(named, Map.of(), 2)).hasSize(2);
                assertThat(view.find(named, Map.of(), 10)).hasSize(3);
            }
        }
    }

    @EveryStore
    void askingForWhatATypeCannotHaveIsRefused(StoreKind kind) {
        try (var test = test(kind);
                GraphView view = test.graph.view(ViewAddress.MAIN)) {
            assertThatThrownBy(() -> found(view, "ages", 1))
                    .isInstanceOfSatisfying(
                            HedgerowException.class,
                            e -> assertThat(e.failure()).isEqualTo(Failure.INVALID_REQUEST))
                    .hasMessageContaining("`ages`");
            assertThatThrownBy(() -> found(view, "age", "old"))
                    .isInstanceOf(HedgerowException.class);
        }
    }
}
