package dev.hedgerow.dynamodb.http;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/** Names of requests, in the form of AWS's: 52 capital letters and digits. */
final class RequestIds {
    private static final byte[] LETTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".getBytes(StandardCharsets.US_ASCII);
    private static final int LENGTH = 52;
    private static final int BITS = 5;
    private static final int OF_A_LONG = 12;

    private RequestIds() {}

    static String next(RandomGenerator random) {
        var id = new byte[LENGTH];
        long bits = 0;
        for (int i = 0; i < LENGTH; i++) {
            if (i % OF_A_LONG == 0) {
                bits = random.nextLong();
            }
            id[i] = LETTERS[(int) (bits & ((1 << BITS) - 1))];
            bits >>>= BITS;
        }
        return new String(id, StandardCharsets.US_ASCII);
    }
}
