package dev.hedgerow.dynamodb;

import java.time.Duration;

/**
 * What requests at the port may cost.
 *
 * @param bodyBytesMax of a request, also when it was compressed
 * @param headerBytesMax of all headers of a request
 * @param connectionsMax open at the same time; more are closed at once
 * @param requestsMax between their last byte and the last byte of their answer, at the same time;
 *     more are told to try again
 * @param bufferedBytesMax of bodies and answers on their way, together; what does not fit is told
 *     to try again
 * @param timeouts how long what may take
 */
public record PortLimits(
        int bodyBytesMax,
        int headerBytesMax,
        int connectionsMax,
        int requestsMax,
        long bufferedBytesMax,
        Timeouts timeouts) {
    /**
     * How long what may take.
     *
     * @param idle from an answer, or the beginning, until the next request's head is there
     * @param arriving from a request's head to its last byte
     * @param leaving how long the reader of an answer may take
     * @param grace how long running requests may finish when the port closes
     */
    public record Timeouts(Duration idle, Duration arriving, Duration leaving, Duration grace) {}

    /**
     * DynamoDB's 16 MiB of a body; 16 KiB of headers, 4,096 connections, 1,024 requests, 128 MiB on
     * their way, 60 s of silence, 30 s to arrive and 30 s to leave, 20 s of grace.
     */
    public static final PortLimits DEFAULT =
            new PortLimits(
                    16 << 20,
                    16 << 10,
                    4096,
                    1024,
                    128L << 20,
                    new Timeouts(
                            Duration.ofSeconds(60),
                            Duration.ofSeconds(30),
                            Duration.ofSeconds(30),
                            Duration.ofSeconds(20)));
}
