package dev.hedgerow.graph;

import dev.hedgerow.files.Row;
import dev.hedgerow.files.RowSource;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Ids;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.TransactionOptions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Types the rows of requests and loads and has them committed. */
final class Writer {
    /** How often a write starts over because the schema changed under it. */
    private static final int SCHEMA_ATTEMPTS = 5;

    private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(5);

    /** Bad lines of a load that are listed. */
    static final int LOAD_VIOLATIONS_MAX = 20;

    /** Bytes of one commit at most, a little under what the store takes. */
    static final long BYTES_MAX = 15L << 20;

    private static final int PROGRESS_ROWS = 1_000;

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

    WriteOutcome load(LoadRequest request) {
        MessageDigest digest = Receipt.newDigest();
        Receipt.update(digest, "load " + request.branch());
        TypedRows typed = typed(request, digest);
        if (!typed.violations().isEmpty()) {
            return typed.violations().rejected();
        }
        var commit =
                new CommitRequest(
                        request.branch(),
                        Optional.empty(),
                        request.message(),
                        request.actor(),
                        request.idempotencyKey(),
                        digest.digest(),
                        TransactionOptions.TIMEOUT_MAX);
        try {
            return committer.commit(commit, typed);
        } catch (Committer.SchemaMoved moved) {
            newestSchema = moved.version();
            throw HedgerowException.of(
                    Failure.TRANSACTION_CONFLICT,
                    "The schema changed during the load; nothing was written, load again");
        }
    }

    private TypedRows typed(LoadRequest request, MessageDigest digest) {
        int version;
        try (var now = home.store().snapshot()) {
            version = BranchRecord.read(now, home.id(), request.branch()).schemaVersion();
        }
        var typing = new RowTyping(home.rows(version), ids(), LOAD_VIOLATIONS_MAX);
        var done = new ArrayList<RowSource>();
        long rows = 0;
        for (RowSource source : request.sources()) {
            done.add(source);
            for (Optional<Row> row = source.next(); row.isPresent(); row = source.next()) {
                if (request.idempotencyKey().isPresent()) {
                    Receipt.update(digest, row.get());
                }
                typing.add(row.get());
                if (++rows % PROGRESS_ROWS == 0) {
                    request.progress().at(rows, bytes(done));
                }
                checkSize(typing, rows);
            }
        }
        request.progress().at(rows, bytes(done));
        return typing.rows();
    }

    private static long bytes(List<RowSource> sources) {
        return sources.stream().mapToLong(RowSource::bytesRead).sum();
    }

    private static void checkSize(RowTyping typing, long rows) {
        if (typing.bytes() > BYTES_MAX) {
            throw HedgerowException.of(
                    Failure.LIMIT_EXCEEDED,
                    ("One commit holds %d MiB at most, which row %d exceeds; nothing was written:"
                                    + " split the input into several loads")
                            .formatted(BYTES_MAX >> 20, rows));
        }
    }

    /** What the head of a branch is now. */
    Stamp head(String branch) {
        try (var open = OpenLayers.open(home, new ViewAddress.Head(branch))) {
            return Committer.head(open.layers());
        }
    }
}
