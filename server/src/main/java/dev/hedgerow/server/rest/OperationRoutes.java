package dev.hedgerow.server.rest;

import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.operations.Page;
import dev.hedgerow.operations.State;
import dev.hedgerow.operations.Target;
import dev.hedgerow.server.http.Call;
import dev.hedgerow.server.http.EventSink;
import dev.hedgerow.server.http.Reply;
import dev.hedgerow.server.http.Route;
import dev.hedgerow.service.Caller;
import dev.hedgerow.service.OperationUseCases;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** {@code /v1/operations} and {@code /v1/events}. */
final class OperationRoutes {
    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final int RECENT = 50;

    private final Api api;

    OperationRoutes(Api api) {
        this.api = api;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/operations", this::list),
                Route.get("/v1/operations/{operation}", this::show),
                Route.post("/v1/operations/{operation}/cancel", this::cancel),
                Route.get("/v1/operations/{operation}/events", this::events),
                Route.get("/v1/events", this::all));
    }

    private OperationUseCases operations() {
        return api.useCases().operations();
    }

    private static OperationId id(Call call) {
        return new OperationId(call.parameter("operation"));
    }

    private Reply list(Call call) {
        Caller caller = api.caller(call.only("limit", "after", "graph", "state"));
        var request = new Page.Request(Api.limit(call), call.query("after"));
        Predicate<State> wanted = wanted(call.query("state"));
        Optional<String> graph = call.query("graph");
        var page =
                graph.isEmpty()
                        ? operations().list(caller, request, wanted)
                        : operations()
                                .history(
                                        caller,
                                        target(caller, graph.orElseThrow()),
                                        request,
                                        wanted);
        return Reply.ok(
                new JsonObject()
                        .put("operations", page.items().stream().map(OperationViews::seen).toList())
                        .put("next", page.next())
                        .map());
    }

    /** Terminal is defined by exclusion: an unknown state counts as in flight. */
    private static Predicate<State> wanted(Optional<String> word) {
        return switch (word.orElse("")) {
            case "" -> _ -> true;
            case "in-flight" -> state -> !state.ended();
            case "ended" -> State::ended;
            default ->
                    throw Call.invalid(
                            "'%s' is not a value of 'state': expected in-flight or ended"
                                    .formatted(word.orElseThrow()));
        };
    }

    private Target target(Caller caller, String graph) {
        var entry = api.useCases().graphs().entry(caller, graph);
        return Target.shared("graph", entry.id().value());
    }

    private Reply show(Call call) {
        Caller caller = api.caller(call.only());
        return Reply.ok(OperationViews.seen(operations().show(caller, id(call))));
    }

    private Reply cancel(Call call) {
        Caller caller = api.caller(call.only());
        return Reply.json(
                202, OperationViews.seen(operations().cancel(caller, id(call), call.key())));
    }

    /** The whole operation each time it has changed, until it has ended. */
    private Reply events(Call call) {
        Caller caller = api.caller(call.only());
        OperationId id = id(call);
        OperationUseCases.Seen first = operations().show(caller, id);
        return Reply.events(events -> follow(caller, id, first, events));
    }

    private void follow(
            Caller caller, OperationId id, OperationUseCases.Seen first, EventSink events) {
        try (var watch = operations().watch(caller, id)) {
            OperationUseCases.Seen seen = first;
            events.send("operation", OperationViews.seen(seen));
            while (events.open() && !seen.operation().state().ended()) {
                seen = operations().show(caller, id);
                events.send("operation", OperationViews.seen(seen));
                while (events.open() && !seen.operation().state().ended() && !watch.await(BEAT)) {
                    events.beat();
                }
            }
        }
    }

    /** The newest operations each time one of them has changed. */
    private Reply all(Call call) {
        Caller caller = api.caller(call.only());
        return Reply.events(events -> {
            try (var watch = operations().watch(caller)) {
                while (events.open()) {
                    for (var seen : operations().list(caller, Page.Request.first(RECENT)).items()) {
                        events.send("operation", OperationViews.seen(seen));
                    }
                    while (events.open() && !watch.await(BEAT)) {
                        events.beat();
                    }
                }
            }
        });
    }
}
