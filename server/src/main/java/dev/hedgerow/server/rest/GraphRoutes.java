package dev.hedgerow.server.rest;

import dev.hedgerow.graph.CatalogEntry;
import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.server.http.Call;
import dev.hedgerow.server.http.Reply;
import dev.hedgerow.server.http.Route;
import dev.hedgerow.service.Caller;
import java.util.List;
import java.util.Optional;

/** {@code /v1/graphs}. */
final class GraphRoutes {
    private final Api api;

    GraphRoutes(Api api) {
        this.api = api;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/graphs", this::list),
                Route.post("/v1/graphs", this::create),
                Route.get("/v1/graphs/{graph}", this::show),
                Route.delete("/v1/graphs/{graph}", this::delete),
                Route.post("/v1/graphs/{graph}/rename", this::rename),
                Route.get("/v1/graphs/{graph}/schema", this::schema));
    }

    /** A graph to be made. */
    record CreateGraph(String name, String schema, Optional<String> file) {}

    /** A graph's next name. */
    record Rename(String name) {}

    private Reply list(Call call) {
        Caller caller = api.caller(call.only("limit", "after"));
        int limit = Api.limit(call);
        var graphs = api.useCases().graphs();
        List<CatalogEntry> entries = graphs.list(caller, call.query("after"), limit);
        var page =
                new JsonObject()
                        .put(
                                "graphs",
                                entries.stream()
                                        .map(each -> graphs.show(caller, each.id().value()))
                                        .map(GraphViews::graph)
                                        .toList());
        if (entries.size() == limit) {
            page.put("next", entries.getLast().name());
        }
        return Reply.ok(page.map());
    }

    private Reply create(Call call) {
        Caller caller = api.caller(call.only());
        CreateGraph body = call.body(CreateGraph.class);
        var made =
                api.useCases()
                        .graphs()
                        .create(
                                caller,
                                body.name(),
                                body.schema(),
                                body.file().orElse(body.name() + ".pg"),
                                call.key());
        return Reply.json(201, GraphViews.graph(made));
    }

    private Reply show(Call call) {
        Caller caller = api.caller(call.only());
        return Reply.ok(GraphViews.graph(api.useCases().graphs().show(caller, Api.graph(call))));
    }

    private Reply delete(Call call) {
        Caller caller = api.caller(call.only());
        OperationId operation = api.useCases().graphs().delete(caller, Api.graph(call), call.key());
        return Reply.json(
                202, OperationViews.seen(api.useCases().operations().show(caller, operation)));
    }

    private Reply rename(Call call) {
        Caller caller = api.caller(call.only());
        Rename body = call.body(Rename.class);
        return Reply.ok(
                GraphViews.graph(
                        api.useCases()
                                .graphs()
                                .rename(caller, Api.graph(call), body.name(), call.key())));
    }

    private Reply schema(Call call) {
        Caller caller = api.caller(call.only("at"));
        var at = api.useCases().graphs().schema(caller, Api.graph(call), Api.at(call));
        return call.accepts("text/plain")
                ? Reply.text("text/plain; charset=utf-8", at.schema().toString())
                : Reply.ok(GraphViews.schema(at));
    }
}
