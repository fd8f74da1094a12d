package dev.hedgerow.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.files.Op;
import dev.hedgerow.files.Row;
import dev.hedgerow.graph.WriteOutcome.Committed;
import dev.hedgerow.graph.WriteOutcome.Conflict;
import dev.hedgerow.graph.WriteOutcome.Rejected;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.World;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;

/** Two writers of one graph, the second always between the first one's reads and its commit. */
class GraphRaceTest {
    @TempDir private Path folder;

    @EveryStore
    void G2_theEdgeThatWouldExceedTheMaximumIsRefused(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            test.commit(test.person("ann"));
            for (int chip = 1; chip <= 3; chip++) {
                test.commit(test.node(Op.DEFAULT, "Dog", "chip", chip));
            }
            test.commit(test.edge(Op.DEFAULT, "Owns", "ann", 1));
            test.store.beforeNextCommit(() -> test.commit(test.edge(Op.DEFAULT, "Owns", "ann", 2)));

            assertThat(test.write(test.edge(Op.DEFAULT, "Owns", "ann", 3)))
                    .isInstanceOf(Rejected.class);
            assertThat(test.state(Branch.MAIN)).doesNotContainKey("Owns[ann]->[3]");
        }
    }

    @EveryStore
    void G2_aValueThatMustBeUniqueIsTakenByOneOfTwoWriters(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            test.store.beforeNextCommit(() -> test.commit(test.person("ann", "mail", "x")));

            assertThat(test.write(test.person("bob", "mail", "x"))).isInstanceOf(Rejected.class);
            assertThat(test.find("bob")).isEmpty();
        }
    }

    @EveryStore
    void G2_aKeyIsInsertedByOneOfTwoWriters(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            test.store.beforeNextCommit(() -> test.commit(test.person("ann", "age", 1)));

            assertThat(test.write(test.node(Op.INSERT, "Person", "name", "ann")))
                    .isInstanceOf(Rejected.class);
            assertThat(test.property(Branch.MAIN, "ann", "age")).isEqualTo(1L);
        }
    }

    @EveryStore
    void G2_anEdgeToANodeThatIsBeingDeletedIsRefused(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            test.commit(test.person("ann"), test.person("bob"));
            test.store.beforeNextCommit(() -> test.commit(test.noPerson("bob")));

            assertThat(test.write(test.knows("ann", "bob"))).isInstanceOf(Rejected.class);
            assertThat(test.state(Branch.MAIN).keySet()).containsExactly("Person[ann]");
        }
    }

    @EveryStore
    void G2_deletingANodeTakesAnEdgeAlongThatIsBeingAdded(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            test.commit(test.person("ann"), test.person("bob"));
            test.store.beforeNextCommit(() -> test.commit(test.knows("ann", "bob")));

            Committed done = test.commit(test.noPerson("bob"));

            assertThat(done.counts().of("Knows").deleted()).isEqualTo(1);
            assertThat(test.state(Branch.MAIN).keySet()).containsExactly("Person[ann]");
        }
    }

    @EveryStore
    void G3_maintenanceNeverFailsAUsersWriteButALogicalChangeDoes(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            Stamp head = test.commit(test.person("ann")).commit();
            test.store.beforeNextCommit(() -> {
                test.store.compact();
                if (kind == StoreKind.ROCKS) {
                    test.store.backup(folder.resolve("backup"));
                }
                test.graph.sweep();
            });
            WriteOutcome strict = test.graph.write(strict(test, head, "age", 1));
            assertThat(strict).isInstanceOf(Committed.class);
            assertThat(test.store.runs()).isEqualTo(1);

            Stamp next = strict.orThrow().commit();
            test.store.beforeNextCommit(() -> test.commit(test.person("bob")));
            var conflict = (Conflict) test.graph.write(strict(test, next, "age", 2));
            assertThat(conflict.keys()).containsExactly("Person[bob]");
            assertThat(test.property(Branch.MAIN, "ann", "age")).isEqualTo(1L);
        }
    }

    private static WriteRequest strict(TestGraph test, Stamp head, String property, int value) {
        List<Row> rows = List.of(test.person("ann", property, value));
        return WriteRequest.of(Branch.MAIN, rows, "ann").ifHead(head);
    }

    @EveryStore
    void G4_writersOfDifferentKeysOfOneBranchDoNotConflict(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            test.commit(test.person("hub"), test.person("ann"), test.person("bob"));
            test.store.beforeNextCommit(
                    () -> test.commit(test.person("bob", "age", 2), test.knows("bob", "hub")));

            test.commit(test.person("ann", "age", 1), test.knows("ann", "hub"));

            assertThat(test.store.runs()).isEqualTo(1);
            assertThat(test.graph.log(Branch.MAIN, Optional.empty(), 10)).hasSize(4);
            try (GraphView view = test.graph.view(ViewAddress.MAIN)) {
                assertThat(view.count(view.schema().edge("Knows").orElseThrow())).isEqualTo(2);
            }
        }
    }

    @EveryStore
    void G4_manyWritersOfDifferentKeysAllSucceedInOneRunEach(StoreKind kind) throws Exception {
        int writers = 8;
        int commits = 25;
        try (var test = new TestGraph(kind, folder)) {
            var threads = new ArrayList<Thread>();
            test.store.beforeNextCommit(() -> {});
            test.commit(test.person("first"));
            int before = test.store.runs();
            for (int writer = 0; writer < writers; writer++) {
                String name = "w" + writer;
                List<Row> rows =
                        IntStream.range(0, commits)
                                .mapToObj(i -> test.person(name + "-" + i))
                                .toList();
                threads.add(
                        World.system()
                                .threads()
                                .start(name, () -> rows.forEach(row -> test.commit(row))));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(test.store.runs() - before).isEqualTo(writers * commits);
            assertThat(test.state(Branch.MAIN)).hasSize(writers * commits + 1);
            assertThat(test.graph.log(Branch.MAIN, Optional.empty(), 1_000))
                    .hasSize(writers * commits + 2);
        }
    }

    @EveryStore
    void G11_aLostReplyAndARetryAreOneCommit(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            var key = new IdempotencyKey("k1", World.system().clock().instant());
            Row row = test.node(Op.INSERT, "Note", "text", "once");
            var request = WriteRequest.of(Branch.MAIN, List.of(row), "ann").idempotent(key);
            test.store.loseNextReply();
            assertThatThrownBy(() -> test.graph.write(request))
                    .isInstanceOfSatisfying(
                            HedgerowException.class,
                            e -> assertThat(e.failure()).isEqualTo(Failure.OUTCOME_UNKNOWN));

            Committed again = test.graph.write(request).orThrow();

            assertThat(again.replayed()).isTrue();
            assertThat(again.counts().of("Note").inserted()).isEqualTo(1);
            assertThat(again.commit()).isEqualTo(test.graph.head(Branch.MAIN));
            assertThat(test.state(Branch.MAIN)).hasSize(1);

            var other =
                    WriteRequest.of(Branch.MAIN, List.of(test.person("bob")), "ann")
                            .idempotent(key);
            assertThatThrownBy(() -> test.graph.write(other))
                    .isInstanceOfSatisfying(
                            HedgerowException.class,
                            e -> assertThat(e.failure()).isEqualTo(Failure.TOKEN_REUSED));
        }
    }

    @EveryStore
    void aWriteToABranchThatIsBeingDeletedFails(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            test.graph.createBranch(CreateBranch.of("dev", "ann"));
            test.store.beforeNextCommit(() -> test.graph.deleteBranch("dev"));

            assertThatThrownBy(() -> test.writeTo("dev", test.person("ann")))
                    .isInstanceOfSatisfying(
                            HedgerowException.class,
                            e -> assertThat(e.failure()).isEqualTo(Failure.BRANCH_NOT_FOUND));
        }
    }

    @EveryStore
    void aWriteToAGraphThatIsBeingDeletedFails(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            test.store.beforeNextCommit(() -> test.graphs.delete(test.graph.id()));

            assertThatThrownBy(() -> test.write(test.person("ann")))
                    .isInstanceOf(HedgerowException.class);
            assertThat(test.graphs.find("default", "people")).isEmpty();
        }
    }
}
