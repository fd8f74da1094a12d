package dev.hedgerow.dynamodb.signature;

import java.util.List;

/**
 * What the header {@code Authorization} says.
 *
 * @param claim what requests of one client have in common for a day
 * @param date in ISO 8601's basic format, {@code 20260131T120000Z}
 */
record Authorization(Claim claim, String date, String signature) {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";
    static final String SERVICE = "dynamodb";
    static final String TERMINATOR = "aws4_request";

    /**
     * Who signs for which day and place, and what.
     *
     * @param signedHeaders as they were named, in the order in which they were signed
     */
    record Claim(String keyId, String day, String region, List<String> signedHeaders) {
        /** The credential's scope, the middle of the string to sign. */
        String scope() {
            return day + "/" + region + "/" + SERVICE + "/" + TERMINATOR;
        }
    }
}
