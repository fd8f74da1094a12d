package dev.hedgerow.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.World;
import dev.hedgerow.store.MemoryDisk;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.StoreOptions;
import dev.hedgerow.store.Stores;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tokens go when they are over, and those that are gone are passed in few steps. */
@Timeout(300)
final class TransactionTokensTest {
    /** Of one transaction, all its reads included. */
    private static final long FEW = 250;

    private static final int ROUNDS = 6;
    private static final int TOKENS = 500;
    private static final byte[] DIGEST = new byte[32];

    private final World world = World.system();
    private final MemoryDisk disk = new MemoryDisk(world.clock());
    private long now = 1_000_000_000;
    private int number;

    private Store open() {
        return Stores.open(disk, world, StoreOptions.DEFAULT.withPace(Duration.ofDays(9)));
    }

    /** The steps on the disk of a transaction with a new token. */
    private long steps(Store store) {
        long before = disk.steps();
        String token = "token " + number++;
        boolean done = store.transact(tx -> TransactionTokens.isDone(tx, token, DIGEST, now));
        assertThat(done).isFalse();
        return disk.steps() - before;
    }

    private long most(Store store) {
        long most = 0;
        for (int round = 0; round < ROUNDS; round++) {
            now += TransactionTokens.KEPT.toMillis();
            for (int i = 0; i < TOKENS; i++) {
                now++;
                most = Math.max(most, steps(store));
            }
        }
        return most;
    }

    @Test
    void theTokensOfBeforeCostATransactionNothing() {
        try (var store = open()) {
            assertThat(most(store)).isLessThan(FEW);
        }
        try (var store = open()) {
            assertThat(steps(store)).as("after a restart").isLessThan(FEW);
            assertThat(most(store)).isLessThan(FEW);
        }
    }
}
