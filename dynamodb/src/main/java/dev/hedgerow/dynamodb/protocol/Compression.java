package dev.hedgerow.dynamodb.protocol;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** GZIP, of requests and of answers. */
public final class Compression {
    /** Smaller answers are not worth it. */
    public static final int ANSWER_MIN = 2048;

    private static final int CHUNK = 8192;

    private Compression() {}

    /** A body could not be had from its compressed form. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;
        private final boolean tooLarge;

        Unreadable(boolean tooLarge) {
            super("a compressed body", null, false, false);
            this.tooLarge = tooLarge;
        }

        /** Whether it is only too large. */
        boolean isTooLarge() {
            return tooLarge;
        }
    }

    /**
     * The body before it was compressed.
     *
     * @param coding of {@code Content-Encoding}
     * @param most bytes of it
     */
    static byte[] inflated(byte[] body, Optional<String> coding, int most) throws Unreadable {
        String name = coding.map(String::strip).orElse("identity");
        if (name.equalsIgnoreCase("identity")) {
            return body;
        }
        if (!name.equalsIgnoreCase("gzip")) {
            throw new Unreadable(false);
        }
        var whole = new ByteArrayOutputStream(body.length);
        try (var in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            var chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                if (whole.size() + read > most) {
                    throw new Unreadable(true);
                }
                whole.write(chunk, 0, read);
            }
        } catch (IOException _) {
            throw new Unreadable(false);
        }
        return whole.toByteArray();
    }

    /** Whether a client takes GZIP, by its {@code Accept-Encoding}. */
    public static boolean accepted(Optional<String> codings) {
        if (codings.isEmpty()) {
            return false;
        }
        for (String coding : codings.get().split(",", -1)) {
            String[] parts = coding.split(";", -1);
            boolean refused = parts.length > 1 && parts[1].strip().matches("q=0(\\.0*)?");
            if (parts[0].strip().equalsIgnoreCase("gzip") && !refused) {
                return true;
            }
        }
        return false;
    }

    /** The body, compressed. */
    public static byte[] deflated(byte[] body) {
        var whole = new ByteArrayOutputStream(body.length / 2);
        try (var out = new GZIPOutputStream(whole)) {
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return whole.toByteArray();
    }
}
