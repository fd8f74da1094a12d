package dev.hedgerow.tables;

/**
 * What a request is answered with.
 *
 * @param status of HTTP
 * @param body JSON
 * @param error the short name of its type, {@code ValidationException}; empty when there is none
 * @param sentence of the error; empty when there is none, or the protocol says nothing
 */
public record Answer(int status, byte[] body, String error, String sentence) {
    static final int OK = 200;
}
