package dev.hedgerow.server.rest;

import dev.hedgerow.server.http.Call;
import dev.hedgerow.server.http.Reply;
import dev.hedgerow.server.http.Route;
import dev.hedgerow.service.AccessToken;
import dev.hedgerow.service.Caller;
import dev.hedgerow.service.Right;
import dev.hedgerow.service.TokenUseCases;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /v1/tokens}. */
final class TokenRoutes {
    private final Api api;

    TokenRoutes(Api api) {
        this.api = api;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/tokens", this::list),
                Route.post("/v1/tokens", this::create),
                Route.get("/v1/tokens/self", this::self),
                Route.delete("/v1/tokens/{token}", this::revoke));
    }

    /** A token to be made. */
    record CreateToken(
            String name,
            Optional<String> right,
            Optional<List<String>> graphs,
            Optional<String> branches,
            Optional<Long> validSeconds) {}

    private TokenUseCases tokens() {
        return api.useCases().tokens();
    }

    private Reply create(Call call) {
        Caller caller = api.caller(call.only());
        CreateToken body = call.body(CreateToken.class);
        var wanted =
                new TokenUseCases.Wanted(
                        body.name(),
                        body.right().map(TokenRoutes::right).orElse(Right.READ),
                        body.graphs().orElse(List.of()),
                        body.branches().filter(prefix -> !prefix.isEmpty()),
                        body.validSeconds().map(Duration::ofSeconds));
        return Reply.json(201, token(tokens().create(caller, wanted, call.key())));
    }

    private static Right right(String word) {
        return switch (word) {
            case "read" -> Right.READ;
            case "write" -> Right.WRITE;
            case "administer" -> Right.ADMINISTER;
            default ->
                    throw Call.invalid(
                            "'%s' is not a right: expected read, write or administer"
                                    .formatted(word));
        };
    }

    private Reply list(Call call) {
        Caller caller = api.caller(call.only("limit", "after"));
        int limit = Api.limit(call);
        List<TokenUseCases.Shown> tokens = tokens().list(caller, call.query("after"), limit);
        var page = new JsonObject().put("tokens", tokens.stream().map(TokenRoutes::token).toList());
        if (tokens.size() == limit) {
            page.put("next", tokens.getLast().token().id());
        }
        return Reply.ok(page.map());
    }

    /** What the caller may do. */
    private Reply self(Call call) {
        Caller caller = api.caller(call.only());
        return Reply.ok(
                new JsonObject()
                        .put("name", caller.actor())
                        .put("tenant", caller.tenant())
                        .put("right", word(caller.right()))
                        .put("graphs", caller.scope().graphs().map(ids -> names(caller)))
                        .put("branches", caller.scope().branches())
                        .map());
    }

    private List<String> names(Caller caller) {
        return api.useCases().graphs().list(caller, Optional.empty(), 1000).stream()
                .map(entry -> entry.name())
                .toList();
    }

    private Reply revoke(Call call) {
        Caller caller = api.caller(call.only());
        var revoked = tokens().revoke(caller, call.parameter("token"), call.key());
        return Reply.ok(
                new JsonObject().put("id", revoked.id()).put("name", revoked.actor()).map());
    }

    private static Map<String, @Nullable Object> token(TokenUseCases.Shown shown) {
        AccessToken token = shown.token();
        return new JsonObject()
                .put("id", token.id())
                .put("token", shown.secret())
                .put("name", token.actor())
                .put("tenant", token.tenant())
                .put("right", word(token.right()))
                .put("graphs", token.scope().graphs().map(_ -> shown.graphs()))
                .put("branches", token.scope().branches())
                .put("issuer", token.issuer())
                .time("createdAt", token.created())
                .time("expiresAt", token.expires())
                .map();
    }

    private static String word(Right right) {
        return right.name().toLowerCase(Locale.ROOT);
    }
}
