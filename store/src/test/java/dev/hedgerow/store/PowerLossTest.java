package dev.hedgerow.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.World;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PowerLossTest {
    private static final Subspace SPACE = new Subspace(100, "test");
    private final World world = World.system();
    private final Random random = new Random(1);

    @Test
    void K12_whatWasAcknowledgedSurvivesPowerLoss() {
        assertThat(keysAfterPowerLoss(new MemoryDisk(world.clock()))).isEqualTo(20);
    }

    @Test
    void aDiskThatLiesAboutSyncLosesWritesSoTheTestAboveCanFail() {
        var disk = new MemoryDisk(world.clock());
        disk.syncLies(true);
        assertThat(keysAfterPowerLoss(disk)).isLessThan(20);
    }

    private int keysAfterPowerLoss(MemoryDisk disk) {
        try (var store = Stores.open(disk, world)) {
            for (int i = 0; i < 20; i++) {
                Key key = SPACE.key(i);
                store.transact(tx -> {
                    tx.put(key, new byte[] {1});
                    return true;
                });
            }
            disk.crash(random);
        }
        try (var store = Stores.open(disk, world);
                var snapshot = store.snapshot()) {
            return snapshot.scan(KeyRange.all(SPACE), 100, Reader.Direction.ASCENDING).size();
        }
    }
}
