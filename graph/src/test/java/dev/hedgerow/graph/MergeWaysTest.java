package dev.hedgerow.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.files.Op;
import dev.hedgerow.files.Row;
import dev.hedgerow.files.RowSource;
import dev.hedgerow.graph.MergeOutcome.Conflicts;
import dev.hedgerow.graph.MergeOutcome.Merged;
import dev.hedgerow.graph.MergeOutcome.Rejected;
import dev.hedgerow.kernel.Violation;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Tuple;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** One way of merging is held to the other: the same random branches, merged by both. */
class MergeWaysTest {
    private static final String SCHEMA =
            """
            node Person {
              name: String @key
              mail: String? @unique
              age: I32? @index
              best: I32? @merge(max)
              city: String @default("Bonn")
            }
            node Dog { chip: I64 @key }
            edge Knows: Person -> Person { since: I32? @index }
            edge Owns: Person -> Dog @card(out: 0..2, in: 1..3)
            """;

    private static final String WIDER =
            SCHEMA.replace("age: I32?", "years: I32? @rename_from(\"age\")")
                    .replace("chip: I64 @key", "chip: I64 @key  level: I32 @default(7)");

    private static final int PEOPLE = 8;
    private static final int DOGS = 4;

    @TempDir private Path folder;

    private final long seed = Long.getLong("seed", new Random().nextLong());
    private final Map<Class<?>, Integer> outcomes = new LinkedHashMap<>();

    @EveryStore
    void G7_aLargeMergeDecidesRefusesAndLeavesWhatATransactionDoes(StoreKind kind) {
        var random = new Random(seed);
        int plays = kind == StoreKind.MEMORY ? 60 : 3;
        // as many plays as it takes until all outcomes have come up often
        for (int play = 0; play < plays && !(play >= 8 && isVaried()); play++) {
            var limits = new LoadLimits(folder, -1, 1_000);
            try (var large = new TestGraph(kind, folder.resolve("large" + play), SCHEMA, limits);
                    var small = new TestGraph(kind, folder.resolve("small" + play), SCHEMA)) {
                new Play(large, small, random, "seed %d play %d".formatted(seed, play)).run();
            }
        }
        assertThat(kind != StoreKind.MEMORY || isVaried())
                .as("seed %d: %s", seed, outcomes)
                .isTrue();
    }

    private boolean isVaried() {
        return outcomes.getOrDefault(Merged.class, 0) >= 40
                && outcomes.getOrDefault(Conflicts.class, 0) >= 15
                && outcomes.getOrDefault(Rejected.class, 0) >= 5;
    }

    /** Two graphs to which the same is done. */
    private final class Play {
        private final TestGraph large;
        private final TestGraph small;
        private final Random random;
        private final String context;
        private final List<String> branches = new ArrayList<>(List.of(Branch.MAIN));
        private final List<String> story = new ArrayList<>();

        Play(TestGraph large, TestGraph small, Random random, String context) {
            this.large = large;
            this.small = small;
            this.random = random;
            this.context = context;
        }

        void run() {
            try {
                write(Branch.MAIN, everybody(), false);
                for (int step = 0; step < 60; step++) {
                    if (branches.size() < 4 && random.nextInt(8) == 0) {
                        fork("b" + step);
                    } else if (step == 40 && random.nextInt(3) == 0) {
                        change(one());
                    } else if (branches.size() > 1 && random.nextInt(5) == 0) {
                        merge();
                    } else {
                        write(one());
                    }
                }
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(context + "\n" + String.join("\n", story), e);
            }
        }

        private String one() {
            return branches.get(random.nextInt(branches.size()));
        }

        private void fork(String name) {
            var from = new ViewAddress.Head(one());
            story.add("fork %s from %s".formatted(name, from));
            large.graph.createBranch(CreateBranch.of(name, "ann").from(from));
            small.graph.createBranch(CreateBranch.of(name, "ann").from(from));
            branches.add(name);
        }

        private void change(String branch) {
            story.add("change the schema of " + branch);
            for (TestGraph test : List.of(large, small)) {
                test.store.transact(tx ->
                        test.graph.changeSchema(
                                tx, branch, Schemas.parse("s", WIDER), Optional.empty(), "ann"));
                test.graph.fillIndexes(branch, _ -> {});
            }
        }

        private void write(String branch) {
            boolean loaded = random.nextInt(3) == 0;
            boolean wider = large.graph.schema(branch).version() > 1;
            var rows = new ArrayList<Row>();
            for (int left = random.nextInt(1, 10); left > 0; left--) {
                rows.addAll(row(loaded, wider ? "years" : "age"));
            }
            write(branch, rows, loaded);
        }

        private List<Row> everybody() {
            var rows = new ArrayList<Row>();
            for (int i = 0; i < PEOPLE; i++) {
                rows.add(large.person("p" + i));
            }
            for (int i = 0; i < DOGS; i++) {
                rows.add(large.node(Op.DEFAULT, "Dog", "chip", i));
                rows.add(large.edge(Op.DEFAULT, "Owns", "p" + i, i));
            }
            return rows;
        }

        private void write(String branch, List<Row> rows, boolean loaded) {
            story.add("%s to %s: %s".formatted(loaded ? "load" : "write", branch, rows));
            WriteOutcome one = write(large, branch, rows, loaded);
            WriteOutcome other = write(small, branch, rows, loaded);
            assertThat(one.getClass()).as(one + " " + other).isEqualTo(other.getClass());
            assertThat(stored(large)).isEqualTo(stored(small));
        }

        private static WriteOutcome write(
                TestGraph test, String branch, List<Row> rows, boolean loaded) {
            return loaded
                    ? test.graph.load(
                            LoadRequest.of(branch, List.of(RowSource.of("ops", rows)), "ann"))
                    : test.graph.write(WriteRequest.of(branch, rows, "ann"));
        }

        private List<Row> row(boolean whole, String age) {
            String a = "p" + random.nextInt(PEOPLE);
            String b = "p" + random.nextInt(PEOPLE);
            int dog = random.nextInt(DOGS);
            boolean deletes = !whole && random.nextInt(4) == 0;
            Op op = deletes ? Op.DELETE : Op.DEFAULT;
            return switch (random.nextInt(7)) {
                case 0, 1 -> List.of(deletes ? large.forgets(a, b) : knows(a, b));
                case 2 ->
                        deletes
                                ? List.of(large.node(op, "Dog", "chip", dog))
                                : List.of(
                                        large.node(op, "Dog", "chip", dog),
                                        large.edge(op, "Owns", a, dog));
                case 3 -> List.of(large.edge(op, "Owns", a, dog));
                default ->
                        List.of(
                                deletes
                                        ? large.noPerson(a)
                                        : large.person(
                                                a,
                                                "mail",
                                                random.nextInt(3) == 0
                                                        ? "m" + random.nextInt(5)
                                                        : null,
                                                age,
                                                random.nextInt(3),
                                                "best",
                                                random.nextInt(9)));
            };
        }

        private Row knows(String a, String b) {
            return random.nextBoolean()
                    ? large.knows(a, b)
                    : large.knows(a, b, "since", random.nextInt(3));
        }

        private void merge() {
            String from = one();
            String into = one();
            if (from.equals(into)
                    || large.graph.schema(from).version() > large.graph.schema(into).version()) {
                return;
            }
            story.add("merge %s into %s".formatted(from, into));
            MergePreview preview = large.graph.previewMerge(from, into);
            assertThat(text(preview)).isEqualTo(text(small.graph.previewMerge(from, into)));
            var request = settled(MergeRequest.of(from, into, "ann"), preview);
            story.add("settled by " + request);
            MergeOutcome one = large.graph.merge(request);
            MergeOutcome other = small.graph.merge(request);
            outcomes.merge(one.getClass(), 1, Integer::sum);
            assertThat(text(one)).isEqualTo(text(other));
            assertThat(stored(large)).isEqualTo(stored(small));
            assertThat(history(large, into)).isEqualTo(history(small, into));
            for (String branch : branches) {
                assertThat(differences(large, branch, into))
                        .isEqualTo(differences(small, branch, into));
            }
        }

        private MergeRequest settled(MergeRequest request, MergePreview preview) {
            return switch (random.nextInt(5)) {
                case 0, 1 -> request;
                case 2 -> request.otherwise(new Resolution.Ours());
                case 3 -> request.otherwise(new Resolution.Theirs());
                default -> {
                    var each = new LinkedHashMap<String, Resolution>();
                    for (MergeConflict conflict : preview.conflicts()) {
                        each.put(
                                conflict.id(),
                                random.nextBoolean()
                                        ? new Resolution.Ours()
                                        : random.nextInt(8) == 0
                                                ? new Resolution.Value(5)
                                                : new Resolution.Theirs());
                    }
                    yield request.resolving(each);
                }
            };
        }
    }

    /** Everything of all branches, without where: the graph's id, tombstones and stamps. */
    private static Map<Tuple, String> stored(TestGraph test) {
        var stored = new TreeMap<Tuple, String>();
        for (long branch = 0; branch < 4; branch++) {
            try (Store.Snapshot now = test.store.snapshot()) {
                for (Entry entry : now.stream(new BranchSpace(test.graph.id(), branch).all())) {
                    Tuple key = Space.inBranch(entry.key());
                    boolean history = List.of("h", "l", "k", "m").contains(key.string(0));
                    boolean nothing =
                            key.string(0).equals("c") && Arrays.equals(entry.value(), new byte[8]);
                    if (!history && !nothing) {
                        stored.put(Tuple.of(branch).with(key), Arrays.toString(entry.value()));
                    }
                }
            }
        }
        return stored;
    }

    /** The last commits with their changes. */
    private static List<String> history(TestGraph test, String branch) {
        var history = new ArrayList<String>();
        List<Commit> log = test.graph.log(branch, Optional.empty(), 3);
        for (CommitChanges commit : test.graph.feed(branch, log.getLast().id(), 3)) {
            history.add(
                    "%s %s %s"
                            .formatted(
                                    commit.commit().message(),
                                    commit.commit().counts(),
                                    texts(commit.changes())));
        }
        return history;
    }

    private static List<String> differences(TestGraph test, String from, String to) {
        var between = test.graph.diff(new ViewAddress.Head(from), new ViewAddress.Head(to), 1_000);
        return texts(between.changes());
    }

    private static List<String> texts(List<Change> changes) {
        return changes.stream().map(MergeWaysTest::text).sorted().toList();
    }

    private static String text(Change change) {
        Object after =
                switch (change) {
                    case Change.OfNode node -> node.after().map(Node::properties).orElse(null);
                    case Change.OfEdge edge -> edge.after().map(Edge::properties).orElse(null);
                };
        return "%s %s %s".formatted(change.kind(), change.key(), after);
    }

    private static String text(MergePreview preview) {
        return "%s %s %s %d %s"
                .formatted(
                        preview.counts(),
                        texts(preview.changes()),
                        conflicts(preview.conflicts()),
                        preview.inConflict(),
                        violations(preview.violations()));
    }

    private static String text(MergeOutcome outcome) {
        return switch (outcome) {
            case Merged merged -> "merged " + merged.counts();
            case Conflicts(var conflicts, long total) -> total + " " + conflicts(conflicts);
            case Rejected(var violations, long total) -> total + " " + violations(violations);
            case MergeOutcome.UpToDate _ -> "up to date";
            case MergeOutcome.Moved _ -> "moved";
        };
    }

    /** The edge that holds a node is any of its edges. */
    private static List<String> conflicts(List<MergeConflict> conflicts) {
        return conflicts.stream()
                .map(c ->
                        "%s %s %s %s %s"
                                .formatted(
                                        c.id(),
                                        side(c.base()),
                                        side(c.ours()),
                                        side(c.theirs()),
                                        c.problem().replaceAll(" the edge .* here$", "")))
                .sorted()
                .toList();
    }

    private static @Nullable Object side(@Nullable Object side) {
        return switch (side) {
            case Node node -> node.properties();
            case Edge edge -> edge.properties();
            case null, default -> side;
        };
    }

    /** Of rows that are alike any one is the first. */
    private static List<String> violations(List<Violation> violations) {
        return violations.stream()
                .map(v -> v.toString().replaceAll("=[^=]* have the same", "=… have the same"))
                .sorted()
                .toList();
    }
}
