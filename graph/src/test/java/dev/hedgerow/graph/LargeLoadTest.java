package dev.hedgerow.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.files.JsonLines;
import dev.hedgerow.files.Op;
import dev.hedgerow.files.Row;
import dev.hedgerow.files.RowSource;
import dev.hedgerow.graph.WriteOutcome.Committed;
import dev.hedgerow.graph.WriteOutcome.Rejected;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Tuple;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loads that go beside the log; small ones, as every load does here. */
class LargeLoadTest {
    private static final String SCHEMA =
            """
            node Person {
              name: String @key
              mail: String? @unique
              age: I32? @index
              city: String @default("Bonn")
            }
            node Dog { chip: I64 @key }
            edge Knows: Person -> Person { since: I32? @index }
            edge Owns: Person -> Dog @card(out: 0..2, in: 1..3)
            """;

    @TempDir private Path folder;
    private final long seed = Long.getLong("seed", new Random().nextLong());

    /** Everything beyond the first row goes beside the log, sorted in parts of some rows. */
    private TestGraph large(StoreKind kind) {
        Path store = folder.resolve("large");
        return new TestGraph(kind, store, SCHEMA, new LoadLimits(folder, -1, 2_000));
    }

    private TestGraph small(StoreKind kind) {
        return new TestGraph(kind, folder.resolve("small"), SCHEMA);
    }

    private static WriteOutcome load(TestGraph test, String branch, List<Row> rows) {
        return test.graph.load(LoadRequest.of(branch, List.of(RowSource.of("ops", rows)), "ann"));
    }

    private static WriteOutcome load(TestGraph test, Row... rows) {
        return load(test, Branch.MAIN, Arrays.asList(rows));
    }

    /** What a branch has stored, without where: the graph's id, and tombstones of no use. */
    private static SortedMap<Tuple, String> stored(TestGraph test, long branch) {
        var stored = new TreeMap<Tuple, String>();
        try (Store.Snapshot now = test.store.snapshot()) {
            for (Entry entry : now.stream(new BranchSpace(test.graph.id(), branch).all())) {
                Tuple key = Space.inBranch(entry.key());
                boolean history = List.of("h", "l", "k", "m").contains(key.string(0));
                if (!history && Layers.isThere(entry)) {
                    stored.put(key, Arrays.toString(entry.value()));
                }
            }
        }
        return stored;
    }

    /** One way of loading is held to the other, on main and on a branch over it. */
    @EveryStore
    void G10_whatALargeLoadAcceptsAndLeavesIsWhatATransactionDoes(StoreKind kind) {
        var random = new Random(seed);
        int accepted = 0;
        int refused = 0;
        try (var large = large(kind);
                var small = small(kind)) {
            // as many rounds as it takes until both outcomes have come up often
            for (int round = 0;
                    round < 150 || (round < 1_000 && (accepted < 20 || refused < 10));
                    round++) {
                if (round == 60) {
                    large.graph.createBranch(CreateBranch.of("dev", "ann"));
                    small.graph.createBranch(CreateBranch.of("dev", "ann"));
                }
                String branch = round > 60 && random.nextInt(3) > 0 ? "dev" : Branch.MAIN;
                List<Row> rows = rows(large, random);

                WriteOutcome one = load(large, branch, rows);
                WriteOutcome other = load(small, branch, rows);

                String context = "seed %d round %d: %s".formatted(seed, round, rows);
                assertThat(one.getClass()).as(context + one + other).isEqualTo(other.getClass());
                if (one instanceof Committed(_, Counts counts, _)) {
                    accepted += counts.total() > 0 ? 1 : 0;
                    assertThat(counts).as(context).isEqualTo(other.orThrow().counts());
                } else if (one instanceof Rejected rejected) {
                    refused++;
                    assertThat(rejected.violations().getFirst().place()).startsWith("ops:");
                }
                assertThat(stored(large, 0)).as(context).isEqualTo(stored(small, 0));
                assertThat(stored(large, 1)).as(context).isEqualTo(stored(small, 1));
            }
        }
        assertThat(accepted).as("seed %d", seed).isGreaterThanOrEqualTo(20);
        assertThat(refused).as("seed %d", seed).isGreaterThanOrEqualTo(10);
    }

    private static List<Row> rows(TestGraph test, Random random) {
        var rows = new ArrayList<Row>();
        int count = 1 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            String name = "p" + random.nextInt(8);
            Op op = random.nextInt(8) == 0 ? Op.INSERT : Op.DEFAULT;
            switch (random.nextInt(6)) {
                case 0 -> rows.add(test.knows(name, "p" + random.nextInt(8), "since", i));
                case 1 -> {
                    int chip = random.nextInt(5);
                    rows.add(test.node(Op.DEFAULT, "Dog", "chip", chip));
                    rows.add(test.edge(op, "Owns", name, chip));
                }
                case 2 -> rows.add(test.edge(op, "Owns", name, random.nextInt(5)));
                default ->
                        rows.add(
                                test.node(
                                        op,
                                        "Person",
                                        "name",
                                        name,
                                        "mail",
                                        random.nextInt(3) == 0 ? "m" + random.nextInt(6) : null,
                                        "age",
                                        random.nextInt(3)));
            }
        }
        return rows;
    }

    private static List<Row> people(TestGraph test, int count) {
        var rows = new ArrayList<Row>();
        for (int i = 0; i < count; i++) {
            rows.add(test.person("p" + i, "age", i));
        }
        return rows;
    }

    @EveryStore
    void G10_theFirstBadLinesAreReportedInTheirOrderAndNothingIsWritten(StoreKind kind) {
        try (var test = large(kind)) {
            test.commit(test.person("taken", "mail", "m"));
            Stamp head = test.graph.head(Branch.MAIN);
            List<Row> rows = people(test, 400);
            for (int i = 0; i < 40; i++) {
                rows.add(10 * i, test.knows("p" + i, "nobody" + (90 - i)));
            }
            rows.add(test.person("late", "mail", "m"));

            var rejected = (Rejected) load(test, Branch.MAIN, rows);

            assertThat(rejected.total()).isEqualTo(41);
            assertThat(rejected.violations()).hasSize(Loader.VIOLATIONS_MAX);
            assertThat(rejected.violations())
                    .extracting(v -> Long.parseLong(v.place().substring(4)))
                    .isSorted();
            assertThat(test.graph.head(Branch.MAIN)).isEqualTo(head);
            assertThat(test.write(test.person("next"))).isInstanceOf(Committed.class);
            assertThat(test.find("p1")).isEmpty();
        }
    }

    @EveryStore
    void G10_aLoadThatIsGivenUpAnywhereLeavesNothingAndNoLock(StoreKind kind) {
        try (var test = large(kind)) {
            int calls = 0;
            for (int last = 0; ; last++) {
                int end = last;
                var seen = new int[1];
                var request =
                        new LoadRequest(
                                Branch.MAIN,
                                List.of(RowSource.of("ops", people(test, 21_000))),
                                "",
                                "ann",
                                Optional.empty(),
                                (_, _) -> {
                                    if (seen[0]++ == end) {
                                        throw HedgerowException.of(Failure.CANCELLED);
                                    }
                                });
                try {
                    test.graph.load(request);
                    break;
                } catch (HedgerowException e) {
                    assertThat(e.failure()).isEqualTo(Failure.CANCELLED);
                    calls++;
                }
                assertThat(test.commit(test.person("hub", "age", last)).counts().total())
                        .isEqualTo(1);
                assertThat(test.find("p1")).isEmpty();
            }
            assertThat(calls).isGreaterThan(22);
            assertThat(test.find("p1")).isPresent();
        }
    }

    @EveryStore
    void G10_anInputThatBreaksOffFarInLeavesNothingAndIsNotTouchedAnyMore(StoreKind kind) {
        try (var test = large(kind)) {
            var text = new StringBuilder();
            for (int i = 0; i < 20_000; i++) {
                text.append("{\"type\": \"Person\", \"data\": {\"name\": \"p%d\"}}%n".formatted(i));
            }
            var touched = new AtomicInteger();
            var cut =
                    new InputStream() {
                        @Override
                        public int read() throws IOException {
                            touched.incrementAndGet();
                            throw new IOException("cable cut");
                        }

                        @Override
                        public int read(byte[] into, int from, int length) throws IOException {
                            return read();
                        }
                    };
            var bytes = new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
            var broken =
                    JsonLines.of(
                            new SequenceInputStream(bytes, cut), "people", OptionalLong.empty());
            var request = LoadRequest.of(Branch.MAIN, List.of(broken), "ann");

            assertThatThrownBy(() -> test.graph.load(request))
                    .isInstanceOfSatisfying(
                            HedgerowException.class,
                            e -> assertThat(e.failure()).isEqualTo(Failure.INPUT_OUTPUT))
                    .hasMessage("Cannot read people: cable cut");

            assertThat(touched).hasValue(1);
            assertThat(test.find("p1")).isEmpty();
            assertThat(test.write(test.person("next"))).isInstanceOf(Committed.class);
        }
    }

    @EveryStore
    void G10_whoWritesDuringTheLoadIsRefusedAndWhoReadsIsNot(StoreKind kind) {
        try (var test = large(kind)) {
            test.commit(test.person("ann"));
            test.graph.createBranch(CreateBranch.of("dev", "ann"));
            var failure = new AtomicReference<@Nullable Failure>();
            test.store.beforeNextCommit(() -> {
                try {
                    test.commit(test.person("bob"));
                } catch (HedgerowException e) {
                    failure.set(e.failure());
                }
                assertThat(test.find("p1")).isEmpty();
                assertThat(test.find("ann")).isPresent();
                test.commitTo("dev", test.person("bob"));
            });

            assertThat(load(test, Branch.MAIN, people(test, 50))).isInstanceOf(Committed.class);

            assertThat(failure.get()).isEqualTo(Failure.LOCKED);
            assertThat(test.find("p1")).isPresent();
            assertThat(test.find("bob")).isEmpty();
            assertThat(test.write(test.person("bob"))).isInstanceOf(Committed.class);
        }
    }

    @EveryStore
    void aSchemaThatChangesDuringTheLoadRefusesIt(StoreKind kind) {
        try (var test = large(kind)) {
            Schema wanted = Schemas.parse("s", SCHEMA + "node Cat { chip: I64 @key }");
            test.store.beforeNextCommit(() ->
                    test.store.transact(tx ->
                            test.graph.changeSchema(
                                    tx, Branch.MAIN, wanted, Optional.empty(), "ann")));
            assertThatThrownBy(() -> load(test, Branch.MAIN, people(test, 5)))
                    .hasMessageContaining("schema changed");
            assertThat(test.find("p1")).isEmpty();
        }
    }

    @EveryStore
    void G11_aLostReplyAndARepetitionAreOneLoad(StoreKind kind) {
        try (var test = large(kind)) {
            var key = new IdempotencyKey("load-1", World.system().clock().instant());
            List<Row> rows = people(test, 30);
            test.store.loseNextReply();
            assertThatThrownBy(() -> load(test, rows, key)).isInstanceOf(HedgerowException.class);

            Committed repeated = load(test, rows, key).orThrow();

            assertThat(repeated.replayed()).isTrue();
            assertThat(repeated.counts().total()).isEqualTo(30);
            assertThat(test.graph.log(Branch.MAIN, Optional.empty(), 9)).hasSize(2);
        }
    }

    private static WriteOutcome load(TestGraph test, List<Row> rows, IdempotencyKey key) {
        return test.graph.load(
                new LoadRequest(
                        Branch.MAIN,
                        List.of(RowSource.of("ops", rows)),
                        "",
                        "ann",
                        Optional.of(key),
                        (_, _) -> {}));
    }

    /** One more than what can be compared together. */
    private static final int TOO_MANY = 250_001;

    @Test
    void G8_aDiffLooksAtWhatItListsHoweverMuchHasChanged() {
        try (var test = large(StoreKind.MEMORY)) {
            test.graph.createBranch(CreateBranch.of("dev", "ann"));
            load(test, "dev", people(test, TOO_MANY)).orThrow();
            var dev = new ViewAddress.Head("dev");
            Difference first = test.graph.diff(ViewAddress.MAIN, dev, 10);
            assertThat(first.changes()).hasSize(10);
            assertThat(first.truncated()).isTrue();
            assertThatThrownBy(() -> test.graph.diff(ViewAddress.MAIN, dev, TOO_MANY))
                    .hasMessageContaining("More than 250,000 rows");
            assertThat(test.graph.log(Branch.MAIN, Optional.empty(), 10)).hasSize(1);
        }
    }

    @EveryStore
    void aLoadIsInTheFeedComparedAndMergedLikeAnyCommit(StoreKind kind) {
        try (var test = large(kind)) {
            test.commit(test.person("p3", "age", 30), test.person("old"));
            Stamp before = test.graph.head(Branch.MAIN);
            test.graph.createBranch(CreateBranch.of("dev", "ann"));
            load(test, "dev", people(test, 40)).orThrow();

            assertThat(test.graph.feed("dev", before, 5))
                    .singleElement()
                    .satisfies(commit -> assertThat(commit.changes()).hasSize(40));
            Difference difference =
                    test.graph.diff(ViewAddress.MAIN, new ViewAddress.Head("dev"), 100);
            assertThat(difference.changes()).hasSize(40);
            assertThat(difference.changes())
                    .filteredOn(change -> change.kind() == Change.Kind.UPDATED)
                    .extracting(change -> change.key().toString())
                    .containsExactly("Person[p3]");
            assertThat(test.graph.merge(MergeRequest.of("dev", Branch.MAIN, "ann")))
                    .isInstanceOf(MergeOutcome.Merged.class);
            assertThat(test.state(Branch.MAIN)).isEqualTo(test.state("dev"));
        }
    }

    @EveryStore
    void onlyWholeRowsAreLoadedBesideTheLog(StoreKind kind) {
        try (var test = large(kind)) {
            var rejected =
                    (Rejected)
                            load(
                                    test,
                                    test.person("ann"),
                                    test.node(Op.DELETE, "Person", "name", "ann"));
            assertThat(rejected.violations())
                    .singleElement()
                    .satisfies(v -> assertThat(v.problem()).contains("whole rows only"));
        }
    }
}
