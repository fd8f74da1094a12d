package dev.hedgerow.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes, lists and revokes access tokens. */
public final class Tokens {
    private final Transport transport;

    Tokens(Transport transport) {
        this.transport = transport;
    }

    /** Makes a token; the answer is the only thing that ever has its secret. */
    public Token create(Wanted wanted) {
        return transport.post("/v1/tokens", wanted, null, Token.class);
    }

    /** The tokens, the oldest first. */
    public Page list(Optional<Integer> limit, Optional<String> after) {
        Paths path = Paths.of("/v1/tokens").with("limit", limit).with("after", after);
        return transport.get(path.toString(), Page.class);
    }

    /** From the next request on the token lets nobody in. */
    public Revoked revoke(String id) {
        return transport.delete("/v1/tokens/" + Paths.segment(id), null, Revoked.class);
    }

    /** What the token of these calls may do. */
    public Self self() {
        return transport.get("/v1/tokens/self", Self.class);
    }

    /**
     * A token that somebody is to get.
     *
     * @param name the actor that commits and operations will name
     * @param right {@code read}, {@code write} or {@code administer}
     * @param graphs the only graphs it sees; all when empty
     * @param branches what a branch begins with that it may write to; any when empty
     * @param validSeconds for ever when empty
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Wanted(
            String name,
            String right,
            List<String> graphs,
            Optional<String> branches,
            Optional<Long> validSeconds) {}

    /**
     * A token.
     *
     * @param token the secret, only where it was made
     * @param graphs the only graphs it sees; all when empty
     */
    public record Token(
            String id,
            Optional<String> token,
            String name,
            String tenant,
            String right,
            Optional<List<String>> graphs,
            Optional<String> branches,
            String issuer,
            Instant createdAt,
            Optional<Instant> expiresAt) {}

    /** Tokens; {@code next} continues. */
    public record Page(List<Token> tokens, Optional<String> next) {}

    /** A token that lets nobody in any more. */
    public record Revoked(String id, String name) {}

    /** Who calls, and what that may do. */
    public record Self(
            String name,
            String tenant,
            String right,
            Optional<List<String>> graphs,
            Optional<String> branches) {}
}
