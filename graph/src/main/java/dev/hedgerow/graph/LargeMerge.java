package dev.hedgerow.graph;

import dev.hedgerow.graph.MergeWriter.Decided;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Violation;
import dev.hedgerow.store.BulkLoad;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Merges of any size, as one commit. What has changed is sorted on disk, decided row by row ({@link
 * MergeDecisions}, {@link GoneNodes}), checked and written beside the log in the order of keys
 * ({@link MergeWriter}), and published by one small transaction: all of it or nothing, whatever
 * crashes. Writers of the branch merged into are refused meanwhile; readers go on.
 */
final class LargeMerge {
    /** How often a merge begins anew because its branches were changed under it. */
    private static final int ATTEMPTS = 3;

    private final Home home;

    LargeMerge(Home home) {
        this.home = home;
    }

    /** Another schema, or a merge between the two: what was decided may be wrong by now. */
    private static final class Overtaken extends RuntimeException {
        private static final long serialVersionUID = 1;

        Overtaken() {
            super("overtaken", null, false, false);
        }
    }

    MergePreview preview(MergeRequest request) {
        try (var sides = new MergeSides(home, request)) {
            var listed = new Listed(sides.rows());
            Result result = run(sides, request, listed, _ -> {});
            return new MergePreview(
                    Committer.head(sides.theirs()),
                    Committer.head(sides.ours()),
                    result.counts(),
                    listed.changes,
                    result.conflicts().conflicts(),
                    result.conflicts().total(),
                    result.rejected().violations());
        }
    }

    MergeOutcome merge(MergeRequest request, byte[] digest, MergeProgress progress) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return attempt(request, digest, progress);
            } catch (Overtaken _) {
                progress.at(0);
            }
        }
        throw HedgerowException.of(
                Failure.TRANSACTION_CONFLICT,
                "The branches '%s' and '%s' were changed during the merge; nothing was written, merge again"
                        .formatted(request.from(), request.into()));
    }

    private MergeOutcome attempt(MergeRequest request, byte[] digest, MergeProgress progress) {
        BranchRecord into;
        try (var now = home.store().snapshot()) {
            into = BranchRecord.read(now, home.id(), request.into());
        }
        var space = new BranchSpace(home.id(), into.number());
        try (BulkLoad load = home.store().bulkLoad(space.loaded());
                var sides = new MergeSides(home, request)) {
            if (sides.into().number() != into.number()) {
                throw new Overtaken();
            }
            Merger.checkHead(sides.ours(), request);
            Result result = run(sides, request, LoadTarget.of(load, sides.ours()), progress);
            if (result.changed() == 0) {
                return new MergeOutcome.UpToDate(Committer.head(sides.ours()));
            }
            if (result.conflicts().total() > 0) {
                return result.conflicts();
            }
            if (result.rejected().total() > 0) {
                return result.rejected();
            }
            load.finish();
            return Merger.commit(
                    home, request, digest, tx -> publish(tx, sides, request, load, result));
        } catch (Merger.Stopped stopped) {
            return stopped.outcome();
        }
    }

    /** What a merge comes to. */
    private record Result(
            long changed,
            MergeOutcome.Conflicts conflicts,
            MergeOutcome.Rejected rejected,
            Counts counts,
            Map<Key, Long> deltas) {}

    private Result run(
            MergeSides sides, MergeRequest request, LoadTarget target, MergeProgress progress) {
        var limits = home.loads();
        var settled = new Violations(WriteOutcome.VIOLATIONS_MAX);
        var checked = new Violations(WriteOutcome.VIOLATIONS_MAX);
        var threeWay = new ThreeWay(sides.rows(), request, settled, MergeConflict.LISTED_MAX);
        var types = LoadedTypes.of(sides.ours(), sides.rows());
        try (var decisions = new MergeDecisions(sides, threeWay, limits, progress::at);
                var gone = new GoneNodes(sides, threeWay, decisions, limits)) {
            long changed = decisions.decide(types);
            gone.settle(types);
            var decided = new Decided(sides, threeWay, decisions, gone);
            try (var writer =
                    new MergeWriter(decided, target, limits, checked::add, progress::at)) {
                writer.write(types);
            }
            var conflicts = new MergeOutcome.Conflicts(threeWay.conflicts(), threeWay.total());
            return new Result(
                    changed,
                    conflicts,
                    rejected(settled, conflicts.total() > 0 ? new Violations(0) : checked),
                    types.counts(),
                    types.deltas(sides.ours().space()));
        }
    }

    /** What is wrong with resolutions, and then with rows. */
    private static MergeOutcome.Rejected rejected(Violations settled, Violations checked) {
        var first = new ArrayList<Violation>(settled.first());
        checked.first().stream()
                .limit(WriteOutcome.VIOLATIONS_MAX - first.size())
                .forEach(first::add);
        return new MergeOutcome.Rejected(first, settled.total() + checked.total());
    }

    /** Makes the merge visible as a commit. */
    private Counts publish(
            Transaction tx, MergeSides sides, MergeRequest request, BulkLoad load, Result result) {
        BranchRecord from = same(tx, sides.from());
        BranchRecord into = same(tx, sides.into());
        boolean stands =
                into.schemaVersion() == sides.into().schemaVersion()
                        && MergeBase.Marks.read(tx, home.id(), from, into)
                                .equals(sides.base().marks());
        if (!stands) {
            throw new Overtaken();
        }
        Merger.checkHead(Layers.of(home.id(), into, tx), request);
        BranchSpace space = sides.ours().space();
        MergeBase.remember(tx, space, from.number(), sides.at());
        var head = Merger.head(request, Committer.head(sides.theirs()), into.schemaVersion());
        if (result.counts().total() == 0) {
            CommitCodec.write(tx, space, head, Counts.NONE, List.of());
        } else {
            tx.publish(load);
            result.deltas().forEach(tx::add);
            CommitCodec.writeLoaded(tx, space, head, result.counts(), load.begun());
        }
        return result.counts();
    }

    private BranchRecord same(Transaction tx, BranchRecord branch) {
        BranchRecord now = BranchRecord.read(tx, home.id(), branch.name());
        if (now.number() != branch.number()) {
            throw HedgerowException.of(
                    Failure.BRANCH_NOT_FOUND,
                    "The branch '%s' was deleted during the merge; nothing was written"
                            .formatted(branch.name()));
        }
        return now;
    }

    /** Writes nothing, and lists the first changes. */
    private static final class Listed implements LoadTarget {
        private final Rows rows;
        private final List<Change> changes = new ArrayList<>();

        Listed(Rows rows) {
            this.rows = rows;
        }

        @Override
        public void put(Key key, byte[] value) {}

        @Override
        public void remove(Key key) {}

        @Override
        public void changed(Change.Kind kind, LoadedRow row) {
            if (changes.size() < MergePreview.CHANGES_MAX) {
                var after =
                        kind == Change.Kind.DELETED ? null : row.type().rows().decode(row.row());
                changes.add(rows.change(kind, row.ref(), after));
            }
        }

        @Override
        public void finish() {}
    }
}
