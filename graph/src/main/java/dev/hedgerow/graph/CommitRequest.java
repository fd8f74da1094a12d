package dev.hedgerow.graph;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import java.time.Duration;
import java.util.Optional;

/**
 * What a commit is besides its rows.
 *
 * @param digest of the whole request, by which a reused idempotency key is found out
 */
record CommitRequest(
        String branch,
        Optional<Stamp> ifHead,
        String message,
        String actor,
        Optional<IdempotencyKey> idempotencyKey,
        byte[] digest,
        Duration timeout) {
    static final int MESSAGE_MAX = 4_096;
    static final int ACTOR_MAX = 256;

    CommitRequest {
        limitMessage(message);
        limit("actor", actor, ACTOR_MAX);
    }

    static void limitMessage(String message) {
        limit("message", message, MESSAGE_MAX);
    }

    private static void limit(String what, String text, int max) {
        if (text.length() > max) {
            throw HedgerowException.of(
                    Failure.INVALID_REQUEST,
                    "The %s has %d characters; %d are allowed".formatted(what, text.length(), max));
        }
    }
}
