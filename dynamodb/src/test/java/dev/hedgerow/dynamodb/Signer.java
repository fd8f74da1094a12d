package dev.hedgerow.dynamodb;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as a client does, written from AWS's documentation and apart from what checks it. */
record Signer(String keyId, String secret, String region, String service) {
    /** The header {@code Authorization} for a request with these headers, all of them signed. */
    String authorization(
            String method, String query, Map<String, String> headers, byte[] body, Instant at) {
        SortedMap<String, String> sorted = new TreeMap<>();
        headers.forEach((name, value) -> sorted.put(name.toLowerCase(Locale.ROOT), value.strip()));
        var lines = new StringBuilder();
        sorted.forEach((name, value) -> lines.append(name).append(':').append(value).append('\n'));
        String names = String.join(";", sorted.keySet());
        String canonical =
                String.join("\n", method, "/", query, lines.toString(), names, hex(sha256(body)));
        String date = date(at);
        String day = date.substring(0, 8);
        String scope = String.join("/", day, region, service, "aws4_request");
        String toSign =
                String.join("\n", "AWS4-HMAC-SHA256", date, scope, hex(sha256(bytes(canonical))));
        return "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
                .formatted(keyId, scope, names, hex(hmac(key(day), toSign)));
    }

    /** As in {@code X-Amz-Date}. */
    static String date(Instant at) {
        return DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(at);
    }

    byte[] key(String day) {
        byte[] key = bytes("AWS4" + secret);
        for (String part : new String[] {day, region, service, "aws4_request"}) {
            key = hmac(key, part);
        }
        return key;
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(bytes(text));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
