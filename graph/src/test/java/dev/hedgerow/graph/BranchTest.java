package dev.hedgerow.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.graph.EntityKey.NodeKey;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.World;
import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BranchTest {
    @TempDir private Path folder;

    private static void fails(Failure failure, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        HedgerowException.class, e -> assertThat(e.failure()).isEqualTo(failure));
    }

    @EveryStore
    void aBranchSeesItsParentAsOfTheForkAndItsOwnWrites(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            test.commit(test.person("ann"), test.person("bob"), test.knows("ann", "bob"));
            Branch dev = test.graph.createBranch(CreateBranch.of("dev", "bea"));
            test.commit(test.person("later"));
            test.commitTo("dev", test.noPerson("bob"), test.person("cid", "age", 3));

            assertThat(dev.parent()).contains(Branch.MAIN);
            assertThat(dev.actor()).isEqualTo("bea");
            assertThat(test.graph.branch("dev")).isEqualTo(dev);
            assertThat(test.state("dev").keySet())
                    .containsExactlyInAnyOrder("Person[ann]", "Person[cid]");
            assertThat(test.state(Branch.MAIN)).hasSize(4);
            try (GraphView view = test.graph.view(new ViewAddress.Head("dev"))) {
                var person = view.schema().node("Person").orElseThrow();
                var knows = view.schema().edge("Knows").orElseThrow();
                assertThat(view.count(person)).isEqualTo(2);
                assertThat(view.count(knows)).isZero();
                assertThat(view.outgoing(NodeKey.of("Person", "ann"), knows)).isEmpty();
                assertThat(view.nodes(person, Optional.of(NodeKey.of("Person", "ann")), 5))
                        .singleElement()
                        .satisfies(n -> assertThat(n.key()).containsExactly("cid"));
            }
        }
    }

    @EveryStore
    void aNewBranchHasTheHeadOfItsForkPoint(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            Stamp first = test.commit(test.person("ann")).commit();
            Stamp second = test.commit(test.person("bob")).commit();
            test.graph.createBranch(CreateBranch.of("now", "ann"));
            test.graph.createBranch(CreateBranch.of("then", "ann").from(new ViewAddress.At(first)));

            assertThat(test.graph.head("now")).isEqualTo(second);
            assertThat(test.graph.head("then")).isEqualTo(first);
            assertThat(test.state("then").keySet()).containsExactly("Person[ann]");
            Stamp own = test.commitTo("then", test.person("own")).commit();
            assertThat(test.graph.head("then")).isEqualTo(own);
        }
    }

    @EveryStore
    void uniquenessAndKeysHoldThroughTheLayers(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            test.commit(test.person("ann", "mail", "a"), test.person("bob", "mail", "b"));
            test.graph.createBranch(CreateBranch.of("dev", "ann"));

            assertThat(test.writeTo("dev", test.person("cid", "mail", "a")))
                    .isInstanceOf(WriteOutcome.Rejected.class);
            test.commitTo("dev", test.noPerson("ann"));
            test.commitTo("dev", test.person("cid", "mail", "a"));
            test.commitTo("dev", test.person("ann"));
            assertThat(test.writeTo("dev", test.person("ann", "mail", "a")))
                    .isInstanceOf(WriteOutcome.Rejected.class);
        }
    }

    @EveryStore
    void branchesAreListedAndDeletedButNotBelowOthers(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            test.commit(test.person("ann"));
            test.graph.createBranch(CreateBranch.of("a", "ann"));
            test.graph.createBranch(CreateBranch.of("b", "ann").from(new ViewAddress.Head("a")));
            test.commitTo("a", test.person("own"));

            assertThat(test.graph.branches(Optional.empty(), 10))
                    .extracting(Branch::name)
                    .containsExactly("a", "b", "main");
            assertThat(test.graph.branches(Optional.of("a"), 1))
                    .extracting(Branch::name)
                    .containsExactly("b");
            fails(Failure.WRONG_STATE, () -> test.graph.deleteBranch("a"));
            fails(Failure.WRONG_STATE, () -> test.graph.deleteBranch(Branch.MAIN));
            test.graph.deleteBranch("b");
            test.graph.deleteBranch("a");
            fails(Failure.BRANCH_NOT_FOUND, () -> test.state("a"));

            test.graph.createBranch(CreateBranch.of("a", "ann"));
            assertThat(test.state("a").keySet()).containsExactly("Person[ann]");
        }
    }

    @EveryStore
    void aBranchIsMadeOnceAndItsNameIsChecked(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            var key = new IdempotencyKey("b", World.system().clock().instant());
            var request = new CreateBranch("dev", ViewAddress.MAIN, "ann", Optional.of(key));
            Branch made = test.graph.createBranch(request);

            assertThat(test.graph.createBranch(request)).isEqualTo(made);
            fails(
                    Failure.ALREADY_EXISTS,
                    () -> test.graph.createBranch(CreateBranch.of("dev", "ann")));
            for (String name : new String[] {"", "1a", "a b", "a@b", made.created().toString()}) {
                fails(
                        Failure.INVALID_REQUEST,
                        () -> test.graph.createBranch(CreateBranch.of(name, "ann")));
            }
        }
    }

    @EveryStore
    void branchesOfBranchesHaveALimit(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            test.commit(test.person("ann"));
            String parent = Branch.MAIN;
            for (int i = 1; i < BranchRecord.DEPTH_MAX; i++) {
                test.graph.createBranch(
                        CreateBranch.of("b" + i, "ann").from(new ViewAddress.Head(parent)));
                parent = "b" + i;
                test.commitTo(parent, test.person(parent));
            }
            assertThat(test.state(parent)).hasSize(BranchRecord.DEPTH_MAX);
            var deepest = new ViewAddress.Head(parent);
            fails(
                    Failure.LIMIT_EXCEEDED,
                    () -> test.graph.createBranch(CreateBranch.of("deep", "ann").from(deepest)));
        }
    }

    @EveryStore
    void aGraphIsFoundRenamedAndDeleted(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            var create = new CreateGraph("default", "people", TestGraph.PEOPLE, "p.pg", "ann");
            fails(Failure.ALREADY_EXISTS, () -> test.graphs.create(create));
            var elsewhere =
                    test.graphs.create(
                            new CreateGraph("other", "people", TestGraph.PEOPLE, "p.pg", "ann"));
            assertThat(elsewhere.id()).isNotEqualTo(test.graph.id());

            test.graphs.rename(test.graph.id(), "folk");
            assertThat(test.graphs.find("default", "people")).isEmpty();
            assertThat(test.graphs.find("default", "folk").orElseThrow().id())
                    .isEqualTo(test.graph.id());
            assertThat(test.graphs.list("default", Optional.empty(), 10))
                    .extracting(CatalogEntry::name)
                    .containsExactly("folk");
            assertThat(test.graphs.list("default", Optional.of("folk"), 10)).isEmpty();

            test.commit(test.person("ann"));
            test.graphs.delete(test.graph.id());
            fails(Failure.GRAPH_NOT_FOUND, () -> test.graphs.open(test.graph.id()));
            assertThat(test.graphs.create(create).id()).isNotEqualTo(test.graph.id());
        }
    }

    @EveryStore
    void creatingAGraphJoinsATransaction(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            var create = new CreateGraph("default", "second", TestGraph.PEOPLE, "p.pg", "ann");
            assertThatThrownBy(() ->
                            test.store.transact(tx -> {
                                test.graphs.create(tx, create);
                                throw new IllegalStateException("no");
                            }))
                    .hasMessage("no");
            assertThat(test.graphs.find("default", "second")).isEmpty();
            var id = test.store.transact(tx -> test.graphs.create(tx, create));
            assertThat(test.graphs.open(id).entry().name()).isEqualTo("second");
        }
    }

    @Test
    void addressesAreRead() {
        String commit = new Stamp(77).toString();
        assertThat(ViewAddress.parse("main")).isEqualTo(ViewAddress.MAIN);
        assertThat(ViewAddress.parse(commit)).isEqualTo(new ViewAddress.At(new Stamp(77)));
        for (String text :
                new String[] {
                    "feature/x", commit, "2026-01-01T00:00:00Z", "dev@2026-01-01T00:00:00Z"
                }) {
            assertThat(ViewAddress.parse(text)).hasToString(text);
        }
        assertThat(ViewAddress.OfGraph.parse("flights@dev"))
                .isEqualTo(new ViewAddress.OfGraph("flights", new ViewAddress.Head("dev")));
        assertThat(ViewAddress.OfGraph.parse("flights").view()).isEqualTo(ViewAddress.MAIN);
        for (String text : new String[] {"", "a b", "2026-01-01T", "dev@", "dev@noon"}) {
            fails(Failure.INVALID_REQUEST, () -> ViewAddress.parse(text));
        }
    }
}
