package dev.hedgerow.dynamodb;

import java.time.Duration;

/** Is told of every answer. Called by many threads, and must not wait. */
@FunctionalInterface
public interface Observer {
    /**
     * A request was answered.
     *
     * @param request its id, as the client was told
     * @param operation the operation's name; {@code other} when there was none that is known
     * @param status of HTTP
     * @param error the short name of the error; empty when there was none
     * @param took from the request's last byte to the answer's first
     */
    void answered(String request, String operation, int status, String error, Duration took);
}
