package dev.hedgerow.server.rest;

import dev.hedgerow.server.http.Call;
import dev.hedgerow.server.http.Reply;
import dev.hedgerow.server.http.Route;
import dev.hedgerow.service.Caller;
import dev.hedgerow.service.KeyUseCases;
import dev.hedgerow.service.TableKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /v1/keys}: access keys for DynamoDB's port. */
final class KeyRoutes {
    private final Api api;

    KeyRoutes(Api api) {
        this.api = api;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/keys", this::list),
                Route.post("/v1/keys", this::create),
                Route.delete("/v1/keys/{key}", this::revoke));
    }

    /** A key to be made. */
    record CreateKey(
            String name,
            Optional<List<String>> tables,
            Optional<List<String>> actions,
            Optional<Long> validSeconds) {}

    private KeyUseCases keys() {
        return api.useCases().keys();
    }

    private Reply create(Call call) {
        Caller caller = api.caller(call.only());
        CreateKey body = call.body(CreateKey.class);
        var wanted =
                new KeyUseCases.Wanted(
                        body.name(),
                        body.tables().orElse(List.of()),
                        body.actions().orElse(List.of()),
                        body.validSeconds().map(Duration::ofSeconds));
        KeyUseCases.Shown made = keys().create(caller, wanted, call.key());
        return Reply.json(201, key(made.key(), made.secret()));
    }

    private Reply list(Call call) {
        Caller caller = api.caller(call.only("limit", "after"));
        int limit = Api.limit(call);
        List<TableKey> keys = keys().list(caller, call.query("after"), limit);
        var page =
                new JsonObject()
                        .put("keys", keys.stream().map(key -> key(key, Optional.empty())).toList());
        if (keys.size() == limit) {
            page.put("next", keys.getLast().id());
        }
        return Reply.ok(page.map());
    }

    private Reply revoke(Call call) {
        Caller caller = api.caller(call.only());
        String id = call.parameter("key");
        String name = keys().revoke(caller, id, call.key());
        return Reply.ok(new JsonObject().put("id", id).put("name", name).map());
    }

    private static Map<String, @Nullable Object> key(TableKey key, Optional<String> secret) {
        return new JsonObject()
                .put("id", key.id())
                .put("secret", secret)
                .put("name", key.name())
                .put("tables", key.tables())
                .put("actions", key.actions())
                .put("issuer", key.issuer())
                .time("createdAt", key.created())
                .time("expiresAt", key.expires())
                .map();
    }
}
