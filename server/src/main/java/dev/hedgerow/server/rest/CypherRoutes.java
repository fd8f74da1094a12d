package dev.hedgerow.server.rest;

import dev.hedgerow.engine.QueryLimits;
import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.server.http.Call;
import dev.hedgerow.server.http.Reply;
import dev.hedgerow.server.http.Route;
import dev.hedgerow.service.Caller;
import dev.hedgerow.service.CypherUseCases;
import dev.hedgerow.service.GraphUseCases;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Queries, freshness, and the projections that answer. */
final class CypherRoutes {
    private static final long TIMEOUT_MAX_MS = 300_000;
    private static final int ROWS_MAX = 1_000_000;

    private final Api api;

    CypherRoutes(Api api) {
        this.api = api;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/v1/graphs/{graph}/query", this::query),
                Route.get("/v1/graphs/{graph}/projection", this::projection),
                Route.post("/v1/graphs/{graph}/materialize", this::materialize),
                Route.post("/v1/graphs/{graph}/rollback", this::rollback));
    }

    /** A question. */
    record Query(
            String cypher,
            Optional<Map<String, @Nullable Object>> parameters,
            Optional<String> at,
            Optional<String> minCommit,
            Optional<Long> timeoutMs,
            Optional<Integer> maxRows) {}

    /** What is to be materialised. */
    record Materialize(Optional<String> on) {}

    private Reply query(Call call) {
        Caller caller = api.caller(call.only("numbers"));
        boolean safe = Api.safeNumbers(call);
        Query body = call.body(Query.class);
        if (body.cypher().isBlank()) {
            throw Call.invalid("The 'cypher' is empty: send a query");
        }
        var question =
                new CypherUseCases.Question(
                        body.cypher(),
                        body.parameters().orElse(Map.of()),
                        Api.branch(body.at()),
                        body.minCommit().map(GraphUseCases::commit),
                        limits(body));
        long begun = api.clock().nanos();
        var answered = api.useCases().cypher().query(caller, Api.graph(call), question);
        double millis = (api.clock().nanos() - begun) / 1e6;
        return call.accepts("application/x-ndjson")
                ? lines(answered, safe, millis)
                : Reply.ok(ProjectionViews.answer(answered, safe, millis));
    }

    private static QueryLimits limits(Query body) {
        long timeout = body.timeoutMs().orElse(10_000L);
        int rows = body.maxRows().orElse(10_000);
        if (timeout < 1 || timeout > TIMEOUT_MAX_MS) {
            throw Call.invalid("'timeoutMs' is 1 to %d, not %d".formatted(TIMEOUT_MAX_MS, timeout));
        }
        if (rows < 1 || rows > ROWS_MAX) {
            throw Call.invalid("'maxRows' is 1 to %d, not %d".formatted(ROWS_MAX, rows));
        }
        return QueryLimits.interactive().withTimeout(Duration.ofMillis(timeout)).withMaxRows(rows);
    }

    private static Reply lines(CypherUseCases.Answered answered, boolean safe, double millis) {
        return Reply.lines(lines -> {
            lines.line(Map.of("header", ProjectionViews.header(answered).map()));
            var cells = new CellViews(answered.answer(), safe);
            for (List<@Nullable Object> row : answered.answer().result().rows()) {
                lines.line(cells.row(row));
            }
            lines.line(
                    Map.of(
                            "summary",
                            new JsonObject()
                                    .put("truncated", answered.answer().result().truncated())
                                    .put(
                                            "statistics",
                                            ProjectionViews.statistics(answered.answer(), millis))
                                    .map()));
        });
    }

    private Reply projection(Call call) {
        Caller caller = api.caller(call.only());
        return Reply.ok(
                ProjectionViews.standing(
                        api.useCases().cypher().standing(caller, Api.graph(call))));
    }

    private Reply materialize(Call call) {
        Caller caller = api.caller(call.only());
        if (call.hasBody()) {
            String on = Api.branch(call.body(Materialize.class).on());
            if (!on.equals("main")) {
                throw Call.invalid("Only main is materialised, not '%s'".formatted(on));
            }
        }
        OperationId operation =
                api.useCases().cypher().materialize(caller, Api.graph(call), call.key());
        return Reply.json(
                202, OperationViews.seen(api.useCases().operations().show(caller, operation)));
    }

    private Reply rollback(Call call) {
        Caller caller = api.caller(call.only());
        return Reply.ok(
                ProjectionViews.standing(
                        api.useCases().cypher().rollback(caller, Api.graph(call), call.key())));
    }
}
