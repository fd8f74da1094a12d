package dev.hedgerow.dynamodb.protocol;

import java.util.Optional;

/**
 * What a request is answered with.
 *
 * @param contentType empty when the protocol says nothing
 * @param body not compressed
 * @param operation for measures: a name that is known, or {@code other}
 * @param error the short name of the error; empty when there is none
 */
public record Reply(
        int status, Optional<String> contentType, byte[] body, String operation, String error) {
    /** What stands for every operation that is not known. */
    public static final String OTHER = "other";
}
