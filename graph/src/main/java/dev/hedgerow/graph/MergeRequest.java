package dev.hedgerow.graph;

import dev.hedgerow.kernel.Stamp;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Brings what is new on one branch to another, as one commit.
 *
 * @param resolutions by the conflict's id
 * @param otherwise settles every conflict that has no resolution of its own
 * @param ifHead merges only when this is the newest commit of {@code into}
 * @param message at most 4,096 characters; empty for one that names the branch
 */
public record MergeRequest(
        String from,
        String into,
        Map<String, Resolution> resolutions,
        Optional<Resolution> otherwise,
        Optional<Stamp> ifHead,
        String message,
        String actor,
        Optional<IdempotencyKey> idempotencyKey) {
    public MergeRequest {
        CommitRequest.limitMessage(message);
        resolutions = Collections.unmodifiableMap(new LinkedHashMap<>(resolutions));
    }

    /** A merge that wants no conflict. */
    public static MergeRequest of(String from, String into, String actor) {
        return new MergeRequest(
                from,
                into,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                "",
                actor,
                Optional.empty());
    }

    public MergeRequest resolving(Map<String, Resolution> settled) {
        return new MergeRequest(
                from, into, settled, otherwise, ifHead, message, actor, idempotencyKey);
    }

    public MergeRequest otherwise(Resolution resolution) {
        return new MergeRequest(
                from,
                into,
                resolutions,
                Optional.of(resolution),
                ifHead,
                message,
                actor,
                idempotencyKey);
    }

    public MergeRequest ifHead(Stamp head) {
        return new MergeRequest(
                from,
                into,
                resolutions,
                otherwise,
                Optional.of(head),
                message,
                actor,
                idempotencyKey);
    }

    public MergeRequest message(String text) {
        return new MergeRequest(
                from, into, resolutions, otherwise, ifHead, text, actor, idempotencyKey);
    }
}
