package dev.hedgerow.store;

import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A transaction on its way through the sequencer, and the place where its thread waits. */
final class Proposal {
    /** A key template: bytes with places for the stamp, and its value likewise. */
    record StampedPut(byte[] key, int[] keyOffsets, Change.PutStamped value) {}

    /** What became of it. */
    sealed interface Verdict {
        record Accepted(Stamp stamp) implements Verdict {}

        /** Something it read was written since; nothing was written. */
        record Conflicted(@Nullable Key key) implements Verdict {}

        record Failed(HedgerowException failure) implements Verdict {}
    }

    final Stamp readStamp;
    final Set<Key> keysRead;
    final List<KeyRange> rangesRead;
    final Map<Key, Change> changes;
    final List<StampedPut> stamped;
    final Set<Key> writeConflicts;
    final long bytes;
    private final CountDownLatch decided = new CountDownLatch(1);
    private volatile @Nullable Verdict verdict;

    Proposal(
            Stamp readStamp,
            Set<Key> keysRead,
            List<KeyRange> rangesRead,
            Map<Key, Change> changes,
            List<StampedPut> stamped,
            Set<Key> writeConflicts,
            long bytes) {
        this.readStamp = readStamp;
        this.keysRead = keysRead;
        this.rangesRead = rangesRead;
        this.changes = changes;
        this.stamped = stamped;
        this.writeConflicts = writeConflicts;
        this.bytes = bytes;
    }

    boolean readsNothing() {
        return keysRead.isEmpty() && rangesRead.isEmpty();
    }

    void decide(Verdict outcome) {
        verdict = outcome;
        decided.countDown();
    }

    /** Waits however long it takes: a write that may have happened is never given up. */
    Verdict await() {
        boolean interrupted = false;
        while (true) {
            try {
                decided.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        var outcome = verdict;
        if (outcome == null) {
            throw new IllegalStateException("decided without a verdict");
        }
        return outcome;
    }
}
