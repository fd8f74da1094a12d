package dev.hedgerow.graph;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Store.Outcome;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.TransactionOptions;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;

/** Previews and makes merges. */
final class Merger {
    private final Home home;

    Merger(Home home) {
        this.home = home;
    }

    /** Leaves the transaction without writing. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient MergeOutcome outcome;

        Stopped(MergeOutcome outcome) {
            super("stopped", null, false, false);
            this.outcome = outcome;
        }
    }

    MergePreview preview(String from, String into) {
        return home.store().transact(tx -> preview(tx, MergeRequest.of(from, into, "")));
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
                attempt.violations.first());
    }

    MergeOutcome merge(MergeRequest request) {
        byte[] digest =
                Receipt.digestOf(
                        "merge",
                        request.from(),
                        request.into(),
                        request.resolutions(),
                        request.otherwise(),
                        request.message());
        var options =
                home.options(request.idempotencyKey()).withTimeout(TransactionOptions.TIMEOUT_MAX);
        try {
            return switch (home.store().transact(options, tx -> merge(tx, request, digest))) {
                case Outcome.Committed<Counts>(Counts counts, Stamp stamp) ->
                        new MergeOutcome.Merged(stamp, counts, false);
                case Outcome.Replayed<Counts>(byte[] receipt, Stamp stamp) ->
                        new MergeOutcome.Merged(
                                stamp, Receipt.decode(receipt, digest).counts(), true);
            };
        } catch (Stopped stopped) {
            return stopped.outcome;
        }
    }

    private Counts merge(Transaction tx, MergeRequest request, byte[] digest) {
        var attempt = new Attempt(tx, request);
        if (request.ifHead().isPresent()) {
            Stamp head = Committer.head(attempt.ours);
            if (!head.equals(request.ifHead().get())) {
                throw new Stopped(new MergeOutcome.Moved(head));
            }
        }
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
        Counts counts = attempt.write();
        tx.receipt(new Receipt(digest, counts, Optional.empty()).encode());
        return counts;
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
            checkBranches();
            ours = Layers.of(home.id(), into, tx);
            theirs = Layers.unchecked(home.id(), from, tx);
            rows = home.rows(into.schemaVersion());
            draft = new Draft(rows.schema());
            reader = new DraftReader(ours, draft, rows);
            threeWay = new ThreeWay(rows, request, violations);
        }

        private void checkBranches() {
            if (from.number() == into.number()) {
                throw HedgerowException.of(
                        Failure.INVALID_REQUEST,
                        "The branch '%s' cannot be merged into itself".formatted(from.name()));
            }
            boolean understood =
                    SchemaVersions.descends(
                            tx.unchecked(), home.id(), into.schemaVersion(), from.schemaVersion());
            if (!understood) {
                throw HedgerowException.of(
                        Failure.WRONG_STATE,
                        "'%s' has schema version %d, which '%s' (version %d) does not know: apply the schema of '%s' to '%s' first"
                                .formatted(
                                        from.name(),
                                        from.schemaVersion(),
                                        into.name(),
                                        into.schemaVersion(),
                                        from.name(),
                                        into.name()));
            }
        }

        /** Fills the draft; what the other branch changed, empty when there is nothing new. */
        Set<Ref> plan() {
            MergeBase base = MergeBase.find(tx, home.id(), from, into);
            Set<Ref> changed = History.changedSince(theirs, base.since());
            new MergePlan(base.layers(), theirs, draft, reader, rows, threeWay).apply(changed);
            return changed;
        }

        private DraftCommit commit() {
            return new DraftCommit(tx, ours, rows, draft);
        }

        void check() {
            commit().check(reader, violations);
        }

        Counts write() {
            MergeBase.remember(tx, ours.space(), from.number());
            var head =
                    new CommitCodec.Head(
                            request.actor(),
                            request.message().isEmpty()
                                    ? "merge " + from.name()
                                    : request.message(),
                            Optional.of(Committer.head(theirs)),
                            into.schemaVersion());
            return commit().write(head, true);
        }
    }
}
