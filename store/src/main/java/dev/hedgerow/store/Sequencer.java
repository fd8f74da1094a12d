package dev.hedgerow.store;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.World;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The one owner of the order of transactions: takes all that arrived while the previous entry was
 * being written, validates them one after the other, gives each a stamp, and proposes those it
 * accepts as one entry.
 *
 * <p>Validation is against everything already accepted, in this entry or before it, so accepted
 * transactions are serializable in stamp order. Readers see an entry only when it is durable:
 * {@link #visible} moves then, and those who wait are told after that.
 *
 * <p>When the log fails, what became of the entry is unknown, and those that waited for it get
 * {@link Failure#OUTCOME_UNKNOWN}. After a full disk the log says what became of it as soon as
 * there is room, and until then transactions are refused; after any other failure the sequencer
 * stops for good. Reads go on.
 */
final class Sequencer {
    private static final int QUEUE_MAX = 16_384;
    private static final int BATCH_MAX = 2_048;
    private static final long BATCH_BYTES_MAX = 16L << 20;
    private static final int WINDOW_KEYS_MAX = 500_000;

    private final ReplicatedLog log;
    private final EntryBuilder.LatestValues latest;
    private final Memory memory;
    private final World world;
    private final ConflictWindow window;
    private final ArrayBlockingQueue<Proposal> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
    private final Proposal stop = new Proposal(Proposal.Reads.NONE, Proposal.Writes.NONE, _ -> {});
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Runnable learn;
    private Stamp issued;
    private volatile Stamp visible;
    private volatile @Nullable HedgerowException refusing;

    /**
     * What is known of the store without reading it; each learns of a commit before it is seen.
     *
     * @param open the moments that transactions read which may still be proposed
     */
    record Memory(
            Loads loads,
            RecentRows recent,
            DeadStretches stretches,
            WatchRegistry watches,
            Moments open) {
        void storing(EntryBuilder entry, Stamp last) {
            stretches.storing(entry.writes(), !entry.ranges().isEmpty(), last);
        }

        void committing(EntryBuilder entry, Stamp last) {
            entry.published().forEach(loads::publish);
            if (entry.ranges().isEmpty()) {
                recent.committing(entry.writes());
            } else {
                recent.forget(last);
            }
            watches.committing(entry.writes(), entry.ranges(), last);
        }

        void committingAnything(Stamp last) {
            recent.forget(last);
            watches.committingAnything(last);
        }
    }

    /**
     * @param learn told when an entry happened whose writes did not become visible at once
     */
    Sequencer(
            ReplicatedLog log,
            EntryBuilder.LatestValues latest,
            Memory memory,
            World world,
            Runnable learn) {
        this.log = log;
        this.latest = latest;
        this.memory = memory;
        this.world = world;
        this.learn = learn;
        visible = log.applied().stamp();
        memory.committingAnything(visible);
        issued = visible;
        window = new ConflictWindow(visible, WINDOW_KEYS_MAX);
    }

    void start() {
        world.threads().startDedicated("store-sequencer", this::run);
    }

    /** Every transaction at or below it is durable and applied. */
    Stamp visible() {
        return visible;
    }

    /** Hands the transaction over; its verdict is told, perhaps before this returns. */
    void submit(Proposal proposal) {
        var refusal = refusing;
        if (refusal != null) {
            proposal.decide(new Proposal.Verdict.Failed(refusal));
            return;
        }
        if (!queue.offer(proposal)) {
            proposal.decide(
                    new Proposal.Verdict.Failed(
                            HedgerowException.of(
                                    Failure.OVERLOADED,
                                    "%d transactions are waiting already; try again"
                                            .formatted(QUEUE_MAX))));
            return;
        }
        // the loop may have ended between the check and the offer
        if (ended.getCount() == 0) {
            refuseQueued();
        }
    }

    private void run() {
        try {
            while (refusing == null) {
                if (!runOnce()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (refusing == null) {
                refusing = HedgerowException.of(Failure.SHUTTING_DOWN, "The store is closed");
            }
            ended.countDown();
            refuseQueued();
        }
    }

    private boolean runOnce() throws InterruptedException {
        var batch = new ArrayList<Proposal>();
        long bytes = 0;
        for (Proposal next = queue.take(); next != null; next = queue.poll()) {
            if (next == stop) {
                commit(batch);
                return false;
            }
            batch.add(next);
            bytes += next.writes.bytes();
            if (batch.size() >= BATCH_MAX || bytes >= BATCH_BYTES_MAX) {
                break;
            }
        }
        commit(batch);
        return true;
    }

    private void commit(List<Proposal> batch) {
        if (batch.isEmpty() || !prepare(batch)) {
            return;
        }
        var before = log.applied();
        var entry = new EntryBuilder(latest, memory.loads());
        var accepted = new ArrayList<Proposal>();
        var stamps = new ArrayList<Stamp>();
        Stamp last = issued;
        window.forget(memory.open().giveUp(visible));
        try {
            for (Proposal proposal : batch) {
                var conflict = window.check(proposal);
                if (conflict.isPresent()) {
                    proposal.decide(conflict.get());
                    continue;
                }
                last = next(last);
                issued = last;
                if (entry.add(proposal, last, window)) {
                    accepted.add(proposal);
                    stamps.add(last);
                }
            }
            if (!accepted.isEmpty()) {
                memory.storing(entry, last);
                log.propose(new ReplicatedLog.Entry(before.index(), last, entry.writes()));
            }
        } catch (RuntimeException | Error e) {
            fail(batch, e);
            return;
        }
        if (accepted.isEmpty()) {
            return;
        }
        memory.committing(entry, last);
        visible = last;
        for (int i = 0; i < accepted.size(); i++) {
            accepted.get(i).decide(new Proposal.Verdict.Accepted(stamps.get(i)));
        }
        memory.watches().committed(entry.writes(), entry.ranges());
    }

    /** Whether the log takes an entry; if not, the batch is refused. */
    private boolean prepare(List<Proposal> batch) {
        try {
            log.prepare();
        } catch (HedgerowException e) {
            if (e.failure() != Failure.DISK_FULL) {
                refusing = e;
            }
            batch.forEach(proposal -> proposal.decide(new Proposal.Verdict.Failed(e)));
            return false;
        }
        Stamp applied = log.applied().stamp();
        if (applied.isAfter(visible)) {
            // an entry that was in doubt did happen
            learn.run();
            memory.committingAnything(applied);
            visible = applied;
            memory.watches().lookAgain();
        }
        return true;
    }

    private Stamp next(Stamp last) {
        Stamp now = Stamp.at(world.clock().instant());
        return now.isAfter(last) ? now : last.next();
    }

    private void fail(List<Proposal> batch, Throwable cause) {
        Failure failure = cause instanceof HedgerowException e ? e.failure() : Failure.INTERNAL;
        if (failure != Failure.DISK_FULL) {
            refusing =
                    HedgerowException.causedBy(
                            cause,
                            failure == Failure.CORRUPT ? failure : Failure.UNAVAILABLE,
                            "The store stopped writing because its log failed; start the node again");
        }
        for (Proposal proposal : batch) {
            proposal.decide(
                    new Proposal.Verdict.Failed(
                            HedgerowException.causedBy(
                                    cause,
                                    Failure.OUTCOME_UNKNOWN,
                                    Failure.OUTCOME_UNKNOWN.sentence())));
        }
    }

    private void refuseQueued() {
        var refusal = refusing;
        if (refusal != null) {
            for (Proposal left = queue.poll(); left != null; left = queue.poll()) {
                left.decide(new Proposal.Verdict.Failed(refusal));
            }
        }
    }

    /** Lets what was handed over finish, and refuses what comes later. */
    void close() {
        try {
            queue.put(stop);
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
