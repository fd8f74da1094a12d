package dev.hedgerow.server.rest;

import dev.hedgerow.server.http.Call;
import dev.hedgerow.server.http.Reply;
import dev.hedgerow.server.http.Route;
import dev.hedgerow.service.Caller;
import dev.hedgerow.service.SchemaUseCases;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /v1/graphs/{graph}/schema}. */
final class SchemaRoutes {
    private final Api api;

    SchemaRoutes(Api api) {
        this.api = api;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/graphs/{graph}/schema", this::show),
                Route.post("/v1/graphs/{graph}/schema/plan", this::plan),
                Route.post("/v1/graphs/{graph}/schema/apply", this::apply));
    }

    /** A schema that a branch is to get. */
    record Wanted(
            String schema,
            Optional<String> on,
            Optional<String> file,
            Optional<Integer> ifVersion) {}

    private Reply show(Call call) {
        Caller caller = api.caller(call.only("at"));
        var at = api.useCases().schemas().show(caller, Api.graph(call), Api.at(call));
        return call.accepts("text/plain")
                ? Reply.text("text/plain; charset=utf-8", at.schema().toString())
                : Reply.ok(GraphViews.schema(at));
    }

    private static SchemaUseCases.Wanted wanted(Call call) {
        Wanted body = call.body(Wanted.class);
        if (body.schema() == null) {
            throw Call.invalid("A plan needs a 'schema', the text of a .pg file");
        }
        return new SchemaUseCases.Wanted(
                Api.branch(body.on()),
                body.schema(),
                body.file().filter(name -> !name.isEmpty()).orElse("schema"),
                body.ifVersion(),
                call.key());
    }

    private Reply plan(Call call) {
        Caller caller = api.caller(call.only());
        var planned = api.useCases().schemas().plan(caller, Api.graph(call), wanted(call));
        return Reply.ok(view(planned).map());
    }

    private Reply apply(Call call) {
        Caller caller = api.caller(call.only());
        var begun = api.useCases().schemas().apply(caller, Api.graph(call), wanted(call));
        JsonObject view = view(begun.planned());
        begun.operation()
                .map(id -> api.useCases().operations().show(caller, id))
                .ifPresent(seen -> view.put("operation", OperationViews.seen(seen)));
        return Reply.json(begun.operation().isPresent() ? 202 : 200, view.map());
    }

    private static JsonObject view(SchemaUseCases.Planned planned) {
        List<Map<String, @Nullable Object>> refusals =
                planned.refusals().stream()
                        .map(violation ->
                                new JsonObject()
                                        .put("place", violation.place())
                                        .put("problem", violation.problem())
                                        .put("fix", violation.fix())
                                        .map())
                        .toList();
        return new JsonObject()
                .put("graph", planned.graph())
                .put("branch", planned.branch())
                .put("version", planned.version())
                .put("result", planned.result())
                .put("steps", planned.steps())
                .put("refusals", refusals);
    }
}
