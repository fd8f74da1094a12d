package dev.hedgerow.graph;

import dev.hedgerow.graph.WriteOutcome.Committed;
import dev.hedgerow.graph.WriteOutcome.Conflict;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Store.Outcome;
import dev.hedgerow.store.Transaction;
import java.util.List;
import java.util.Optional;

/**
 * Makes commits. One attempt reads the branch's row (which names the schema), what the rows and
 * constraints need, and writes rows, log entry and head; the head is read only when a condition
 * names it, so that writers of different keys do not meet.
 */
final class Committer {
    /** Above so many rows a commit depends on whole ranges instead of single keys. */
    static final int COARSE_ROWS = 20_000;

    private static final int CONFLICT_KEYS_MAX = 100;

    private final Home home;

    Committer(Home home) {
        this.home = home;
    }

    /** One attempt's result; the commit is known once the transaction is through. */
    private record Done(Counts counts, Optional<Stamp> unchanged) {}

    /** The branch follows another schema than the rows were typed with. */
    static final class SchemaMoved extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final int version;

        SchemaMoved(int version) {
            super("schema moved", null, false, false);
            this.version = version;
        }

        int version() {
            return version;
        }
    }

    WriteOutcome commit(CommitRequest request, TypedRows typed) {
        var options = home.options(request.idempotencyKey()).withTimeout(request.timeout());
        try {
            return switch (home.store().transact(options, tx -> attempt(tx, request, typed))) {
                case Outcome.Committed<Done>(Done done, Stamp stamp) ->
                        new Committed(done.unchanged().orElse(stamp), done.counts(), false);
                case Outcome.Replayed<Done>(byte[] bytes, Stamp stamp) -> {
                    Receipt receipt = Receipt.decode(bytes, request.digest());
                    yield new Committed(receipt.unchanged().orElse(stamp), receipt.counts(), true);
                }
            };
        } catch (Refused refused) {
            return refused.outcome();
        }
    }

    private Done attempt(Transaction tx, CommitRequest request, TypedRows typed) {
        BranchRecord branch = BranchRecord.read(tx, home.id(), request.branch());
        if (branch.schemaVersion() != typed.rows().schema().version()) {
            throw new SchemaMoved(branch.schemaVersion());
        }
        if (!typed.violations().isEmpty()) {
            throw new Refused(typed.violations().rejected());
        }
        Layers layers = layers(tx, branch, typed);
        request.ifHead().ifPresent(wanted -> checkHead(tx, branch, layers, wanted));
        Rows rows = typed.rows();
        var draft = new Draft(rows.schema());
        var reader = new DraftReader(layers, draft, rows);
        var violations = new Violations(WriteOutcome.VIOLATIONS_MAX);
        var planner = new Planner(draft, reader, rows, violations);
        typed.list().forEach(planner::apply);
        if (!planner.outdated().isEmpty()) {
            throw new Refused(new Conflict(head(layers), planner.outdated()));
        }
        var draftCommit = new DraftCommit(tx, layers, rows, draft);
        draftCommit.check(reader, violations);
        if (!violations.isEmpty()) {
            throw new Refused(violations.rejected());
        }
        var head =
                new CommitCodec.Head(
                        request.actor(),
                        request.message(),
                        Optional.empty(),
                        branch.schemaVersion());
        Counts counts = draftCommit.write(head, false);
        Optional<Stamp> unchanged =
                counts.total() > 0
                        ? Optional.empty()
                        : Optional.of(head(Layers.unchecked(home.id(), branch, tx)));
        tx.receipt(new Receipt(request.digest(), counts, unchanged).encode());
        return new Done(counts, unchanged);
    }

    private Layers layers(Transaction tx, BranchRecord branch, TypedRows typed) {
        if (typed.list().size() <= COARSE_ROWS) {
            return Layers.of(home.id(), branch, tx);
        }
        new BranchSpace(home.id(), branch.number()).rows().forEach(tx::addReadConflict);
        return Layers.unchecked(home.id(), branch, tx);
    }

    static Stamp head(Layers layers) {
        return layers.get(BranchSpace::head)
                .map(entry -> entry.tuple().stamp(0))
                .orElseThrow(() -> HedgerowException.of(Failure.CORRUPT, "A branch has no head"));
    }

    private void checkHead(Transaction tx, BranchRecord branch, Layers layers, Stamp wanted) {
        Stamp head = head(layers);
        if (!head.equals(wanted)) {
            var rows = home.rows(branch.schemaVersion());
            List<String> keys =
                    History.changedSince(
                                    Layers.unchecked(home.id(), branch, tx),
                                    wanted,
                                    CONFLICT_KEYS_MAX)
                            .stream()
                            .limit(CONFLICT_KEYS_MAX)
                            .map(ref -> rows.key(ref).toString())
                            .toList();
            throw new Refused(new Conflict(head, keys));
        }
    }
}
