package dev.hedgerow.server.http;

import java.time.Duration;

/**
 * What a call may cost.
 *
 * @param bodyBytesMax of a JSON body
 * @param uploadBytesMax of a form with files, or of streamed rows
 * @param headerBytesMax of the request line and all headers
 * @param depthMax of nested JSON
 * @param callsMax running at the same time; more are told {@code overloaded}
 * @param idle after which a silent connection is closed; also how long a write may be stuck
 * @param grace how long running calls may finish when the node goes down
 */
public record Limits(
        long bodyBytesMax,
        long uploadBytesMax,
        int headerBytesMax,
        int depthMax,
        int callsMax,
        Duration idle,
        Duration grace) {
    /** 16 MiB of JSON, 64 GiB of files, 64 levels, 1,024 calls, 30 s of silence, 20 s of grace. */
    public static final Limits DEFAULT =
            new Limits(
                    16L << 20,
                    64L << 30,
                    16 << 10,
                    64,
                    1024,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(20));
}
