package dev.hedgerow.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.files.Op;
import dev.hedgerow.files.Row;
import dev.hedgerow.graph.WriteOutcome.Committed;
import dev.hedgerow.graph.WriteOutcome.Rejected;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** A schema that changes while others read and write. */
class SchemaChangeTest {
    private static final String WIDER =
            TestGraph.PEOPLE
                            .replace("age: I32?", "years: I32? @rename_from(\"age\") @index")
                            .replace("@key\n  mail", "@key\n  level: I32 @default(7)\n  mail")
                    + "node Cat { chip: I64 @key name: String? @index }\n";

    @TempDir private Path folder;

    private static SchemaChanged change(TestGraph test, String branch, String text) {
        Schema wanted = Schemas.parse("wanted", text);
        SchemaChanged changed =
                test.store.transact(
                        tx -> test.graph.changeSchema(tx, branch, wanted, Optional.empty(), "ann"));
        test.graph.fillIndexes(branch, _ -> {});
        test.graph.clear(branch, changed.dropped());
        return changed;
    }

    private static List<String> plan(TestGraph test, String branch, String text) {
        return switch (test.graph.planSchema(branch, Schemas.parse("wanted", text))) {
            case SchemaPlan.Ready(_, var steps) ->
                    steps.stream().map(SchemaStep::toString).toList();
            case SchemaPlan.Refused(var violations) -> List.of("refused " + violations);
        };
    }

    private static List<Node> people(TestGraph test, String branch, String property, Object value) {
        try (GraphView view = test.graph.view(new ViewAddress.Head(branch))) {
            NodeType type = view.schema().node("Person").orElseThrow();
            return view.find(type, Map.of(property, value), Optional.empty(), 10);
        }
    }

    @EveryStore
    void rowsFromBeforeReadUnderTheNewNamesWithTheNewDefaults(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            Stamp before = test.commit(test.person("ann", "age", 41)).commit();

            SchemaChanged changed = change(test, Branch.MAIN, WIDER);

            assertThat(changed.version()).isEqualTo(2);
            assertThat(changed.steps())
                    .contains("rename Person.age to years", "add node Cat")
                    .contains("add @index of Person.years, filled from the rows there are");
            assertThat(test.find("ann").orElseThrow().properties())
                    .containsEntry("years", 41L)
                    .containsEntry("level", 7L);
            assertThat(people(test, Branch.MAIN, "years", 41)).hasSize(1);
            test.commit(test.person("bob", "years", 3), test.node(Op.DEFAULT, "Cat", "chip", 1));
            try (GraphView then = test.graph.view(new ViewAddress.At(before))) {
                assertThat(then.schema().version()).isEqualTo(1);
                assertThat(TestGraph.state(then))
                        .containsEntry("Person[ann]", "{age=41, city=Bonn, name=ann}");
            }
            assertThat(test.graph.feed(Branch.MAIN, before, 10))
                    .extracting(commit -> commit.commit().schemaVersion())
                    .containsExactly(2, 2);
        }
    }

    @EveryStore
    void aSecondApplyHasNothingToDo(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            change(test, Branch.MAIN, WIDER);
            Stamp head = test.graph.head(Branch.MAIN);

            assertThat(plan(test, Branch.MAIN, WIDER)).isEmpty();
            assertThat(change(test, Branch.MAIN, WIDER).changed()).isFalse();
            assertThat(test.graph.head(Branch.MAIN)).isEqualTo(head);
        }
    }

    @EveryStore
    void whatNeedsMoreIsRefusedWithEveryReasonAndChangesNothing(StoreKind kind) {
        String strict =
                TestGraph.PEOPLE
                        .replace("age: I32?", "age: I32")
                        .replace("node Dog {", "node Wolf {")
                        .replace("Person -> Dog", "Person -> Wolf");
        try (var test = new TestGraph(kind, folder)) {
            Stamp head = test.graph.head(Branch.MAIN);
            assertThatThrownBy(() -> change(test, Branch.MAIN, strict))
                    .isInstanceOfSatisfying(
                            HedgerowException.class,
                            e -> {
                                assertThat(e.failure()).isEqualTo(Failure.SCHEMA_INVALID);
                                assertThat(e.violations())
                                        .extracting(violation -> violation.place())
                                        .containsExactly("Person.age", "Owns", "Dog");
                            });
            assertThat(test.graph.head(Branch.MAIN)).isEqualTo(head);
            assertThat(test.graph.branch(Branch.MAIN).schemaVersion()).isEqualTo(1);
        }
    }

    @EveryStore
    void G5_aWriterThatBeganUnderTheOldSchemaIsHeldToTheNewOne(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            test.store.beforeNextCommit(() -> change(test, Branch.MAIN, WIDER));
            assertThat(test.write(test.person("ann", "age", 1))).isInstanceOf(Rejected.class);

            test.store.beforeNextCommit(() -> change(test, Branch.MAIN, WIDER + "node Elk {}"));
            assertThat(test.write(test.person("ann", "years", 1))).isInstanceOf(Committed.class);
            assertThat(people(test, Branch.MAIN, "years", 1)).hasSize(1);
        }
    }

    @EveryStore
    void G5_aRowThatChangesWhileItsIndexIsFilledIsFoundByItsNewValueOnly(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            test.commit(test.person("ann", "age", 1), test.person("bob", "age", 1));
            Schema wanted = Schemas.parse("wanted", WIDER);
            test.store.transact(tx ->
                    test.graph.changeSchema(tx, Branch.MAIN, wanted, Optional.empty(), "ann"));
            test.store.beforeNextCommit(
                    () -> test.commit(test.person("ann", "years", 2), test.noPerson("bob")));

            test.graph.fillIndexes(Branch.MAIN, _ -> {});

            assertThat(plan(test, Branch.MAIN, WIDER)).isEmpty();
            assertThat(people(test, Branch.MAIN, "years", 1)).isEmpty();
            assertThat(people(test, Branch.MAIN, "years", 2)).hasSize(1);
        }
    }

    @EveryStore
    void G5_fillingGoesOnWhereItWasGivenUpAndFindingIsRightMeanwhile(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            var rows = new ArrayList<Row>();
            for (int i = 0; i < 2_500; i++) {
                rows.add(test.person("p%04d".formatted(i), "age", i));
            }
            test.graph.write(WriteRequest.of(Branch.MAIN, rows, "ann")).orThrow();
            Schema wanted = Schemas.parse("wanted", WIDER);
            test.store.transact(tx ->
                    test.graph.changeSchema(tx, Branch.MAIN, wanted, Optional.empty(), "ann"));

            assertThatThrownBy(() ->
                            test.graph.fillIndexes(
                                    Branch.MAIN,
                                    _ -> {
                                        throw HedgerowException.of(Failure.CANCELLED);
                                    }))
                    .isInstanceOf(HedgerowException.class);

            assertThat(plan(test, Branch.MAIN, WIDER))
                    .containsExactly("fill @index of Person.years");
            assertThat(people(test, Branch.MAIN, "years", 2_400)).hasSize(1);
            test.graph.createBranch(CreateBranch.of("dev", "ann"));
            for (String branch : List.of(Branch.MAIN, "dev")) {
                assertThat(test.graph.fillIndexes(branch, _ -> {})).isEqualTo(1_500);
                assertThat(plan(test, branch, WIDER)).isEmpty();
                assertThat(people(test, branch, "years", 2_400)).hasSize(1);
                assertThat(people(test, branch, "years", 7)).hasSize(1);
            }
        }
    }

    @EveryStore
    void entriesOfADroppedRuleGoAndTheRuleMayComeAgain(StoreKind kind) {
        String without = TestGraph.PEOPLE.replace("mail: String? @unique", "mail: String?");
        try (var test = new TestGraph(kind, folder)) {
            test.commit(test.person("ann", "mail", "a"));
            SchemaChanged changed = change(test, Branch.MAIN, without);

            assertThat(changed.steps()).containsExactly("drop @unique of Person.mail");
            var space = new BranchSpace(test.graph.id(), BranchRecord.MAIN);
            try (var now = test.store.snapshot()) {
                assertThat(now.stream(space.uniques(1, 1))).isEmpty();
            }
            assertThat(test.write(test.person("bob", "mail", "a"))).isInstanceOf(Committed.class);
        }
    }

    @EveryStore
    void aBranchThatFollowsTakesTheSameVersionAndCanBeMerged(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            test.commit(test.person("ann", "age", 1));
            test.graph.createBranch(CreateBranch.of("dev", "ann"));
            test.commitTo("dev", test.person("bob", "age", 2));
            change(test, Branch.MAIN, WIDER);
            assertThat(test.graph.merge(MergeRequest.of("dev", Branch.MAIN, "ann")))
                    .isInstanceOf(MergeOutcome.Merged.class);
            assertThat(people(test, Branch.MAIN, "years", 2)).hasSize(1);

            test.commit(test.person("eve", "years", 3));
            assertThatThrownBy(() -> test.graph.merge(MergeRequest.of(Branch.MAIN, "dev", "ann")))
                    .hasMessageContaining("apply the schema of 'main' to 'dev' first");
            assertThat(change(test, "dev", WIDER).version()).isEqualTo(2);
            assertThat(people(test, "dev", "years", 1)).hasSize(1);
            assertThat(test.graph.merge(MergeRequest.of(Branch.MAIN, "dev", "ann")))
                    .isInstanceOf(MergeOutcome.Merged.class);
            assertThat(test.state("dev")).isEqualTo(test.state(Branch.MAIN));
        }
    }

    @EveryStore
    void G9_branchesThatChangeApartNeverUseANumberForTwoThings(StoreKind kind) {
        try (var test = new TestGraph(kind, folder)) {
            test.graph.createBranch(CreateBranch.of("dev", "ann"));
            change(test, Branch.MAIN, TestGraph.PEOPLE.replace("age:", "a: I32?\n  age:"));
            change(test, "dev", TestGraph.PEOPLE.replace("age:", "b: I32?\n  age:") + "node X {}");
            change(
                    test,
                    Branch.MAIN,
                    TestGraph.PEOPLE.replace("age:", "a: I32?\n  age:") + "node Y {}");

            Schema main = test.graph.schema(Branch.MAIN);
            Schema dev = test.graph.schema("dev");
            assertThat(List.of(main.version(), dev.version())).containsExactly(4, 3);
            assertThat(main.node("Y").orElseThrow().number())
                    .isNotEqualTo(dev.node("X").orElseThrow().number());
            assertThat(number(main, "a")).isNotEqualTo(number(dev, "b"));
        }
    }

    private static int number(Schema schema, String property) {
        return schema.node("Person").orElseThrow().property(property).orElseThrow().number();
    }
}
