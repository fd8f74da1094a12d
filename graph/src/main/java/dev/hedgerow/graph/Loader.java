package dev.hedgerow.graph;

import dev.hedgerow.files.Op;
import dev.hedgerow.files.Row;
import dev.hedgerow.files.RowSource;
import dev.hedgerow.graph.WriteOutcome.Committed;
import dev.hedgerow.graph.sort.Sorter;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Ids;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.BulkLoad;
import dev.hedgerow.store.Store.Outcome;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.TransactionOptions;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;

/**
 * Loads inputs as one commit. What fits is an ordinary transaction. More is sorted on disk while it
 * is read, checked in the order of its keys ({@link LoadWriter}), written beside the log, and
 * published by one small transaction: all of it or nothing, whatever crashes. Writers of the branch
 * are refused from the end of reading to the end of the load; readers go on.
 */
final class Loader {
    /** Bad lines that are listed. */
    static final int VIOLATIONS_MAX = 20;

    private static final int PROGRESS_ROWS = 1_000;

    private final Home home;
    private final Committer committer;

    Loader(Home home) {
        this.home = home;
        this.committer = new Committer(home);
    }

    WriteOutcome load(LoadRequest request) {
        int version;
        try (var now = home.store().snapshot()) {
            version = BranchRecord.read(now, home.id(), request.branch()).schemaVersion();
        }
        try (var input = new Input(request, home.rows(version))) {
            input.read();
            Violations violations = input.typing.violations();
            if (!violations.isEmpty()) {
                return violations.rejected();
            }
            return input.large ? commitLarge(input) : commit(input);
        } catch (Committer.SchemaMoved moved) {
            throw HedgerowException.of(
                    Failure.TRANSACTION_CONFLICT,
                    "The schema changed during the load; nothing was written, load again");
        }
    }

    /** What is read, and what has become of it so far. */
    private final class Input implements AutoCloseable {
        private final LoadRequest request;
        private final Rows rows;
        private final RowTyping typing;
        private final Sorter sorter;
        private final MessageDigest digest = Receipt.newDigest();
        private final RowsAhead ahead;
        private long count;
        private boolean large;

        Input(LoadRequest request, Rows rows) {
            this.request = request;
            this.rows = rows;
            typing = new RowTyping(rows, new Ids(home.world()), VIOLATIONS_MAX);
            sorter = new Sorter(home.loads().folder(), home.loads().partBytes());
            ahead = new RowsAhead(request.sources(), home.world().threads());
            Receipt.update(digest, "load " + request.branch());
        }

        void read() {
            for (Row row = ahead.next(); row != null; row = ahead.next()) {
                add(row);
            }
            progress();
        }

        private void add(Row row) {
            if (request.idempotencyKey().isPresent()) {
                Receipt.update(digest, row);
            }
            typing.add(row);
            if (++count % PROGRESS_ROWS == 0) {
                progress();
            }
            large = large || typing.bytes() > home.loads().transactionBytes();
            if (large) {
                typing.take(this::sort);
            }
        }

        void progress() {
            request.progress()
                    .at(count, request.sources().stream().mapToLong(RowSource::bytesRead).sum());
        }

        private void sort(TypedRow row) {
            Violations violations = typing.violations();
            boolean whole = row.op() == Op.INSERT || row.op() == Op.UPSERT;
            if (!whole || row.ifVersion().isPresent()) {
                violations.add(
                        row.place(),
                        "a load of this size inserts and upserts whole rows only",
                        "send the others as a mutation, or as a load of their own");
                return;
            }
            Map<Integer, Object> values = row.onto(null, violations);
            if (values != null && violations.isEmpty()) {
                byte[] stored = rows.encode(row.ref(), values);
                sorter.add(LoadedRow.key(row.ref()), LoadedRow.value(row, stored));
            }
        }

        CommitRequest commit() {
            return new CommitRequest(
                    request.branch(),
                    Optional.empty(),
                    request.message(),
                    request.actor(),
                    request.idempotencyKey(),
                    digest.digest(),
                    TransactionOptions.TIMEOUT_MAX);
        }

        @Override
        public void close() {
            try (sorter) {
                ahead.close();
            }
        }
    }

    private WriteOutcome commit(Input input) {
        return committer.commit(input.commit(), input.typing.rows());
    }

    private WriteOutcome commitLarge(Input input) {
        BranchRecord branch;
        try (var now = home.store().snapshot()) {
            branch = BranchRecord.read(now, home.id(), input.request.branch());
        }
        var space = new BranchSpace(home.id(), branch.number());
        var violations = new LoadViolations(VIOLATIONS_MAX);
        try (BulkLoad load = home.store().bulkLoad(space.loaded());
                var open = OpenLayers.open(home, new ViewAddress.Head(branch.name()));
                var writer =
                        new LoadWriter(
                                load,
                                open.layers(),
                                input.rows,
                                home.loads(),
                                _ -> input.progress(),
                                violations)) {
            check(open.branch(), branch, input);
            writer.write(input.sorter.sorted());
            if (!violations.isEmpty()) {
                return violations.rejected();
            }
            load.finish();
            return publish(load, writer, branch, input);
        }
    }

    private static void check(BranchRecord now, BranchRecord branch, Input input) {
        if (now.number() != branch.number()) {
            throw HedgerowException.of(
                    Failure.BRANCH_NOT_FOUND,
                    "The branch '%s' was deleted during the load; nothing was written"
                            .formatted(branch.name()));
        }
        if (now.schemaVersion() != input.rows.schema().version()) {
            throw new Committer.SchemaMoved(now.schemaVersion());
        }
    }

    private WriteOutcome publish(
            BulkLoad load, LoadWriter writer, BranchRecord branch, Input input) {
        CommitRequest commit = input.commit();
        var options = home.options(commit.idempotencyKey()).withTimeout(commit.timeout());
        Counts counts = writer.counts();
        Outcome<Optional<Stamp>> outcome =
                home.store()
                        .transact(
                                options,
                                tx -> {
                                    Optional<Stamp> unchanged =
                                            publish(tx, load, writer, branch, input);
                                    var receipt = new Receipt(commit.digest(), counts, unchanged);
                                    tx.receipt(receipt.encode());
                                    return unchanged;
                                });
        return switch (outcome) {
            case Outcome.Committed<Optional<Stamp>>(var unchanged, Stamp stamp) ->
                    new Committed(unchanged.orElse(stamp), counts, false);
            case Outcome.Replayed<Optional<Stamp>>(byte[] bytes, Stamp stamp) -> {
                Receipt receipt = Receipt.decode(bytes, commit.digest());
                yield new Committed(receipt.unchanged().orElse(stamp), receipt.counts(), true);
            }
        };
    }

    /** Makes the load visible as a commit; the head instead when it changes nothing. */
    private Optional<Stamp> publish(
            Transaction tx, BulkLoad load, LoadWriter writer, BranchRecord branch, Input input) {
        BranchRecord now = BranchRecord.read(tx, home.id(), branch.name());
        check(now, branch, input);
        if (writer.counts().total() == 0) {
            return Optional.of(Committer.head(Layers.unchecked(home.id(), now, tx)));
        }
        tx.publish(load);
        writer.deltas().forEach(tx::add);
        var head =
                new CommitCodec.Head(
                        input.request.actor(),
                        input.request.message(),
                        Optional.empty(),
                        branch.schemaVersion());
        var space = new BranchSpace(home.id(), branch.number());
        CommitCodec.writeLoaded(tx, space, head, writer.counts(), load.begun());
        return Optional.empty();
    }
}
