package dev.hedgerow.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.World;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LastChangeTest {
    private static final Subspace SPACE = new Subspace(100, "test");
    private static final KeyRange RANGE = KeyRange.below(SPACE, Tuple.of("watched"));

    private final World world = World.system();
    private final Store store = Stores.open(new MemoryDisk(world.clock()), world);

    @AfterEach
    void close() {
        store.close();
    }

    private Stamp write(String place) {
        return store.transact(
                        TransactionOptions.DEFAULT,
                        tx -> {
                            tx.put(SPACE.key(place, 1), new byte[] {1});
                            return true;
                        })
                .stamp();
    }

    @Test
    void itIsTheLastCommitThatChangedTheRange() {
        var change = store.lastChange(RANGE);
        Stamp first = write("watched");
        assertThat(change.stamp()).isEqualTo(first);
        write("elsewhere");
        assertThat(change.stamp()).isEqualTo(first);
        assertThat(write("watched")).isEqualTo(change.stamp());
    }

    @Test
    void whatWasCommittedBeforeCountsAsAChange() {
        Stamp before = write("elsewhere");
        assertThat(store.lastChange(RANGE).stamp()).isEqualTo(before);
    }

    @Test
    void rowsOfALoadChangeTheRangeWhenTheyAppear() {
        var change = store.lastChange(RANGE);
        try (var load = store.bulkLoad(List.of(RANGE))) {
            load.put(SPACE.key("watched", 2), new byte[] {1});
            load.finish();
            Stamp published =
                    store.transact(
                                    TransactionOptions.DEFAULT,
                                    tx -> {
                                        tx.publish(load);
                                        return true;
                                    })
                            .stamp();
            assertThat(change.stamp()).isEqualTo(published);
        }
    }
}
