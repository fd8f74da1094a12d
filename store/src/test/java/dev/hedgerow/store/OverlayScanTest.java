package dev.hedgerow.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.hedgerow.kernel.World;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

final class OverlayScanTest {
    private static final Subspace SPACE = new Subspace(100, "test");
    private static final int WRITES = 50_000;

    private static long allocated() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().threadId());
    }

    /** Counted in bytes allocated, which no other load on the machine changes. */
    @Test
    void aScanCostsWhatItReturnsAndNotWhatTheTransactionHasWritten() {
        try (var store = Stores.open(new MemoryDisk(World.system().clock()), World.system())) {
            store.transact(tx -> {
                for (int i = 0; i < WRITES; i++) {
                    tx.put(SPACE.key(i), new byte[0]);
                }
                tx.scan(KeyRange.all(SPACE), 1, Reader.Direction.ASCENDING);
                tx.scan(KeyRange.all(SPACE), 1, Reader.Direction.DESCENDING);
                long before = allocated();
                tx.scan(KeyRange.all(SPACE), 1, Reader.Direction.ASCENDING);
                tx.scan(KeyRange.all(SPACE), 1, Reader.Direction.DESCENDING);
                assertThat(allocated() - before).isLessThan(WRITES);
                return true;
            });
        }
    }
}
