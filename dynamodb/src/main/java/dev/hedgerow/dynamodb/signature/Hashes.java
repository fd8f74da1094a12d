package dev.hedgerow.dynamodb.signature;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** SHA-256 and HMAC with it. */
final class Hashes {
    private static final String HMAC = "HmacSHA256";

    private Hashes() {}

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw everyPlatform(e);
        }
    }

    static byte[] hmac(byte[] key, byte[] bytes) {
        return hmac(key).doFinal(bytes);
    }

    /**
     * A code that the key is set in; to be used by one thread, or {@linkplain Mac#clone cloned}.
     */
    static Mac hmac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw everyPlatform(e);
        }
    }

    static IllegalStateException everyPlatform(Exception e) {
        return new IllegalStateException("every Java platform has SHA-256 and its HMAC", e);
    }
}
