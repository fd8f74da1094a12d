package dev.hedgerow.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.files.Op;
import dev.hedgerow.files.Place;
import dev.hedgerow.files.Row;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.MemoryDisk;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.StoreOptions;
import dev.hedgerow.store.Stores;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A store that keeps nothing of the past of itself, and branches that need some of it. */
final class KeptMomentsTest {
    private static final Place PLACE = new Place("test", 1);
    private static final StoreOptions FORGETFUL = StoreOptions.DEFAULT.withRetention(Duration.ZERO);

    private final World world = World.system();
    private final Store store = Stores.open(new MemoryDisk(world.clock()), world, FORGETFUL);
    private final Graphs graphs = new Graphs(store, world);
    private final Graph graph =
            graphs.create(
                    new CreateGraph(
                            "t", "g", "node P { name: String @key age: I64? }", "g.pg", "ann"));

    @AfterEach
    void close() {
        store.close();
    }

    private Stamp age(String branch, String name, long age) {
        var row =
                new Row.NodeRow(
                        PLACE,
                        Op.UPSERT,
                        "P",
                        Optional.empty(),
                        Optional.empty(),
                        Map.of("name", name, "age", age));
        return graph.write(WriteRequest.of(branch, List.of(row), "ann")).orThrow().commit();
    }

    private Object ageAt(ViewAddress at, String name) {
        try (var view = graph.view(at)) {
            var node = view.node(EntityKey.NodeKey.of("P", name)).orElseThrow();
            return String.valueOf(node.properties().get("age"));
        }
    }

    private void assertGone(Stamp at) {
        assertThatThrownBy(() -> store.snapshot(at).close())
                .isInstanceOfSatisfying(
                        HedgerowException.class,
                        e -> assertThat(e.failure()).isEqualTo(Failure.HISTORY_GONE));
    }

    @Test
    void K11_aBranchSeesItsForkPointHoweverLongAgoThatIs() {
        age(Branch.MAIN, "ann", 1);
        graph.createBranch(CreateBranch.of("dev", "ann"));
        Stamp fork = graph.branch("dev").fork();
        age(Branch.MAIN, "ann", 2);
        graph.createBranch(CreateBranch.of("next", "ann").from(new ViewAddress.Head("dev")));
        age(Branch.MAIN, "ann", 3);
        age("dev", "bob", 1);
        assertThat(store.collect()).isPositive();

        assertThat(ageAt(new ViewAddress.Head("dev"), "ann")).isEqualTo("1");
        assertThat(ageAt(new ViewAddress.Head("next"), "ann")).isEqualTo("1");
        assertThat(ageAt(new ViewAddress.Head(Branch.MAIN), "ann")).isEqualTo("3");

        graph.deleteBranch("next");
        graph.deleteBranch("dev");
        store.collect();
        assertGone(fork);
    }

    @Test
    void K11_theNextMergeBeginsWhereTheLastOneEndedHoweverLongAgoThatIs() {
        age(Branch.MAIN, "ann", 1);
        age(Branch.MAIN, "bob", 1);
        graph.createBranch(CreateBranch.of("dev", "ann"));
        age("dev", "ann", 2);
        var toMain = MergeRequest.of("dev", Branch.MAIN, "ann");
        assertThat(graph.merge(toMain)).isInstanceOf(MergeOutcome.Merged.class);
        age("dev", "ann", 3);
        age(Branch.MAIN, "bob", 2);
        store.collect();

        assertThat(graph.merge(toMain)).isInstanceOf(MergeOutcome.Merged.class);
        assertThat(ageAt(new ViewAddress.Head(Branch.MAIN), "ann")).isEqualTo("3");
        assertThat(ageAt(new ViewAddress.Head(Branch.MAIN), "bob")).isEqualTo("2");
    }

    @Test
    void K11_aDeletedGraphKeepsNothing() {
        age(Branch.MAIN, "ann", 1);
        graph.createBranch(CreateBranch.of("dev", "ann"));
        Stamp fork = graph.branch("dev").fork();
        age(Branch.MAIN, "ann", 2);
        graphs.delete(graph.id());
        store.collect();
        assertGone(fork);
    }
}
