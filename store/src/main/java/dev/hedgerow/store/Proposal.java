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

    /** What must not have changed since the stamp. */
    record Reads(Stamp stamp, Set<Key> keys, List<KeyRange> ranges) {
        static final Reads NONE = new Reads(Stamp.ZERO, Set.of(), List.of());

        boolean areNone() {
            return keys.isEmpty() && ranges.isEmpty();
        }
    }

    /**
     * What the transaction wants to happen.
     *
     * @param conflicts keys that count as written and are not
     * @param published loads whose rows become visible
     */
    record Writes(
            Map<Key, Change> changes,
            List<StampedPut> stamped,
            Set<Key> conflicts,
            List<OpenLoad> published,
            long bytes) {
        static final Writes NONE = new Writes(Map.of(), List.of(), Set.of(), List.of(), 0);
    }

    /** What became of it. */
    sealed interface Verdict {
        record Accepted(Stamp stamp) implements Verdict {}

        /** Something it read was written since; nothing was written. */
        record Conflicted(@Nullable Key key) implements Verdict {}

        record Failed(HedgerowException failure) implements Verdict {}
    }

    final Reads reads;
    final Writes writes;
    private final CountDownLatch decided = new CountDownLatch(1);
    private volatile @Nullable Verdict verdict;

    Proposal(Reads reads, Writes writes) {
        this.reads = reads;
        this.writes = writes;
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
