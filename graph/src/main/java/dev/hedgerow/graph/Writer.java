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
                home.schemas().follows(home.id(), request.branch(), moved.version());
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

    /** As the branch was last seen; the commit finds out when it has another schema by now. */
    private Rows rows(String branch) {
        int version = home.schemas().followed(home.id(), branch);
        if (version == 0) {
            try (var now = home.store().snapshot()) {
                version = BranchRecord.read(now, home.id(), branch).schemaVersion();
            }
            home.schemas().follows(home.id(), branch, version);
        }
        return home.rows(version);
    }

    /** What the head of a branch is now. */
    Stamp head(String branch) {
        try (var open = OpenLayers.open(home, new ViewAddress.Head(branch))) {
            return Committer.head(open.layers());
        }
    }
}
