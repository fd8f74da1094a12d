package dev.hedgerow.graph;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Ids;
import dev.hedgerow.kernel.Stamp;
import java.time.Duration;

/** Types the rows of requests and has them committed. */
final class Writer {
    /** How often a write starts over because the schema changed under it. */
    private static final int SCHEMA_ATTEMPTS = 5;

    private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(5);

    private final Home home;
    private final Committer committer;
    private volatile int newestSchema;

    Writer(Home home) {
        this.home = home;
        this.committer = new Committer(home);
    }

    WriteOutcome write(WriteRequest request) {
        byte[] digest =
                request.idempotencyKey().isEmpty()
                        ? new byte[0]
                        : Receipt.digestOf(
                                "write", request.branch(), request.ifHead(), request.rows());
        var commit =
                new CommitRequest(
                        request.branch(),
                        request.ifHead(),
                        request.message(),
                        request.actor(),
                        request.idempotencyKey(),
                        digest,
                        WRITE_TIMEOUT);
        for (int attempt = 0; attempt < SCHEMA_ATTEMPTS; attempt++) {
            try {
                return committer.commit(commit, typed(request));
            } catch (Committer.SchemaMoved moved) {
                newestSchema = moved.version();
            }
        }
        throw HedgerowException.of(
                Failure.TRANSACTION_CONFLICT,
                "The schema kept changing under the write; try again");
    }

    private TypedRows typed(WriteRequest request) {
        var typing = new RowTyping(rows(request.branch()), ids(), WriteOutcome.VIOLATIONS_MAX);
        request.rows().forEach(typing::add);
        return typing.rows();
    }

    private Ids ids() {
        return new Ids(home.world());
    }

    /** The newest schema that was seen; the commit finds out when the branch has another. */
    private Rows rows(String branch) {
        if (newestSchema == 0) {
            try (var now = home.store().snapshot()) {
                newestSchema = BranchRecord.read(now, home.id(), branch).schemaVersion();
            }
        }
        return home.rows(newestSchema);
    }

    /** What the head of a branch is now. */
    Stamp head(String branch) {
        try (var open = OpenLayers.open(home, new ViewAddress.Head(branch))) {
            return Committer.head(open.layers());
        }
    }
}
