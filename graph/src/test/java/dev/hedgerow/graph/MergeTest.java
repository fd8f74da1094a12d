package dev.hedgerow.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.graph.MergeOutcome.Conflicts;
import dev.hedgerow.graph.MergeOutcome.Merged;
import dev.hedgerow.graph.MergeOutcome.UpToDate;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.World;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class MergeTest {
    private static final MergeRequest TO_MAIN = MergeRequest.of("dev", Branch.MAIN, "ann");
    private static final MergeRequest TO_DEV = MergeRequest.of(Branch.MAIN, "dev", "ann");

    @TempDir private Path folder;

    private TestGraph branched(StoreKind kind) {
        var test = new TestGraph(kind, folder);
        test.commit(
                test.person("ann", "age", 40, "city", "Ulm"),
                test.person("bob"),
                test.person("cid"),
                test.knows("ann", "bob", "since", 2000));
        test.graph.createBranch(CreateBranch.of("dev", "ann"));
        return test;
    }

    @EveryStore
    void G7_changesOfDifferentPropertiesMergeAndConflictsShowAllThreeValues(StoreKind kind) {
        try (var test = branched(kind)) {
            test.commitTo("dev", test.person("ann", "age", 41, "city", "Bonn"));
            test.commit(test.person("ann", "age", 42, "city", "Ulm", "mail", "a@b"));

            MergePreview preview = test.graph.previewMerge("dev", Branch.MAIN);

            assertThat(preview.conflicts())
                    .singleElement()
                    .satisfies(conflict -> {
                        assertThat(conflict.id()).isEqualTo("Person[ann].age");
                        assertThat(conflict.property()).contains("age");
                        assertThat(conflict.base()).isEqualTo(40L);
                        assertThat(conflict.ours()).isEqualTo(42L);
                        assertThat(conflict.theirs()).isEqualTo(41L);
                    });
            assertThat(test.graph.merge(TO_MAIN)).isEqualTo(new Conflicts(preview.conflicts()));

            var settled =
                    TO_MAIN.resolving(Map.of("Person[ann].age", new Resolution.Value(43)))
                            .ifHead(preview.into());
            var merged = (Merged) test.graph.merge(settled);
            assertThat(merged.counts())
                    .isEqualTo(TestGraph.counts("Person", TestGraph.of(0, 1, 0)));
            assertThat(test.state(Branch.MAIN))
                    .containsEntry("Person[ann]", "{age=43, city=Bonn, mail=a@b, name=ann}");
            Commit head = test.graph.log(Branch.MAIN, Optional.empty(), 1).getFirst();
            assertThat(head.mergeParent()).contains(preview.from());
            assertThat(head.id()).isEqualTo(merged.commit());
        }
    }

    @EveryStore
    void G7_everyConflictIsListed(StoreKind kind) {
        try (var test = branched(kind)) {
            test.commitTo(
                    "dev",
                    test.person("ann", "age", 1, "city", "Ulm"),
                    test.noPerson("bob"),
                    test.noPerson("cid"),
                    test.person("new", "age", 1));
            test.commit(
                    test.person("ann", "age", 2, "city", "Ulm"),
                    test.person("bob", "age", 9),
                    test.person("dan"),
                    test.knows("dan", "cid"),
                    test.person("new", "age", 2));

            List<String> ids =
                    test.graph.previewMerge("dev", Branch.MAIN).conflicts().stream()
                            .map(MergeConflict::id)
                            .toList();

            assertThat(ids)
                    .containsExactlyInAnyOrder(
                            "Person[ann].age", "Person[bob]", "Person[cid]", "Person[new].age");
            assertThat(test.graph.merge(TO_MAIN.otherwise(new Resolution.Theirs())))
                    .isInstanceOf(Merged.class);
            assertThat(test.state(Branch.MAIN).keySet())
                    .containsExactlyInAnyOrder("Person[ann]", "Person[dan]", "Person[new]");
            assertThat(test.property(Branch.MAIN, "new", "age")).isEqualTo(1L);
        }
    }

    @EveryStore
    void G7_oursKeepsWhatTheOtherSideDeleted(StoreKind kind) {
        try (var test = branched(kind)) {
            test.commitTo("dev", test.noPerson("cid"), test.noPerson("bob"));
            test.commit(test.person("bob", "age", 9), test.knows("ann", "cid"));

            assertThat(test.graph.merge(TO_MAIN.otherwise(new Resolution.Ours())))
                    .isInstanceOf(Merged.class);

            assertThat(test.state(Branch.MAIN).keySet())
                    .containsExactlyInAnyOrder(
                            "Person[ann]", "Person[bob]", "Person[cid]", "Knows[ann]->[cid]");
        }
    }

    @EveryStore
    void G7_theSameEdgeAddedOnBothBranchesIsOneEdge(StoreKind kind) {
        try (var test = branched(kind)) {
            test.commitTo("dev", test.knows("bob", "cid", "since", 5));
            test.commit(test.knows("bob", "cid", "since", 5));

            var merged = (Merged) test.graph.merge(TO_MAIN);

            assertThat(merged.counts()).isEqualTo(Counts.NONE);
            assertThat(test.state(Branch.MAIN)).containsEntry("Knows[bob]->[cid]", "{since=5}");
            try (GraphView view = test.graph.view(ViewAddress.MAIN)) {
                assertThat(view.count(view.schema().edge("Knows").orElseThrow())).isEqualTo(2);
            }
        }
    }

    @EveryStore
    void G7_anEdgeWhoseEndWasDeletedIsAConflict(StoreKind kind) {
        try (var test = branched(kind)) {
            test.commitTo("dev", test.knows("bob", "cid"));
            test.commit(test.noPerson("cid"));

            assertThat(test.graph.previewMerge("dev", Branch.MAIN).conflicts())
                    .singleElement()
                    .satisfies(c -> assertThat(c.id()).isEqualTo("Knows[bob]->[cid]"));
            assertThat(test.graph.merge(TO_MAIN.otherwise(new Resolution.Theirs())))
                    .isInstanceOf(MergeOutcome.Rejected.class);
            assertThat(test.graph.merge(TO_MAIN.otherwise(new Resolution.Ours())))
                    .isInstanceOf(Merged.class);
            assertThat(test.state(Branch.MAIN).keySet())
                    .containsExactlyInAnyOrder("Person[ann]", "Person[bob]", "Knows[ann]->[bob]");
        }
    }

    @EveryStore
    void G7_aSecondMergeBringsOnlyWhatIsNew(StoreKind kind) {
        try (var test = branched(kind)) {
            test.commitTo("dev", test.person("ann", "age", 41, "city", "Ulm"));
            assertThat(test.graph.merge(TO_MAIN)).isInstanceOf(Merged.class);
            Stamp head = test.graph.head(Branch.MAIN);
            assertThat(test.graph.merge(TO_MAIN)).isEqualTo(new UpToDate(head));

            // main goes on from the merged value: no conflict, as dev has not touched it since
            test.commit(test.person("ann", "age", 50, "city", "Ulm"));
            test.commitTo("dev", test.person("bob", "age", 7));
            var second = (Merged) test.graph.merge(TO_MAIN);
            assertThat(second.counts())
                    .isEqualTo(TestGraph.counts("Person", TestGraph.of(0, 1, 0)));
            assertThat(test.property(Branch.MAIN, "ann", "age")).isEqualTo(50L);
        }
    }

    @EveryStore
    void G7_mergingBackAndForthEndsInTheSameState(StoreKind kind) {
        try (var test = branched(kind)) {
            test.commitTo("dev", test.person("ann", "age", 1), test.person("dev"));
            test.commit(test.person("ann", "age", 2), test.person("main"));
            var settled = TO_MAIN.resolving(Map.of("Person[ann].age", new Resolution.Value(3)));
            assertThat(test.graph.merge(settled)).isInstanceOf(Merged.class);
            assertThat(test.graph.merge(TO_DEV)).isInstanceOf(Merged.class);
            assertThat(test.state("dev")).isEqualTo(test.state(Branch.MAIN));
            assertThat(test.property("dev", "ann", "age")).isEqualTo(3L);

            test.commitTo("dev", test.person("ann", "age", 4));
            assertThat(test.graph.merge(TO_MAIN)).isInstanceOf(Merged.class);
            assertThat(test.state("dev")).isEqualTo(test.state(Branch.MAIN));
        }
    }

    @EveryStore
    void aMergeThatWouldBreakAConstraintIsRefused(StoreKind kind) {
        try (var test = branched(kind)) {
            test.commitTo("dev", test.person("dev", "mail", "x"));
            test.commit(test.person("main", "mail", "x"));

            assertThat(test.graph.previewMerge("dev", Branch.MAIN).violations()).hasSize(1);
            assertThat(test.graph.merge(TO_MAIN)).isInstanceOf(MergeOutcome.Rejected.class);
            assertThat(test.find("dev")).isEmpty();
        }
    }

    @EveryStore
    void aMergeMeetsAWriteOfTheSameKey(StoreKind kind) {
        try (var test = branched(kind)) {
            test.commitTo("dev", test.person("ann", "age", 41, "city", "Ulm"));
            test.store.beforeNextCommit(
                    () -> test.commit(test.person("ann", "age", 42, "city", "Ulm")));

            assertThat(test.graph.merge(TO_MAIN)).isInstanceOf(Conflicts.class);
            assertThat(test.property(Branch.MAIN, "ann", "age")).isEqualTo(42L);
        }
    }

    @EveryStore
    void aMergeWithAStaleHeadIsNotMade(StoreKind kind) {
        try (var test = branched(kind)) {
            Stamp head = test.graph.head(Branch.MAIN);
            test.commitTo("dev", test.person("dev"));
            Stamp now = test.commit(test.person("main")).commit();

            assertThat(test.graph.merge(TO_MAIN.ifHead(head)))
                    .isEqualTo(new MergeOutcome.Moved(now));
        }
    }

    @EveryStore
    void aRepeatedMergeRequestIsOneMerge(StoreKind kind) {
        try (var test = branched(kind)) {
            test.commitTo("dev", test.person("dev"));
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
            var first = (Merged) test.graph.merge(request);

            assertThat(test.graph.merge(request))
                    .isEqualTo(new Merged(first.commit(), first.counts(), true));
        }
    }

    @EveryStore
    void siblingsMerge(StoreKind kind) {
        try (var test = branched(kind)) {
            test.commit(test.person("ann", "age", 60, "city", "Ulm"));
            test.graph.createBranch(CreateBranch.of("other", "ann"));
            test.commitTo("dev", test.person("dev"), test.noPerson("bob"));
            test.commitTo("other", test.person("other"));

            assertThat(test.graph.merge(MergeRequest.of("dev", "other", "ann")))
                    .isInstanceOf(Merged.class);

            assertThat(test.state("other").keySet())
                    .containsExactlyInAnyOrder(
                            "Person[ann]", "Person[cid]", "Person[dev]", "Person[other]");
            assertThat(test.property("other", "ann", "age")).isEqualTo(60L);
        }
    }
}
