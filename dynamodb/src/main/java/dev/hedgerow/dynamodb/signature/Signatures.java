package dev.hedgerow.dynamodb.signature;

import dev.hedgerow.dynamodb.AccessKey;
import dev.hedgerow.dynamodb.AccessKeys;
import dev.hedgerow.dynamodb.signature.Refused.Reason;
import dev.hedgerow.kernel.Clock;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/** Checks the signatures of requests. */
public final class Signatures {
    private static final String TOKEN_INVALID =
            "The security token included in the request is invalid.";
    private static final HexFormat HEX = HexFormat.of();

    private final AccessKeys keys;
    private final Clock clock;
    private final AuthorizationReader authorizations = new AuthorizationReader();
    private final SigningKeys signing = new SigningKeys();

    public Signatures(AccessKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * The key that signed the request.
     *
     * @throws Refused when none did, or the request is not what was signed
     */
    public AccessKey check(Request request) {
        Authorization authorization = authorizations.read(request, clock.instant());
        AccessKey key =
                keys.find(authorization.claim().keyId())
                        .orElseThrow(() -> new Refused(Reason.UNRECOGNIZED_CLIENT, TOKEN_INVALID));
        check(request, authorization, key);
        return key;
    }

    /**
     * The same without waiting; empty when that does not tell.
     *
     * @throws Refused as {@link #check}
     */
    public Optional<AccessKey> checkKnown(Request request) {
        Authorization authorization = authorizations.read(request, clock.instant());
        Optional<AccessKey> key = keys.known(authorization.claim().keyId());
        key.ifPresent(known -> check(request, authorization, known));
        return key;
    }

    private void check(Request request, Authorization authorization, AccessKey key) {
        String hash = HEX.formatHex(Hashes.sha256(request.body()));
        String canonical =
                CanonicalRequest.of(request, authorization.claim().signedHeaders(), hash);
        String toSign =
                Authorization.ALGORITHM
                        + '\n'
                        + authorization.date()
                        + '\n'
                        + authorization.claim().scope()
                        + '\n'
                        + HEX.formatHex(Hashes.sha256(canonical.getBytes(StandardCharsets.UTF_8)));
        String wanted = HEX.formatHex(signing.sign(key.secret(), authorization.claim(), toSign));
        if (!sameInConstantTime(wanted, authorization.signature())) {
            throw new Refused(Reason.INVALID_SIGNATURE, mismatch(canonical, toSign));
        }
        // keys of this node have no session; a token of one was given for another key
        if (request.header("x-amz-security-token").isPresent()) {
            throw new Refused(Reason.UNRECOGNIZED_CLIENT, TOKEN_INVALID);
        }
    }

    private static boolean sameInConstantTime(String wanted, String sent) {
        return MessageDigest.isEqual(
                wanted.getBytes(StandardCharsets.ISO_8859_1),
                sent.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Nothing in it is secret: it is made of the request alone. */
    private static String mismatch(String canonical, String toSign) {
        return """
        The request signature we calculated does not match the signature you provided. \
        Check your AWS Secret Access Key and signing method. \
        Consult the service documentation for details.

        The Canonical String for this request should have been
        '%s'

        The String-to-Sign should have been
        '%s'
        """
                .formatted(canonical, toSign);
    }
}
