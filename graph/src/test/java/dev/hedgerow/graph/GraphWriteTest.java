package dev.hedgerow.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.files.Op;
import dev.hedgerow.files.Row;
import dev.hedgerow.graph.EntityKey.NodeKey;
import dev.hedgerow.graph.WriteOutcome.Committed;
import dev.hedgerow.graph.WriteOutcome.Conflict;
import dev.hedgerow.graph.WriteOutcome.Rejected;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.Violation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

class GraphWriteTest {
    @TempDir private Path folder;

    private static List<String> problems(WriteOutcome outcome) {
        return ((Rejected) outcome).violations().stream().map(Violation::toString).toList();
    }

    @EveryStore
    void nodesAndEdgesOfOneRequestAreOneCommitInAnyOrder(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            Committed done =
                    test.commit(
                            test.knows("ann", "bob", "since", 2020),
                            test.person("ann", "age", 41),
                            test.person("bob"));

            assertThat(done.counts())
                    .isEqualTo(
                            TestGraph.counts(
                                    "Person",
                                    TestGraph.of(2, 0, 0),
                                    "Knows",
                                    TestGraph.of(1, 0, 0)));
            assertThat(test.graph.head(Branch.MAIN)).isEqualTo(done.commit());
            assertThat(test.state(Branch.MAIN))
                    .isEqualTo(
                            Map.of(
                                    "Person[ann]", "{age=41, city=Bonn, name=ann}",
                                    "Person[bob]", "{city=Bonn, name=bob}",
                                    "Knows[ann]->[bob]", "{since=2020}"));
        }
    }

    @EveryStore
    void anUpsertReplacesAMergeKeepsAnUpdateWantsTheRow(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            test.commit(test.person("ann", "age", 41, "mail", "a@b", "city", "Ulm"));
            test.commit(test.node(Op.MERGE, "Person", "name", "ann", "age", 42));
            assertThat(test.state(Branch.MAIN))
                    .containsEntry("Person[ann]", "{age=42, city=Ulm, mail=a@b, name=ann}");

            test.commit(test.node(Op.UPDATE, "Person", "name", "ann", "mail", null));
            assertThat(test.state(Branch.MAIN))
                    .containsEntry("Person[ann]", "{age=42, city=Ulm, name=ann}");

            test.commit(test.person("ann", "age", 43));
            assertThat(test.state(Branch.MAIN))
                    .containsEntry("Person[ann]", "{age=43, city=Bonn, name=ann}");

            test.commit(test.node(Op.MERGE, "Person", "name", "new", "age", 1));
            assertThat(test.state(Branch.MAIN))
                    .containsEntry("Person[new]", "{age=1, city=Bonn, name=new}");
        }
    }

    @EveryStore
    void everyViolationIsListedAndNothingIsWritten(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            test.commit(test.person("ann", "mail", "a@b"));
            Stamp head = test.graph.head(Branch.MAIN);

            WriteOutcome outcome =
                    test.write(
                            test.node(Op.INSERT, "Person", "name", "ann"),
                            test.node(Op.UPDATE, "Person", "name", "nobody", "age", 1),
                            test.node(Op.DELETE, "Person", "name", "nobody"),
                            test.person("bob", "mail", "a@b"),
                            test.knows("bob", "nobody"));

            assertThat(problems(outcome))
                    .satisfiesExactly(
                            text -> assertThat(text).contains("Person[ann] exists already"),
                            text -> assertThat(text).contains("there is no Person[nobody]"),
                            text -> assertThat(text).contains("there is no Person[nobody]"),
                            text ->
                                    assertThat(text)
                                            .contains("Knows[bob]->[nobody]")
                                            .contains("there is no Person[nobody] ('to')"),
                            text ->
                                    assertThat(text)
                                            .contains("Person[bob] and Person[ann]")
                                            .contains("`mail` (a@b)"));
            assertThat(test.graph.head(Branch.MAIN)).isEqualTo(head);
            assertThat(test.state(Branch.MAIN)).hasSize(1);
        }
    }

    @EveryStore
    void rowsThatAreWrongByThemselvesAreAllListed(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            WriteOutcome outcome =
                    test.write(
                            test.node(Op.DEFAULT, "Persn", "name", "ann"),
                            test.node(Op.DEFAULT, "Knows", "since", 1),
                            test.person("ann", "age", "old"),
                            test.person("bob", "shoe", 43),
                            test.node(Op.DEFAULT, "Person", "age", 1));

            assertThat(((Rejected) outcome).total()).isGreaterThanOrEqualTo(5);
            assertThat(problems(outcome)).allMatch(text -> text.startsWith("ops:"));
        }
    }

    @EveryStore
    void deletingANodeTakesItsEdgesAlong(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            test.commit(
                    test.person("ann"),
                    test.person("bob"),
                    test.person("cid"),
                    test.knows("ann", "bob"),
                    test.knows("bob", "cid"),
                    test.knows("bob", "bob"),
                    test.knows("ann", "cid"));

            Committed done = test.commit(test.knows("cid", "bob"), test.noPerson("bob"));

            assertThat(done.counts())
                    .isEqualTo(
                            TestGraph.counts(
                                    "Person",
                                    TestGraph.of(0, 0, 1),
                                    "Knows",
                                    TestGraph.of(0, 0, 3)));
            assertThat(test.state(Branch.MAIN).keySet())
                    .containsExactlyInAnyOrder("Person[ann]", "Person[cid]", "Knows[ann]->[cid]");
        }
    }

    @EveryStore
    void uniqueValuesMayBeSwappedWithinARequest(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            test.commit(test.person("ann", "mail", "a"), test.person("bob", "mail", "b"));
            test.commit(test.person("ann", "mail", "b"), test.person("bob", "mail", "a"));
            assertThat(test.property(Branch.MAIN, "ann", "mail")).isEqualTo("b");

            assertThat(test.write(test.person("cid", "mail", "a"))).isInstanceOf(Rejected.class);
            test.commit(test.noPerson("bob"), test.person("cid", "mail", "a"));
            assertThat(test.write(test.person("dan", "mail", "x"), test.person("eve", "mail", "x")))
                    .isInstanceOf(Rejected.class);
        }
    }

    @EveryStore
    void cardinalityCountsWhatTheRequestLeaves(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            test.commit(
                    test.person("ann"),
                    test.node(Op.DEFAULT, "Dog", "chip", 1),
                    test.node(Op.DEFAULT, "Dog", "chip", 2),
                    test.node(Op.DEFAULT, "Dog", "chip", 3),
                    test.edge(Op.DEFAULT, "Owns", "ann", 1),
                    test.edge(Op.DEFAULT, "Owns", "ann", 2));

            assertThat(problems(test.write(test.edge(Op.DEFAULT, "Owns", "ann", 3))))
                    .singleElement()
                    .asString()
                    .contains("at least 3 outgoing edges of type Owns; 0..2 are allowed");
            test.commit(
                    test.edge(Op.DEFAULT, "Owns", "ann", 3),
                    test.edge(Op.DELETE, "Owns", "ann", 1));
        }
    }

    @EveryStore
    void nodesWithoutAKeyAndParallelEdgesGetIds(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            Row note =
                    new Row.NodeRow(
                            new dev.hedgerow.files.Place("ops", 1),
                            Op.DEFAULT,
                            "Note",
                            Optional.of("n1"),
                            Optional.empty(),
                            Map.of("text", "hello"));
            test.commit(
                    test.person("ann"),
                    note,
                    test.node(Op.DEFAULT, "Note", "text", "other"),
                    test.edge(Op.DEFAULT, "Wrote", "ann", "n1", "at", 1),
                    test.edge(Op.DEFAULT, "Wrote", "ann", "n1", "at", 2));

            try (GraphView view = test.graph.view(ViewAddress.MAIN)) {
                var wrote = view.schema().edge("Wrote").orElseThrow();
                assertThat(view.outgoing(NodeKey.of("Person", "ann"), wrote)).hasSize(2);
                assertThat(view.incoming(NodeKey.of("Note", "n1"), wrote)).hasSize(2);
                assertThat(view.count(view.schema().node("Note").orElseThrow())).isEqualTo(2);
                assertThat(view.count(wrote)).isEqualTo(2);
            }
        }
    }

    @EveryStore
    void aWriteWithAStaleHeadIsAConflictThatNamesTheKeys(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            Stamp head = test.commit(test.person("ann")).commit();
            test.commit(test.person("bob"));
            var request =
                    WriteRequest.of(Branch.MAIN, List.of(test.person("ann", "age", 2)), "ann");

            var conflict = (Conflict) test.graph.write(request.ifHead(head));

            assertThat(conflict.head()).isEqualTo(test.graph.head(Branch.MAIN));
            assertThat(conflict.keys()).containsExactly("Person[bob]");
            assertThat(test.graph.write(request.ifHead(conflict.head())))
                    .isInstanceOf(Committed.class);
        }
    }

    @EveryStore
    void aRowWithAStaleVersionIsAConflict(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            Stamp first = test.commit(test.person("ann")).commit();
            Stamp second = test.commit(test.person("ann", "age", 1)).commit();

            assertThat(test.write(versioned("ann", first)))
                    .isEqualTo(new Conflict(second, List.of("Person[ann]")));
            assertThat(test.write(versioned("ann", second))).isInstanceOf(Committed.class);
        }
    }

    private static Row versioned(String name, Stamp version) {
        return new Row.NodeRow(
                new dev.hedgerow.files.Place("ops", 1),
                Op.UPSERT,
                "Person",
                Optional.empty(),
                Optional.of(version.toString()),
                Map.of("name", name, "age", 9));
    }

    @EveryStore
    void aRequestThatChangesNothingMakesNoCommit(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            Committed done = test.commit(test.person("ann", "age", 1));
            assertThat(test.commit(test.person("ann", "age", 1)))
                    .isEqualTo(new Committed(done.commit(), Counts.NONE, false));
        }
    }

    @EveryStore
    void aRequestBeyondATransactionIsRefusedWithTheLimit(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            var rows = new ArrayList<Row>();
            String big = "x".repeat(500_000);
            for (int i = 0; i < 40; i++) {
                rows.add(test.person("p" + i, "city", big));
            }
            assertThatThrownBy(() -> test.write(rows.toArray(Row[]::new)))
                    .isInstanceOf(HedgerowException.class)
                    .hasMessageContaining("16777216");
            assertThat(test.state(Branch.MAIN)).isEmpty();
        }
    }

    @EveryStore
    void G1_aWriteReadsABoundedNumberOfKeys(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            test.commit(test.person("ann"), test.person("bob"), test.knows("ann", "bob"));
            var reads = new ReadCount();
            test.store.wrap(reads::counting);

            test.commit(test.person("ann", "age", 1));
            // the branch's row and the person
            assertThat(reads.take()).isEqualTo(2);

            test.commit(test.knows("ann", "bob", "since", 1), test.knows("ann", "ann"));
            // the branch's row, both edges, and one end of the new one
            assertThat(reads.take()).isEqualTo(4);

            test.commit(test.person("ann", "mail", "x"));
            // the branch's row, the person, and who has the address
            assertThat(reads.take()).isEqualTo(3);
        }
    }

    @EveryStore
    void readersNameKeysInAnyForm(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            test.commit(test.node(Op.DEFAULT, "Dog", "chip", 7));
            try (GraphView view = test.graph.view(ViewAddress.MAIN)) {
                assertThat(view.node(NodeKey.of("Dog", "7"))).isPresent();
                assertThat(view.node(NodeKey.of("Dog", 7L))).isPresent();
                assertThat(view.node(NodeKey.of("Dog", 8L))).isEmpty();
                assertThatThrownBy(() -> view.node(NodeKey.of("Cat", 8L)))
                        .hasMessageContaining("Cat");
                @Nullable Object found = view.node(NodeKey.of("Dog", 7L)).orElse(null);
                assertThat(found).isNotNull();
            }
        }
    }
}
