package dev.hedgerow.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.World;
import org.junit.jupiter.api.Test;

final class EmptyRangeTest {
    private static final Subspace SPACE = new Subspace(100, "test");

    @Test
    void aTransactionThatScansARangeTheWrongWayRoundFindsNothingAndCommits() {
        var world = World.system();
        var wrong = new KeyRange(SPACE.key("b"), SPACE.key("a"));
        try (var store = Stores.open(new MemoryDisk(world.clock()), world)) {
            for (int i = 0; i < 3; i++) {
                store.transact(tx -> {
                    var found = tx.scan(wrong, 10, Reader.Direction.ASCENDING);
                    assertThat(found).isEmpty();
                    tx.put(SPACE.key("a"), new byte[0]);
                    return true;
                });
            }
        }
    }

    @Test
    void aRangeWhoseEndIsNoTupleHasAName() {
        assertThat(KeyRange.prefix(SPACE, Tuple.of("a")).toString()).contains("100[a]", "100:06");
    }
}
