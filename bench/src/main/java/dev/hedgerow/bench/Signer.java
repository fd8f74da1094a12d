package dev.hedgerow.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes whole signed requests for DynamoDB's port, ahead of their sending. */
final class Signer {
    private static final String SCOPE = "us-east-1/dynamodb/aws4_request";
    private static final String SIGNED = "host;x-amz-date;x-amz-target";
    private static final String HMAC = "HmacSHA256";
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final String host;
    private final String id;
    private final String date;
    private final Mac mac;

    /**
     * Signs as of now; the requests are taken for a quarter of an hour.
     *
     * @param host with its port
     */
    Signer(String host, String id, String secret) {
        this.host = host;
        this.id = id;
        this.date = DATE.format(Instant.now());
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : (date.substring(0, 8) + "/" + SCOPE).split("/", -1)) {
            key = hmac(key).doFinal(part.getBytes(StandardCharsets.UTF_8));
        }
        mac = hmac(key);
    }

    private static Mac hmac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The bytes of a request. */
    byte[] request(String operation, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        String target = "DynamoDB_20120810." + operation;
        String canonical =
                "POST\n/\n\nhost:%s\nx-amz-date:%s\nx-amz-target:%s\n\n%s\n%s"
                        .formatted(host, date, target, SIGNED, sha256(body));
        String scope = date.substring(0, 8) + "/" + SCOPE;
        String text =
                "AWS4-HMAC-SHA256\n%s\n%s\n%s"
                        .formatted(date, scope, sha256(canonical.getBytes(StandardCharsets.UTF_8)));
        String signature =
                HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        String head =
                """
                POST / HTTP/1.1
                Host: %s
                Content-Type: application/x-amz-json-1.0
                X-Amz-Target: %s
                X-Amz-Date: %s
                Authorization: AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s
                Content-Length: %d

                """
                        .formatted(host, target, date, id, scope, SIGNED, signature, body.length)
                        .replace("\n", "\r\n");
        byte[] first = head.getBytes(StandardCharsets.US_ASCII);
        var whole = new byte[first.length + body.length];
        System.arraycopy(first, 0, whole, 0, first.length);
        System.arraycopy(body, 0, whole, first.length, body.length);
        return whole;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
