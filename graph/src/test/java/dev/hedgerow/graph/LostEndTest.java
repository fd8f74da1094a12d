package dev.hedgerow.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.files.Op;
import dev.hedgerow.files.Place;
import dev.hedgerow.files.Row;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.MemoryDisk;
import dev.hedgerow.store.Stores;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LostEndTest {
    private static final Place PLACE = new Place("test", 1);

    @Test
    void anEdgeRewrittenByTheRequestThatDeletesItsEndIsRefused() {
        var world = World.system();
        try (var store = Stores.open(new MemoryDisk(world.clock()), world)) {
            var schema = "node P { name: String @key } edge K: P -> P { since: I64? }";
            var graph =
                    new Graphs(store, world)
                            .create(new CreateGraph("t", "g", schema, "g.pg", "test"));
            var edge =
                    new Row.EdgeRow(
                            PLACE,
                            Op.UPSERT,
                            "K",
                            Optional.empty(),
                            List.of("a"),
                            List.of("b"),
                            Optional.empty(),
                            Map.of("since", 1L));
            graph.write(
                            WriteRequest.of(
                                    "main",
                                    List.of(person(Op.UPSERT, "a"), person(Op.UPSERT, "b"), edge),
                                    "test"))
                    .orThrow();
            var outcome =
                    graph.write(
                            WriteRequest.of("main", List.of(person(Op.DELETE, "a"), edge), "test"));
            assertThat(outcome).isInstanceOf(WriteOutcome.Rejected.class);
        }
    }

    private static Row person(Op op, String name) {
        return new Row.NodeRow(
                PLACE, op, "P", Optional.empty(), Optional.empty(), Map.of("name", name));
    }
}
