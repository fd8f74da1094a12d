package dev.hedgerow.graph;

import dev.hedgerow.graph.MergePlan.TooLarge;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Store.Outcome;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.TransactionOptions;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Previews and makes merges. What fits is one ordinary transaction; what turns out to be more is
 * given up before anything is written, and goes beside the log ({@link LargeMerge}).
 */
final class Merger {
    /** Changed keys of one transaction, which cannot depend on more. */
    private static final int KEYS_MAX = 100_000;

    private final Home home;
    private final LargeMerge large;

    Merger(Home home) {
        this.home = home;
        this.large = new LargeMerge(home);
    }

    /** Leaves the transaction without writing. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient MergeOutcome outcome;

        Stopped(MergeOutcome outcome) {
            super("stopped", null, false, false);
            this.outcome = outcome;
        }

        MergeOutcome outcome() {
            return outcome;
        }
    }

    MergePreview preview(String from, String into) {
        var request = MergeRequest.of(from, into, "");
        try {
            return home.store().transact(tx -> preview(tx, request));
        } catch (TooLarge _) {
            return large.preview(request);
        } catch (HedgerowException e) {
            throwUnlessTooLarge(e);
            return large.preview(request);
        }
    }

    private static void throwUnlessTooLarge(HedgerowException e) {
        if (e.failure() != Failure.LIMIT_EXCEEDED) {
            throw e;
        }
    }

    private MergePreview preview(Transaction tx, MergeRequest request) {
        var attempt = new Attempt(tx, request);
        attempt.plan();
        if (attempt.threeWay.conflicts().isEmpty()) {
            attempt.check();
        }
        var tally = new Counts.Tally();
        var changes = new ArrayList<Change>();
        for (Draft.Staged entry : attempt.draft.all()) {
            if (entry.isChanged()) {
                tally.add(attempt.rows.typeName(entry.ref()), entry.kind());
                if (changes.size() < MergePreview.CHANGES_MAX) {
                    changes.add(attempt.rows.change(entry));
                }
            }
        }
        return new MergePreview(
                Committer.head(attempt.theirs),
                Committer.head(Layers.unchecked(home.id(), attempt.into, tx)),
                tally.counts(),
                changes,
                attempt.threeWay.conflicts(),
                attempt.threeWay.total(),
                attempt.violations.first());
    }

    MergeOutcome merge(MergeRequest request, MergeProgress progress) {
        byte[] digest =
                Receipt.digestOf(
                        "merge",
                        request.from(),
                        request.into(),
                        request.resolutions(),
                        request.otherwise(),
                        request.message());
        try {
            return commit(home, request, digest, tx -> merge(tx, request));
        } catch (TooLarge _) {
            return large.merge(request, digest, progress);
        } catch (HedgerowException e) {
            throwUnlessTooLarge(e);
            return large.merge(request, digest, progress);
        }
    }

    /** Runs a transaction that makes the merge's commit. */
    static MergeOutcome commit(
            Home home,
            MergeRequest request,
            byte[] digest,
            Function<Transaction, Counts> transaction) {
        var options =
                home.options(request.idempotencyKey()).withTimeout(TransactionOptions.TIMEOUT_MAX);
        Function<Transaction, Counts> withReceipt =
                tx -> {
                    Counts counts = transaction.apply(tx);
                    tx.receipt(new Receipt(digest, counts, Optional.empty()).encode());
                    return counts;
                };
        try {
            return switch (home.store().transact(options, withReceipt)) {
                case Outcome.Committed<Counts>(Counts counts, Stamp stamp) ->
                        new MergeOutcome.Merged(stamp, counts, false);
                case Outcome.Replayed<Counts>(byte[] receipt, Stamp stamp) ->
                        new MergeOutcome.Merged(
                                stamp, Receipt.decode(receipt, digest).counts(), true);
            };
        } catch (Stopped stopped) {
            return stopped.outcome();
        }
    }

    /** Stops unless the branch is where the request wants it to be. */
    static void checkHead(Layers ours, MergeRequest request) {
        if (request.ifHead().isPresent()) {
            Stamp head = Committer.head(ours);
            if (!head.equals(request.ifHead().get())) {
                throw new Stopped(new MergeOutcome.Moved(head));
            }
        }
    }

    private Counts merge(Transaction tx, MergeRequest request) {
        var attempt = new Attempt(tx, request);
        checkHead(attempt.ours, request);
        if (attempt.plan().isEmpty()) {
            Layers now = Layers.unchecked(home.id(), attempt.into, tx);
            throw new Stopped(new MergeOutcome.UpToDate(Committer.head(now)));
        }
        if (!attempt.threeWay.conflicts().isEmpty()) {
            throw new Stopped(new MergeOutcome.Conflicts(attempt.threeWay.conflicts()));
        }
        attempt.check();
        if (!attempt.violations.isEmpty()) {
            throw new Stopped(
                    new MergeOutcome.Rejected(
                            attempt.violations.first(), attempt.violations.total()));
        }
        return attempt.write();
    }

    /** What the log entry of the merge says. */
    static CommitCodec.Head head(MergeRequest request, Stamp merged, int schemaVersion) {
        return new CommitCodec.Head(
                request.actor(),
                request.message().isEmpty() ? "merge " + request.from() : request.message(),
                Optional.of(merged),
                schemaVersion);
    }

    /** One run of the transaction's function. */
    private final class Attempt {
        private final Transaction tx;
        private final MergeRequest request;
        private final BranchRecord from;
        private final BranchRecord into;
        private final Layers ours;
        private final Layers theirs;
        private final Rows rows;
        private final Draft draft;
        private final DraftReader reader;
        private final ThreeWay threeWay;
        private final Violations violations = new Violations(WriteOutcome.VIOLATIONS_MAX);

        Attempt(Transaction tx, MergeRequest request) {
            this.tx = tx;
            this.request = request;
            from = BranchRecord.read(tx, home.id(), request.from());
            into = BranchRecord.read(tx, home.id(), request.into());
            MergeSides.check(tx.unchecked(), home, from, into);
            ours = Layers.of(home.id(), into, tx);
            theirs = Layers.unchecked(home.id(), from, tx);
            rows = home.rows(into.schemaVersion());
            draft = new Draft(rows.schema());
            reader = new DraftReader(ours, draft, rows);
            threeWay = new ThreeWay(rows, request, violations, Integer.MAX_VALUE);
        }

        /** Fills the draft; what the other branch changed, empty when there is nothing new. */
        Set<Ref> plan() {
            MergeBase base = MergeBase.find(tx, tx::past, home.id(), from, into);
            Set<Ref> changed = History.changedSince(theirs, base.since(), KEYS_MAX + 1);
            if (changed.size() > KEYS_MAX) {
                throw new TooLarge();
            }
            long bytesMax = home.loads().transactionBytes();
            new MergePlan(base.layers(), theirs, draft, reader, rows, threeWay, bytesMax)
                    .apply(changed);
            return changed;
        }

        private DraftCommit commit() {
            return new DraftCommit(tx, ours, rows, draft);
        }

        void check() {
            commit().check(reader, violations);
        }

        Counts write() {
            MergeBase.remember(tx, ours.space(), from.number(), tx.stamp());
            return commit().write(
                            head(request, Committer.head(theirs), into.schemaVersion()), true);
        }
    }
}
