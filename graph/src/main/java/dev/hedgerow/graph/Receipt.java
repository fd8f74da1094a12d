package dev.hedgerow.graph;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Tuple;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a repetition with the same idempotency key is told.
 *
 * @param unchanged the head, when the request changed nothing and made no commit
 */
record Receipt(byte[] digest, Counts counts, Optional<Stamp> unchanged) {
    byte[] encode() {
        return Tuple.of(digest, CommitCodec.encode(counts), unchanged.orElse(null)).encode();
    }

    /** The receipt of an equal request; fails with TOKEN_REUSED for a different one. */
    static Receipt decode(byte[] receipt, byte[] digest) {
        Tuple row = Tuple.decode(receipt);
        if (!Arrays.equals(row.bytes(0), digest)) {
            throw HedgerowException.of(
                    Failure.TOKEN_REUSED,
                    Failure.TOKEN_REUSED.sentence() + ": send a new key with a new request");
        }
        return new Receipt(
                digest,
                CommitCodec.decodeCounts(row.tuple(1)),
                row.isNull(2) ? Optional.empty() : Optional.of(row.stamp(2)));
    }

    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The digest of what the text forms of the parts say. */
    static byte[] digestOf(Object... parts) {
        MessageDigest digest = newDigest();
        for (Object part : parts) {
            update(digest, part);
        }
        return digest.digest();
    }

    static void update(MessageDigest digest, Object part) {
        digest.update(part.toString().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}
