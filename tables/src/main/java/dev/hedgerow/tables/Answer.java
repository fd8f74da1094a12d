package dev.hedgerow.tables;

/**
 * What a request is answered with.
 *
 * @param status of HTTP
 * @param body JSON
 */
public record Answer(int status, byte[] body) {
    static final int OK = 200;
}
