package dev.hedgerow.service;

import dev.hedgerow.graph.CatalogEntry;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.store.Reader;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** Letting others in, and out again. */
public final class TokenUseCases {
    /** The longest a token may be wanted for; one without an end has none. */
    public static final Duration VALID_MAX = Duration.ofDays(3650);

    private static final int NAME_MAX = 128;
    private static final System.Logger LOG = System.getLogger(TokenUseCases.class.getName());

    private final Layers layers;
    private final Gate gate;
    private final Once once;
    private final AccessTokens tokens;

    TokenUseCases(Layers layers, Gate gate, Once once, AccessTokens tokens) {
        this.layers = layers;
        this.gate = gate;
        this.once = once;
        this.tokens = tokens;
    }

    /**
     * A token that somebody is to get.
     *
     * @param actor the name that commits and operations carry, 1 to 128 characters
     * @param graphs names or ids of the only graphs it is for; empty for all
     * @param branches what a branch begins with that it may write to; empty for any
     */
    public record Wanted(
            String actor,
            Right right,
            List<String> graphs,
            Optional<String> branches,
            Optional<Duration> valid) {
        public Wanted {
            graphs = List.copyOf(graphs);
        }
    }

    /**
     * A token.
     *
     * @param graphs the names of the graphs it is for, those that still exist
     * @param secret only in the answer to the request that made it
     */
    public record Shown(AccessToken token, List<String> graphs, Optional<String> secret) {
        public Shown {
            graphs = List.copyOf(graphs);
        }
    }

    /** A token that lets nobody in any more, and whose it was. */
    public record Revoked(String id, String actor) {}

    /** Makes a token. A repetition with the same key is told all but the secret. */
    public Shown create(Caller caller, Wanted wanted, Optional<String> key) {
        gate.checkTenant(caller, Right.ADMINISTER, "create tokens");
        AccessToken token = token(caller, wanted);
        String secret = tokens.newSecret();
        Once.Told told =
                once.run(
                        caller,
                        key,
                        "create token " + wanted,
                        tx -> {
                            tokens.put(tx, secret, token);
                            return token.id();
                        });
        if (told.replayed()) {
            try (var now = layers.store().snapshot()) {
                return shown(require(now, caller, told.text()));
            }
        }
        LOG.log(
                Level.INFO,
                "token {0} for {1} made by {2}: {3}, {4}",
                token.id(),
                token.actor(),
                caller.actor(),
                token.right(),
                token.scope());
        return new Shown(token, names(token), Optional.of(secret));
    }

    private AccessToken token(Caller caller, Wanted wanted) {
        String actor = wanted.actor();
        boolean visible = actor.chars().allMatch(c -> c >= ' ' && c != 0x7f);
        if (actor.isBlank() || actor.length() > NAME_MAX || !visible) {
            throw invalid("A token's name has 1 to %d visible characters".formatted(NAME_MAX));
        }
        if (wanted.graphs().size() > Scope.GRAPHS_MAX) {
            throw invalid("A token names at most %d graphs".formatted(Scope.GRAPHS_MAX));
        }
        wanted.valid()
                .filter(time -> !time.isPositive() || time.compareTo(VALID_MAX) > 0)
                .ifPresent(time -> {
                    throw invalid(
                            "A token is valid for 1 second to %d days, or without an end"
                                    .formatted(VALID_MAX.toDays()));
                });
        Instant now = layers.world().clock().instant();
        return new AccessToken(
                tokens.newId(),
                actor,
                caller.tenant(),
                wanted.right(),
                scope(caller, wanted),
                caller.actor(),
                now,
                wanted.valid().map(now::plus));
    }

    private Scope scope(Caller caller, Wanted wanted) {
        var ids = new TreeSet<GraphId>();
        for (String graph : wanted.graphs()) {
            ids.add(gate.graph(caller, Right.READ, "look at a graph", graph).id());
        }
        return new Scope(ids.isEmpty() ? Optional.empty() : Optional.of(ids), wanted.branches());
    }

    /** The tenant's tokens, the oldest first, after the id. */
    public List<Shown> list(Caller caller, Optional<String> after, int limit) {
        gate.checkTenant(caller, Right.ADMINISTER, "list tokens");
        return tokens.list(caller.tenant(), after, limit).stream().map(this::shown).toList();
    }

    /** The token lets nobody in any more, from the next request on. */
    public Revoked revoke(Caller caller, String id, Optional<String> key) {
        gate.checkTenant(caller, Right.ADMINISTER, "revoke tokens");
        Once.Told told =
                once.run(
                        caller,
                        key,
                        "revoke token " + id,
                        tx -> {
                            AccessToken token = require(tx, caller, id);
                            tokens.remove(tx, token);
                            return token.actor();
                        });
        LOG.log(Level.INFO, "token {0} of {1} revoked by {2}", id, told.text(), caller.actor());
        return new Revoked(id, told.text());
    }

    private AccessToken require(Reader reader, Caller caller, String id) {
        return tokens.find(reader, caller.tenant(), id).orElseThrow(() -> missing(id));
    }

    private Shown shown(AccessToken token) {
        return new Shown(token, names(token), Optional.empty());
    }

    /** Those that were deleted since have no name any more. */
    private List<String> names(AccessToken token) {
        return token.scope().graphs().stream()
                .flatMap(NavigableSet::stream)
                .flatMap(id -> layers.graphs().lookUp(id).stream())
                .map(CatalogEntry::name)
                .sorted()
                .toList();
    }

    private static HedgerowException missing(String id) {
        return HedgerowException.of(
                Failure.NOT_FOUND,
                "There is no token %s; list them to see their ids".formatted(id));
    }

    private static HedgerowException invalid(String sentence) {
        return HedgerowException.of(Failure.INVALID_REQUEST, sentence);
    }
}
