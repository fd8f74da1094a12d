package dev.hedgerow.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.files.Row;
import dev.hedgerow.files.RowSource;
import dev.hedgerow.graph.MergeOutcome.Conflicts;
import dev.hedgerow.graph.MergeOutcome.Merged;
import dev.hedgerow.graph.MergeOutcome.UpToDate;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.World;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Merges that go beside the log; small ones, as every merge does here. */
class LargeMergeTest {
    private static final MergeRequest TO_MAIN = MergeRequest.of("dev", Branch.MAIN, "ann");
    private static final MergeRequest TO_DEV = MergeRequest.of(Branch.MAIN, "dev", "ann");

    /** Some steps of the merge tell their progress several times. */
    private static final int PROGRESS_ROWS = 21_000;

    @TempDir private Path folder;

    private TestGraph branched(StoreKind kind) {
        var limits = new LoadLimits(folder, -1, 2_000);
        var test = new TestGraph(kind, folder.resolve("large"), TestGraph.PEOPLE, limits);
        test.commit(
                test.person("ann", "age", 40, "city", "Ulm"),
                test.person("bob"),
                test.person("cid"),
                test.knows("ann", "bob", "since", 2000));
        test.graph.createBranch(CreateBranch.of("dev", "ann"));
        return test;
    }

    private static List<Row> people(TestGraph test, int count) {
        var rows = new ArrayList<Row>();
        for (int i = 0; i < count; i++) {
            rows.add(test.person("p" + i, "age", i));
        }
        return rows;
    }

    private static void load(TestGraph test, String branch, List<Row> rows) {
        var sources = List.of(RowSource.of("ops", rows));
        test.graph.load(LoadRequest.of(branch, sources, "ann")).orThrow();
    }

    @Test
    void G7_aBranchWithMoreRowsThanATransactionHoldsIsMergedAsOneCommit() {
        int count = 300_000;
        try (var test = new TestGraph(StoreKind.MEMORY, folder)) {
            test.commit(test.person("p7", "city", "Ulm"), test.person("old"));
            Stamp before = test.graph.head(Branch.MAIN);
            test.graph.createBranch(CreateBranch.of("dev", "ann"));
            load(test, "dev", people(test, count));
            test.commitTo("dev", test.knows("p1", "p2"), test.noPerson("old"));
            test.commit(test.person("p8", "age", 8), test.person("main"));

            MergePreview preview = test.graph.previewMerge("dev", Branch.MAIN);
            var merged = (Merged) test.graph.merge(TO_MAIN);

            assertThat(merged.counts())
                    .isEqualTo(preview.counts())
                    .isEqualTo(
                            TestGraph.counts(
                                    "Knows",
                                    TestGraph.of(1, 0, 0),
                                    "Person",
                                    TestGraph.of(count - 2, 1, 1)));
            assertThat(preview.changes()).hasSize(MergePreview.CHANGES_MAX);
            assertThat(preview.isTruncated()).isTrue();
            assertThat(test.graph.log(Branch.MAIN, Optional.empty(), 9)).hasSize(4);
            List<CommitChanges> feed = test.graph.feed(Branch.MAIN, before, 9);
            assertThat(feed).extracting(CommitChanges::complete).containsExactly(true, false);
            try (GraphView view = test.graph.view(ViewAddress.MAIN)) {
                assertThat(view.count(view.schema().node("Person").orElseThrow()))
                        .isEqualTo(count + 1L);
            }
            assertThat(test.property(Branch.MAIN, "p7", "city")).isEqualTo("Bonn");
            assertThat(test.find("p299999")).isPresent();
            assertThat(test.find("old")).isEmpty();
            assertThat(test.graph.merge(TO_MAIN)).isInstanceOf(UpToDate.class);
        }
    }

    @EveryStore
    void G7_aMergeThatIsGivenUpAnywhereLeavesNothingAndNoLock(StoreKind kind) {
        try (var test = branched(kind)) {
            load(test, "dev", people(test, PROGRESS_ROWS));
            int calls = 0;
            for (int last = 0; ; last++) {
                int end = last;
                var seen = new int[1];
                try {
                    var _ =
                            test.graph.merge(
                                    TO_MAIN,
                                    _ -> {
                                        if (seen[0]++ == end) {
                                            throw HedgerowException.of(Failure.CANCELLED);
                                        }
                                    });
                    break;
                } catch (HedgerowException e) {
                    assertThat(e.failure()).isEqualTo(Failure.CANCELLED);
                    calls++;
                }
                assertThat(test.commit(test.person("hub", "age", last)).counts().total())
                        .isEqualTo(1);
                assertThat(test.find("p1")).isEmpty();
            }
            assertThat(calls).isGreaterThanOrEqualTo(6);
            assertThat(test.find("p1")).isPresent();
        }
    }

    @EveryStore
    void G7_whoWritesDuringTheMergeIsRefusedAndWhoReadsSeesNothingOfIt(StoreKind kind) {
        try (var test = branched(kind)) {
            load(test, "dev", people(test, 50));
            var failure = new AtomicReference<@Nullable Failure>();
            test.store.beforeNextCommit(() -> {
                try {
                    test.commit(test.person("eve"));
                } catch (HedgerowException e) {
                    failure.set(e.failure());
                }
                assertThat(test.find("p1")).isEmpty();
                assertThat(test.find("ann")).isPresent();
                test.commitTo("dev", test.person("later"));
            });

            assertThat(test.graph.merge(TO_MAIN)).isInstanceOf(Merged.class);

            assertThat(failure.get()).isEqualTo(Failure.LOCKED);
            assertThat(test.find("p1")).isPresent();
            assertThat(test.find("later")).isEmpty();
            var second = (Merged) test.graph.merge(TO_MAIN);
            assertThat(second.counts())
                    .isEqualTo(TestGraph.counts("Person", TestGraph.of(1, 0, 0)));
        }
    }

    @EveryStore
    void G7_aMergeTheOtherWayMeanwhileIsNotLost(StoreKind kind) {
        try (var test = branched(kind)) {
            test.commit(test.person("main"), test.person("bob", "age", 1));
            load(test, "dev", people(test, 20));
            test.store.beforeNextCommit(
                    () -> assertThat(test.graph.merge(TO_DEV)).isInstanceOf(Merged.class));

            assertThat(test.graph.merge(TO_MAIN)).isInstanceOf(Merged.class);

            assertThat(test.state(Branch.MAIN)).isEqualTo(test.state("dev"));
            // what came from here is no change there that could undo what happens here
            test.commit(test.person("bob"));
            test.commitTo("dev", test.person("p1", "age", 100), test.noPerson("p2"));
            assertThat(test.graph.merge(TO_MAIN)).isInstanceOf(Merged.class);
            assertThat(test.property(Branch.MAIN, "bob", "age")).isNull();
            assertThat(test.property(Branch.MAIN, "p1", "age")).isEqualTo(100L);
            assertThat(test.find("p2")).isEmpty();
        }
    }

    @EveryStore
    void aSchemaThatChangesDuringTheMergeIsTheOneItIsMadeUnder(StoreKind kind) {
        try (var test = branched(kind)) {
            load(test, "dev", people(test, 5));
            String wider =
                    TestGraph.PEOPLE.replace("age: I32?", "years: I32? @rename_from(\"age\")");
            test.store.beforeNextCommit(() ->
                    test.store.transact(tx ->
                            test.graph.changeSchema(
                                    tx,
                                    Branch.MAIN,
                                    Schemas.parse("s", wider),
                                    Optional.empty(),
                                    "ann")));

            var begunAnew = new AtomicInteger();
            assertThat(test.graph.merge(TO_MAIN, _ -> begunAnew.incrementAndGet()))
                    .isInstanceOf(Merged.class);

            assertThat(begunAnew).hasValue(1);
            assertThat(test.property(Branch.MAIN, "p3", "years")).isEqualTo(3L);
            assertThat(test.graph.log(Branch.MAIN, Optional.empty(), 1).getFirst().schemaVersion())
                    .isEqualTo(2);
        }
    }

    @EveryStore
    void aBranchThatIsDeletedDuringTheMergeRefusesIt(StoreKind kind) {
        try (var test = branched(kind)) {
            load(test, "dev", people(test, 5));
            test.store.beforeNextCommit(() -> test.graph.deleteBranch("dev"));

            assertThatThrownBy(() -> test.graph.merge(TO_MAIN))
                    .isInstanceOfSatisfying(
                            HedgerowException.class,
                            e -> assertThat(e.failure()).isEqualTo(Failure.BRANCH_NOT_FOUND));

            assertThat(test.find("p1")).isEmpty();
            test.commit(test.person("next"));
        }
    }

    @EveryStore
    void G11_aLostReplyAndARepetitionAreOneMerge(StoreKind kind) {
        try (var test = branched(kind)) {
            load(test, "dev", people(test, 30));
            var key = new IdempotencyKey("m1", World.system().clock().instant());
            var request =
                    new MergeRequest(
                            "dev",
                            Branch.MAIN,
                            Map.of(),
                            Optional.empty(),
                            Optional.empty(),
                            "",
                            "ann",
                            Optional.of(key));
            test.store.loseNextReply();
            assertThatThrownBy(() -> test.graph.merge(request))
                    .isInstanceOf(HedgerowException.class);

            var repeated = (Merged) test.graph.merge(request);

            assertThat(repeated.replayed()).isTrue();
            assertThat(repeated.counts().total()).isEqualTo(30);
            assertThat(test.graph.log(Branch.MAIN, Optional.empty(), 9)).hasSize(3);
        }
    }

    @EveryStore
    void theFirstConflictsAreListedAndAllAreCounted(StoreKind kind) {
        int count = MergeConflict.LISTED_MAX + 200;
        try (var test = branched(kind)) {
            load(test, "dev", people(test, count));
            var ours = new ArrayList<Row>();
            for (int i = 0; i < count; i++) {
                ours.add(test.person("p" + i, "age", -i - 1));
            }
            load(test, Branch.MAIN, ours);
            Stamp head = test.graph.head(Branch.MAIN);

            MergePreview preview = test.graph.previewMerge("dev", Branch.MAIN);
            var conflicts = (Conflicts) test.graph.merge(TO_MAIN);

            assertThat(preview.conflicts())
                    .hasSize(MergeConflict.LISTED_MAX)
                    .isEqualTo(conflicts.conflicts());
            assertThat(conflicts.total()).isEqualTo(preview.inConflict()).isEqualTo(count);
            assertThat(preview.isTruncated()).isTrue();
            assertThat(test.graph.head(Branch.MAIN)).isEqualTo(head);
            assertThat(test.graph.merge(TO_MAIN.ifHead(preview.from())))
                    .isEqualTo(new MergeOutcome.Moved(head));
            var theirs = TO_MAIN.otherwise(new Resolution.Theirs()).ifHead(preview.into());
            assertThat(test.graph.merge(theirs)).isInstanceOf(Merged.class);
            assertThat(test.property(Branch.MAIN, "p9", "age")).isEqualTo(9L);
        }
    }
}
