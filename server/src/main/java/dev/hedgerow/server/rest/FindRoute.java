package dev.hedgerow.server.rest;

import dev.hedgerow.graph.EntityKey;
import dev.hedgerow.graph.ViewAddress;
import dev.hedgerow.server.http.Call;
import dev.hedgerow.server.http.Reply;
import dev.hedgerow.server.http.Route;
import dev.hedgerow.service.Caller;
import dev.hedgerow.service.RowSearch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows by values of their properties: straight from the truth, through its indexes. */
final class FindRoute {
    private static final int LIMIT_MAX = 1_000;
    private static final int LIMIT = 100;

    private final Api api;

    FindRoute(Api api) {
        this.api = api;
    }

    List<Route> routes() {
        return List.of(Route.post("/v1/graphs/{graph}/find", this::find));
    }

    /**
     * What is looked for.
     *
     * @param after the {@code next} of the page before
     */
    record Find(
            String type,
            Optional<Map<String, @Nullable Object>> where,
            Optional<String> at,
            Optional<Integer> limit,
            Optional<Map<String, @Nullable Object>> after) {}

    private Reply find(Call call) {
        Caller caller = api.caller(call.only("numbers"));
        boolean safe = Api.safeNumbers(call);
        Find body = call.body(Find.class);
        int limit = body.limit().orElse(LIMIT);
        if (limit < 1 || limit > LIMIT_MAX) {
            throw Call.invalid("'limit' is 1 to %d, not %d".formatted(LIMIT_MAX, limit));
        }
        ViewAddress at = body.at().map(ViewAddress::parse).orElse(ViewAddress.MAIN);
        var wanted =
                new RowSearch.Wanted(
                        body.type(),
                        body.where().orElse(Map.of()),
                        at,
                        body.after().map(FindRoute::position),
                        limit);
        RowSearch.Found found = api.useCases().rows().find(caller, Api.graph(call), wanted);
        return Reply.ok(
                new JsonObject()
                        .put("graph", found.graph())
                        .put("branch", at.toString())
                        .put("commit", found.commit().toString())
                        .put(
                                "rows",
                                Stream.concat(
                                                found.nodes().stream()
                                                        .map(node -> RowViews.node(node, safe)),
                                                found.edges().stream()
                                                        .map(edge -> RowViews.edge(edge, safe)))
                                        .toList())
                        .put("next", found.next().map(FindRoute::position))
                        .map());
    }

    private static Map<String, @Nullable Object> position(EntityKey last) {
        return switch (last) {
            case EntityKey.NodeKey(String type, List<Object> key) ->
                    new JsonObject().put("type", type).putNullable("key", RowViews.key(key)).map();
            case EntityKey.EdgeKey(String type, var from, var to, var key) ->
                    new JsonObject()
                            .put("edge", type)
                            .putNullable("from", RowViews.key(from))
                            .putNullable("to", RowViews.key(to))
                            .putNullable("key", RowViews.key(key))
                            .map();
        };
    }

    private static EntityKey position(Map<String, @Nullable Object> next) {
        if (next.get("edge") instanceof String edge) {
            return new EntityKey.EdgeKey(
                    edge, values(next, "from"), values(next, "to"), values(next, "key"));
        }
        if (next.get("type") instanceof String type) {
            return new EntityKey.NodeKey(type, values(next, "key"));
        }
        throw Call.invalid("'after' is no 'next' of a page: it names neither type nor edge");
    }

    private static List<Object> values(Map<String, @Nullable Object> next, String name) {
        return switch (next.get(name)) {
            case null -> throw Call.invalid("'after' is no 'next' of a page: no " + name);
            case List<?> many -> List.copyOf(many);
            case Object one -> List.of(one);
        };
    }
}
