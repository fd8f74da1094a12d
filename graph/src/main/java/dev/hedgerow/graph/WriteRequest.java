package dev.hedgerow.graph;

import dev.hedgerow.files.Row;
import dev.hedgerow.kernel.Stamp;
import java.util.List;
import java.util.Optional;

/**
 * Rows to be written as one commit; an edge may come before its nodes.
 *
 * @param branch where to
 * @param rows applied in their order, each seeing the ones before it
 * @param ifHead writes only when this is the branch's newest commit
 * @param message at most 4,096 characters, may be empty
 * @param actor who writes
 */
public record WriteRequest(
        String branch,
        List<Row> rows,
        Optional<Stamp> ifHead,
        String message,
        String actor,
        Optional<IdempotencyKey> idempotencyKey) {
    public WriteRequest {
        rows = List.copyOf(rows);
    }

    /** A request without a condition, a message or a key. */
    public static WriteRequest of(String branch, List<Row> rows, String actor) {
        return new WriteRequest(branch, rows, Optional.empty(), "", actor, Optional.empty());
    }

    public WriteRequest ifHead(Stamp head) {
        return new WriteRequest(branch, rows, Optional.of(head), message, actor, idempotencyKey);
    }

    public WriteRequest message(String text) {
        return new WriteRequest(branch, rows, ifHead, text, actor, idempotencyKey);
    }

    public WriteRequest idempotent(IdempotencyKey key) {
        return new WriteRequest(branch, rows, ifHead, message, actor, Optional.of(key));
    }
}
