package dev.hedgerow.server.rest;

import dev.hedgerow.fleet.Page;
import dev.hedgerow.server.http.Call;
import dev.hedgerow.server.http.Reply;
import dev.hedgerow.server.http.Route;
import dev.hedgerow.service.Caller;
import dev.hedgerow.service.FleetUseCases;
import java.util.List;

/** {@code /v1/instances}, {@code /v1/volumes} and {@code /v1/placements}. */
final class FleetRoutes {
    private final Api api;

    FleetRoutes(Api api) {
        this.api = api;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/instances", this::instances),
                Route.get("/v1/volumes", this::volumes),
                Route.get("/v1/placements/{graph}", this::placement));
    }

    private FleetUseCases fleet() {
        return api.useCases().fleet();
    }

    private static Page.Request page(Call call) {
        return new Page.Request(call.query("after"), Api.limit(call));
    }

    private Reply instances(Call call) {
        Caller caller = api.caller(call.only("limit", "after"));
        var page = fleet().instances(caller, page(call));
        return Reply.ok(
                new JsonObject()
                        .put(
                                "instances",
                                page.items().stream()
                                        .map(each ->
                                                FleetViews.instance(
                                                        each, fleet().volumesOf(caller, each.id())))
                                        .toList())
                        .put("next", page.next())
                        .map());
    }

    private Reply volumes(Call call) {
        Caller caller = api.caller(call.only("limit", "after"));
        var page = fleet().volumes(caller, page(call));
        return Reply.ok(
                new JsonObject()
                        .put(
                                "volumes",
                                page.items().stream()
                                        .map(each ->
                                                FleetViews.volume(fleet().filled(caller, each)))
                                        .toList())
                        .put("next", page.next())
                        .map());
    }

    private Reply placement(Call call) {
        Caller caller = api.caller(call.only());
        return Reply.ok(FleetViews.placement(fleet().placement(caller, Api.graph(call))));
    }
}
