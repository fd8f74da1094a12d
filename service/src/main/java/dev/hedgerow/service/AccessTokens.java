package dev.hedgerow.service;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Subspace;
import dev.hedgerow.store.Tuple;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Bearer tokens. Only their SHA-256 is stored; a token has 256 random bits, so that looking its
 * hash up tells an attacker nothing.
 */
public final class AccessTokens {
    private static final Subspace SERVICE = new Subspace(20, "service");
    private static final String PREFIX = "hg_";
    private static final int BYTES = 32;

    private final Store store;
    private final World world;

    public AccessTokens(Store store, World world) {
        this.store = store;
        this.world = world;
    }

    /** Makes a token and returns it; it cannot be read again. */
    public String issue(String actor, String tenant, Right right) {
        var secret = new byte[BYTES];
        world.random().nextBytes(secret);
        String token = PREFIX + HexFormat.of().formatHex(secret);
        grant(token, actor, tenant, right);
        return token;
    }

    /** Lets a token that was made elsewhere in; harmless again. */
    public void grant(String token, String actor, String tenant, Right right) {
        long created = Stamp.at(world.clock().instant()).value();
        store.transact(tx -> {
            tx.put(key(token), Tuple.of(actor, tenant, right.name(), created));
            return token;
        });
    }

    /** Whether any token was ever issued. */
    public boolean exist() {
        try (var snapshot = store.snapshot()) {
            return !snapshot.scan(
                            KeyRange.prefix(SERVICE, Tuple.of("token")),
                            1,
                            Reader.Direction.ASCENDING)
                    .isEmpty();
        }
    }

    /**
     * Who holds the token.
     *
     * @throws HedgerowException UNAUTHENTICATED when it is not a token of this node
     */
    public Caller caller(String token) {
        Optional<Reader.Entry> row;
        try (var snapshot = store.snapshot()) {
            row = snapshot.get(key(token));
        }
        Tuple found =
                row.orElseThrow(() ->
                                HedgerowException.of(
                                        Failure.UNAUTHENTICATED,
                                        "The access token is not known here; send the one in the"
                                                + " node's data folder, or ask for one"))
                        .tuple();
        return new Caller(found.string(0), found.string(1), Right.valueOf(found.string(2)));
    }

    private static Key key(String token) {
        return SERVICE.key("token", sha256(token));
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
