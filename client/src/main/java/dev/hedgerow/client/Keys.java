package dev.hedgerow.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes, lists and revokes access keys for DynamoDB's port. */
public final class Keys {
    private final Transport transport;

    Keys(Transport transport) {
        this.transport = transport;
    }

    /** Makes a key; the answer is the only thing that has its secret. */
    public Key create(Wanted wanted) {
        return transport.post("/v1/keys", wanted, null, Key.class);
    }

    /** The keys, the oldest first. */
    public Page list(Optional<Integer> limit, Optional<String> after) {
        Paths path = Paths.of("/v1/keys").with("limit", limit).with("after", after);
        return transport.get(path.toString(), Page.class);
    }

    /** From the next request on the key lets nobody in. */
    public Revoked revoke(String id) {
        return transport.delete("/v1/keys/" + Paths.segment(id), null, Revoked.class);
    }

    /**
     * A key that somebody is to get.
     *
     * @param name who holds it
     * @param tables names, or what they begin with and a {@code *}; all when empty
     * @param actions of DynamoDB, or {@code read}, {@code write}, {@code admin}; to read when empty
     * @param validSeconds for ever when empty
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Wanted(
            String name, List<String> tables, List<String> actions, Optional<Long> validSeconds) {}

    /**
     * A key.
     *
     * @param secret only where it was made
     */
    public record Key(
            String id,
            Optional<String> secret,
            String name,
            List<String> tables,
            List<String> actions,
            String issuer,
            Instant createdAt,
            Optional<Instant> expiresAt) {}

    /** Keys; {@code next} continues. */
    public record Page(List<Key> keys, Optional<String> next) {}

    /** A key that lets nobody in any more. */
    public record Revoked(String id, String name) {}
}
