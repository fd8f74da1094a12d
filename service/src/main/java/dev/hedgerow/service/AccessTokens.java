package dev.hedgerow.service;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Ids;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Subspace;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.Tuple;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Bearer tokens. Only their SHA-256 is stored; a token has 256 random bits, so that looking its
 * hash up tells an attacker nothing.
 */
public final class AccessTokens {
    private static final Subspace SERVICE = new Subspace(20, "service");
    private static final String SECRET = "hg_";
    private static final String ID = "to_";
    private static final int BYTES = 32;

    private final Store store;
    private final World world;
    private final Ids ids;

    public AccessTokens(Store store, World world) {
        this.store = store;
        this.world = world;
        this.ids = new Ids(world);
    }

    /** Makes the token of whoever runs the node; it cannot be read again. */
    public String issueAdministrator() {
        String secret = newSecret();
        admit(secret);
        return secret;
    }

    /** Lets a token in as the administrator's, one that a file has and the store does not. */
    public void admit(String secret) {
        AccessToken token =
                new AccessToken(
                        newId(),
                        "admin",
                        "default",
                        Right.ADMINISTER,
                        Scope.TENANT,
                        "the node",
                        world.clock().instant(),
                        Optional.empty());
        store.transact(tx -> {
            put(tx, secret, token);
            return secret;
        });
    }

    /** Whether any token lets anybody in. */
    public boolean exist() {
        try (var snapshot = store.snapshot()) {
            return !snapshot.scan(all(), 1, Reader.Direction.ASCENDING).isEmpty();
        }
    }

    /**
     * Who holds the token.
     *
     * @throws HedgerowException UNAUTHENTICATED when it is not a token of this node, or has expired
     */
    public Caller caller(String secret) {
        Optional<Reader.Entry> row;
        try (var snapshot = store.snapshot()) {
            row = snapshot.get(key(secret));
        }
        AccessToken token =
                row.map(entry -> decode(entry.tuple()))
                        .orElseThrow(() ->
                                HedgerowException.of(
                                        Failure.UNAUTHENTICATED,
                                        "The access token is not known here; send the one in the"
                                                + " node's data folder, or ask for one"));
        token.expires()
                .filter(end -> !world.clock().instant().isBefore(end))
                .ifPresent(end -> {
                    throw HedgerowException.of(
                            Failure.UNAUTHENTICATED,
                            "The access token %s expired at %s; ask for another one"
                                    .formatted(token.id(), end));
                });
        return new Caller(token.actor(), token.tenant(), token.right(), token.scope());
    }

    String newSecret() {
        var secret = new byte[BYTES];
        world.random().nextBytes(secret);
        return SECRET + HexFormat.of().formatHex(secret);
    }

    String newId() {
        return ID + ids.body();
    }

    void put(Transaction tx, String secret, AccessToken token) {
        byte[] hash = Digests.sha256(secret);
        tx.put(SERVICE.key("access", hash), encode(token));
        tx.put(byId(token.tenant(), token.id()), Tuple.of(hash));
    }

    /** The tenant's tokens after the id, in the order in which they were made. */
    List<AccessToken> list(String tenant, Optional<String> after, int limit) {
        KeyRange all = KeyRange.prefix(SERVICE, Tuple.of("token", tenant));
        KeyRange rest = after.map(id -> all.after(byId(tenant, id))).orElse(all);
        try (var now = store.snapshot()) {
            return now.scan(rest, limit, Reader.Direction.ASCENDING).stream()
                    .map(entry -> SERVICE.key("access", entry.tuple().bytes(0)))
                    .flatMap(key -> now.get(key).stream())
                    .map(entry -> decode(entry.tuple()))
                    .toList();
        }
    }

    Optional<AccessToken> find(Reader reader, String tenant, String id) {
        return reader.get(byId(tenant, id))
                .flatMap(entry -> reader.get(SERVICE.key("access", entry.tuple().bytes(0))))
                .map(entry -> decode(entry.tuple()));
    }

    /** The token lets nobody in any more. */
    void remove(Transaction tx, AccessToken token) {
        Key id = byId(token.tenant(), token.id());
        tx.get(id).ifPresent(entry -> tx.delete(SERVICE.key("access", entry.tuple().bytes(0))));
        tx.delete(id);
    }

    private static KeyRange all() {
        return KeyRange.prefix(SERVICE, Tuple.of("access"));
    }

    private static Key key(String secret) {
        return SERVICE.key("access", Digests.sha256(secret));
    }

    private static Key byId(String tenant, String id) {
        return SERVICE.key("token", tenant, id);
    }

    private static Tuple encode(AccessToken token) {
        return Tuple.of(
                token.id(),
                token.actor(),
                token.tenant(),
                token.right().name(),
                token.issuer(),
                token.created().toEpochMilli(),
                token.expires().map(Instant::toEpochMilli).orElse(null),
                token.scope().graphs().map(AccessTokens::encode).orElse(null),
                token.scope().branches().orElse(null));
    }

    private static Tuple encode(NavigableSet<GraphId> graphs) {
        return Tuple.of(graphs.stream().map(GraphId::value).toArray());
    }

    private static AccessToken decode(Tuple row) {
        var scope =
                new Scope(
                        row.isNull(7) ? Optional.empty() : Optional.of(graphs(row.tuple(7))),
                        row.isNull(8) ? Optional.empty() : Optional.of(row.string(8)));
        return new AccessToken(
                row.string(0),
                row.string(1),
                row.string(2),
                Right.valueOf(row.string(3)),
                scope,
                row.string(4),
                Instant.ofEpochMilli(row.number(5)),
                row.isNull(6)
                        ? Optional.empty()
                        : Optional.of(Instant.ofEpochMilli(row.number(6))));
    }

    private static NavigableSet<GraphId> graphs(Tuple values) {
        var graphs = new TreeSet<GraphId>();
        for (int i = 0; i < values.size(); i++) {
            graphs.add(new GraphId(values.string(i)));
        }
        return graphs;
    }
}
