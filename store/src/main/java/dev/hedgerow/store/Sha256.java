package dev.hedgerow.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Sums of bytes, in hexadecimal. */
final class Sha256 {
    private Sha256() {}

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static String of(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    /** The sum of what is copied from one to the other. */
    static String copying(InputStream from, OutputStream to) throws IOException {
        var summed = new DigestInputStream(from, digest());
        summed.transferTo(to);
        return HexFormat.of().formatHex(summed.getMessageDigest().digest());
    }
}
