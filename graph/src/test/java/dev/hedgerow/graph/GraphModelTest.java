package dev.hedgerow.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.files.Op;
import dev.hedgerow.files.Row;
import dev.hedgerow.graph.EntityKey.NodeKey;
import dev.hedgerow.graph.WriteOutcome.Committed;
import dev.hedgerow.kernel.Stamp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;

/** Random writes, branches and merges against plain maps. */
class GraphModelTest {
    private static final int STEPS = 250;
    private static final int NAMES = 12;

    @TempDir private Path folder;

    private final Map<String, Map<String, String>> branches = new TreeMap<>();
    private final Map<Stamp, Map<String, String>> commits = new TreeMap<>();

    @EveryStore
    void aGraphIsWhatAMapWouldBe(StoreKind kind) {
        for (long seed = 1; seed <= 4; seed++) {
            try (var test = new TestGraph(kind, folder.resolve("s" + seed))) {
                play(test, new Random(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + " on " + kind, e);
            }
        }
    }

    private void play(TestGraph test, Random random) {
        branches.clear();
        commits.clear();
        branches.put(Branch.MAIN, new TreeMap<>());
        for (int step = 0; step < STEPS; step++) {
            String branch = pick(random, List.copyOf(branches.keySet()));
            int what = random.nextInt(20);
            if (what == 0 && branches.size() < 6) {
                fork(test, branch, "b" + step, random);
            } else if (what == 1 && branches.size() > 1) {
                merge(test, branch, pick(random, List.copyOf(branches.keySet())));
            } else {
                write(test, branch, random);
            }
            if (step % 10 == 0) {
                check(test, branch);
            }
        }
        branches.keySet().forEach(branch -> check(test, branch));
        commits.forEach((commit, state) ->
                assertThat(test.state(new ViewAddress.At(commit)))
                        .as("at " + commit)
                        .isEqualTo(state));
    }

    private static <T> T pick(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private void fork(TestGraph test, String from, String name, Random random) {
        if (random.nextBoolean() || commits.isEmpty()) {
            test.graph.createBranch(CreateBranch.of(name, "ann").from(new ViewAddress.Head(from)));
            branches.put(name, new TreeMap<>(branch(from)));
        } else {
            Stamp commit = pick(random, List.copyOf(commits.keySet()));
            test.graph.createBranch(CreateBranch.of(name, "ann").from(new ViewAddress.At(commit)));
            branches.put(
                    name, new TreeMap<>(java.util.Objects.requireNonNull(commits.get(commit))));
        }
    }

    private Map<String, String> branch(String name) {
        return java.util.Objects.requireNonNull(branches.get(name));
    }

    /** Merging there with theirs and back again leaves both alike. */
    private void merge(TestGraph test, String from, String into) {
        if (from.equals(into)) {
            return;
        }
        var theirs = new Resolution.Theirs();
        var there = test.graph.merge(MergeRequest.of(from, into, "ann").otherwise(theirs));
        if (there instanceof MergeOutcome.Rejected) {
            check(test, into);
            return;
        }
        branches.put(into, new TreeMap<>(test.state(into)));
        if (there instanceof MergeOutcome.Merged merged) {
            commits.put(merged.commit(), new TreeMap<>(branch(into)));
            var again = test.graph.merge(MergeRequest.of(from, into, "ann"));
            assertThat(again).isInstanceOf(MergeOutcome.UpToDate.class);
            var back = test.graph.merge(MergeRequest.of(into, from, "ann"));
            assertThat(back)
                    .isInstanceOfAny(MergeOutcome.Merged.class, MergeOutcome.UpToDate.class);
            assertThat(test.state(from)).isEqualTo(branch(into));
            branches.put(from, new TreeMap<>(branch(into)));
        }
        check(test, from);
        check(test, into);
    }

    private void write(TestGraph test, String branch, Random random) {
        var after = new TreeMap<>(branch(branch));
        var rows = new ArrayList<Row>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            rows.add(row(test, random, after));
        }
        boolean dangling =
                after.keySet().stream()
                        .filter(key -> key.startsWith("Knows"))
                        .anyMatch(key -> !ends(key).stream().allMatch(after::containsKey));
        WriteOutcome outcome = test.graph.write(WriteRequest.of(branch, rows, "ann"));
        assertThat(outcome instanceof Committed).isEqualTo(!dangling);
        if (outcome instanceof Committed committed) {
            branches.put(branch, after);
            commits.put(committed.commit(), after);
        }
    }

    private static List<String> ends(String edge) {
        String[] names = edge.substring("Knows[".length(), edge.length() - 1).split("]->\\[", -1);
        return List.of("Person[" + names[0] + "]", "Person[" + names[1] + "]");
    }

    private static Row row(TestGraph test, Random random, Map<String, String> state) {
        String a = "p" + random.nextInt(NAMES);
        String b = "p" + random.nextInt(NAMES);
        int value = random.nextInt(1_000);
        String person = "Person[" + a + "]";
        String knows = "Knows[" + a + "]->[" + b + "]";
        return switch (random.nextInt(6)) {
            case 0, 1 -> {
                state.put(person, "{age=%d, city=Bonn, name=%s}".formatted(value, a));
                yield test.person(a, "age", value);
            }
            case 2 -> {
                if (!state.containsKey(person)) {
                    state.put(person, "{age=%d, city=Bonn, name=%s}".formatted(value, a));
                    yield test.node(Op.INSERT, "Person", "name", a, "age", value);
                }
                state.remove(person);
                state.keySet().removeIf(k -> k.startsWith("Knows") && ends(k).contains(person));
                yield test.noPerson(a);
            }
            case 3 -> {
                if (state.remove(knows) != null) {
                    yield test.forgets(a, b);
                }
                state.put(knows, "{}");
                yield test.edge(Op.INSERT, "Knows", a, b);
            }
            default -> {
                state.put(knows, "{since=%d}".formatted(value));
                yield test.knows(a, b, "since", value);
            }
        };
    }

    private void check(TestGraph test, String branch) {
        var state = branch(branch);
        try (GraphView view = test.graph.view(new ViewAddress.Head(branch))) {
            assertThat(TestGraph.state(view)).as(branch).isEqualTo(state);
            var person = view.schema().node("Person").orElseThrow();
            var knows = view.schema().edge("Knows").orElseThrow();
            assertThat(view.count(person)).isEqualTo(count(state, "Person"));
            assertThat(view.count(knows)).isEqualTo(count(state, "Knows"));
            for (int i = 0; i < NAMES; i++) {
                String name = "Person[p" + i + "]";
                var incoming = new ArrayList<String>();
                view.incoming(NodeKey.of("Person", "p" + i), knows)
                        .forEach(edge -> incoming.add(edge.entity().toString()));
                assertThat(incoming)
                        .containsExactlyInAnyOrderElementsOf(
                                state.keySet().stream()
                                        .filter(k -> k.startsWith("Knows"))
                                        .filter(k -> ends(k).get(1).equals(name))
                                        .toList());
            }
        }
        replay(test, branch, state);
    }

    private static long count(Map<String, String> state, String type) {
        return state.keySet().stream().filter(key -> key.startsWith(type)).count();
    }

    /** The feed from the beginning gives the same state. */
    private static void replay(TestGraph test, String branch, Map<String, String> state) {
        var replayed = new TreeMap<String, String>();
        Stamp after = Stamp.ZERO;
        List<CommitChanges> page = test.graph.feed(branch, after, 7);
        while (!page.isEmpty()) {
            for (CommitChanges commit : page) {
                commit.changes().forEach(change -> apply(change, replayed));
                after = commit.commit().id();
            }
            page = test.graph.feed(branch, after, 7);
        }
        assertThat(replayed).as("feed of " + branch).isEqualTo(state);
        assertThat(test.graph.log(branch, Optional.empty(), 1).getFirst().id())
                .isEqualTo(test.graph.head(branch));
    }

    private static void apply(Change change, Map<String, String> state) {
        Optional<String> after =
                switch (change) {
                    case Change.OfNode node ->
                            node.after().map(Node::properties).map(TestGraph::text);
                    case Change.OfEdge edge ->
                            edge.after().map(Edge::properties).map(TestGraph::text);
                };
        String key = change.key().toString();
        after.ifPresentOrElse(text -> state.put(key, text), () -> state.remove(key));
    }
}
