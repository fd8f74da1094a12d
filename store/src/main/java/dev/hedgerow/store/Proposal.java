package dev.hedgerow.store;

import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A transaction on its way through the sequencer, and who is told what becomes of it. */
final class Proposal {
    private static final System.Logger LOG = System.getLogger(Proposal.class.getName());

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
    private final Consumer<Verdict> told;

    /**
     * @param told the verdict, once, by the sequencer's thread, which it must not keep
     */
    Proposal(Reads reads, Writes writes, Consumer<Verdict> told) {
        this.reads = reads;
        this.writes = writes;
        this.told = told;
    }

    void decide(Verdict outcome) {
        try {
            told.accept(outcome);
        } catch (RuntimeException e) {
            // whoever cannot be told must not keep the others from being told
            LOG.log(System.Logger.Level.ERROR, "nobody heard what became of a transaction", e);
        }
    }

    /** Where a thread waits for a verdict. */
    static final class Waiting implements Consumer<Verdict> {
        private final CountDownLatch decided = new CountDownLatch(1);
        private volatile @Nullable Verdict verdict;

        @Override
        public void accept(Verdict outcome) {
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
}
