package dev.hedgerow.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.files.Row;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    @TempDir private Path folder;

    @EveryStore
    void G8_anyCommitCanBeReadAgain(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            Stamp first = test.commit(test.person("ann", "age", 1)).commit();
            Stamp second = test.commit(test.person("ann", "age", 2), test.person("bob")).commit();
            test.commit(test.noPerson("ann"));

            assertThat(test.state(new ViewAddress.At(first)))
                    .isEqualTo(Map.of("Person[ann]", "{age=1, city=Bonn, name=ann}"));
            assertThat(test.state(new ViewAddress.At(second))).hasSize(2);
            assertThat(test.state(ViewAddress.parse(second.toString())))
                    .isEqualTo(test.state(new ViewAddress.At(second)));
            assertThat(test.state(Branch.MAIN).keySet()).containsExactly("Person[bob]");
            try (GraphView view = test.graph.view(new ViewAddress.At(first))) {
                assertThat(view.commit()).isEqualTo(first);
                assertThat(view.count(view.schema().node("Person").orElseThrow())).isEqualTo(1);
            }
        }
    }

    @EveryStore
    void G8_aBranchCanBeReadAsOfATime(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            Stamp first = test.commit(test.person("ann", "age", 1)).commit();
            World.system().clock().sleep(Duration.ofMillis(3));
            test.commit(test.person("ann", "age", 2));

            var then = new ViewAddress.AtTime(Branch.MAIN, first.instant());
            assertThat(test.state(then)).containsValue("{age=1, city=Bonn, name=ann}");
            var future =
                    new ViewAddress.AtTime(
                            Branch.MAIN, World.system().clock().instant().plusSeconds(60));
            assertThatThrownBy(() -> test.state(future)).hasMessageContaining("future");
        }
    }

    @EveryStore
    void whatIsNoCommitIsNotFound(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            test.commit(test.person("ann"));
            assertThatThrownBy(() -> test.state(new ViewAddress.At(new Stamp(1))))
                    .isInstanceOfSatisfying(
                            HedgerowException.class,
                            e -> assertThat(e.failure()).isEqualTo(Failure.COMMIT_NOT_FOUND));
            assertThatThrownBy(() -> test.state("nowhere"))
                    .isInstanceOfSatisfying(
                            HedgerowException.class,
                            e -> assertThat(e.failure()).isEqualTo(Failure.BRANCH_NOT_FOUND));
        }
    }

    @EveryStore
    void theLogIsPagedNewestFirstAndGoesOnIntoTheParent(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            Stamp created = test.graph.head(Branch.MAIN);
            Stamp first = test.commit(test.person("ann")).commit();
            test.graph.createBranch(CreateBranch.of("dev", "ann"));
            Stamp later = test.commit(test.person("late")).commit();
            Stamp own =
                    test.graph
                            .write(
                                    WriteRequest.of("dev", List.of(test.person("bob")), "bea")
                                            .message("hello"))
                            .orThrow()
                            .commit();

            List<Commit> log = test.graph.log("dev", Optional.empty(), 10);

            assertThat(log).extracting(Commit::id).containsExactly(own, first, created);
            assertThat(log).extracting(Commit::branch).containsExactly("dev", "main", "main");
            assertThat(log.getFirst().message()).isEqualTo("hello");
            assertThat(log.getFirst().actor()).isEqualTo("bea");
            assertThat(log.getFirst().counts())
                    .isEqualTo(TestGraph.counts("Person", TestGraph.of(1, 0, 0)));
            assertThat(test.graph.log("dev", Optional.of(own), 1))
                    .extracting(Commit::id)
                    .containsExactly(first);
            assertThat(test.graph.log("dev", Optional.of(created), 1)).isEmpty();
            assertThat(test.graph.head(Branch.MAIN)).isEqualTo(later);
        }
    }

    @EveryStore
    void G8_theFeedGivesWholeCommitsWithTheRowsTheyLeft(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            Stamp start = test.graph.head(Branch.MAIN);
            test.commit(test.person("ann", "age", 1), test.person("bob"), test.knows("ann", "bob"));
            Stamp middle = test.commit(test.person("ann", "age", 2)).commit();
            test.commit(test.noPerson("bob"));

            List<CommitChanges> feed = test.graph.feed(Branch.MAIN, start, 10);

            assertThat(feed).hasSize(3);
            assertThat(feed.getFirst().changes())
                    .extracting(HistoryTest::text)
                    .containsExactly(
                            "INSERTED Person[ann] {age=1, city=Bonn, name=ann}",
                            "INSERTED Person[bob] {city=Bonn, name=bob}",
                            "INSERTED Knows[ann]->[bob] {}");
            assertThat(feed.get(1).changes())
                    .extracting(HistoryTest::text)
                    .containsExactly("UPDATED Person[ann] {age=2, city=Bonn, name=ann}");
            assertThat(feed.get(2).changes())
                    .extracting(HistoryTest::text)
                    .containsExactly("DELETED Person[bob]", "DELETED Knows[ann]->[bob]");
            assertThat(test.graph.feed(Branch.MAIN, middle, 10)).hasSize(1);
            assertThat(test.graph.feed(Branch.MAIN, start, 2)).isEqualTo(feed.subList(0, 2));
        }
    }

    static String text(Change change) {
        String after =
                switch (change) {
                    case Change.OfNode node ->
                            node.after().map(n -> " " + TestGraph.text(n.properties())).orElse("");
                    case Change.OfEdge edge ->
                            edge.after().map(e -> " " + TestGraph.text(e.properties())).orElse("");
                };
        return change.kind() + " " + change.key() + after;
    }

    @EveryStore
    void changedKeysOfALargeCommitAreAllInTheFeed(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            Stamp start = test.graph.head(Branch.MAIN);
            var rows = new ArrayList<Row>();
            for (int i = 0; i < 9_000; i++) {
                rows.add(test.person("person-with-a-rather-long-name-" + i, "age", i % 100));
                rows.add(test.knows(name(i), name(i / 2)));
            }
            test.commit(rows.toArray(Row[]::new));

            CommitChanges all = test.graph.feed(Branch.MAIN, start, 1).getFirst();

            assertThat(all.changes()).hasSize(18_000);
            assertThat(all.changes()).extracting(Change::key).doesNotHaveDuplicates();
        }
    }

    private static String name(int i) {
        return "person-with-a-rather-long-name-" + i;
    }

    @EveryStore
    void aWatchFiresForACommit(StoreKind kind) {
        try (var test = new TestGraph(kind, folder);
                var watch = test.graph.watch(Branch.MAIN)) {
            test.commit(test.person("ann"));
            assertThat(watch.await(Duration.ofMinutes(1))).isTrue();
        }
    }
}
