package dev.hedgerow.server.rest;

import dev.hedgerow.graph.Branch;
import dev.hedgerow.graph.Commit;
import dev.hedgerow.graph.ViewAddress;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.server.http.Call;
import dev.hedgerow.server.http.Reply;
import dev.hedgerow.server.http.Route;
import dev.hedgerow.service.BranchUseCases;
import dev.hedgerow.service.Caller;
import dev.hedgerow.service.GraphUseCases;
import java.util.List;
import java.util.Optional;

/** {@code /v1/graphs/{graph}/branches} and {@code /commits}. */
final class BranchRoutes {
    private final Api api;

    BranchRoutes(Api api) {
        this.api = api;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/graphs/{graph}/branches", this::list),
                Route.post("/v1/graphs/{graph}/branches", this::create),
                Route.delete("/v1/graphs/{graph}/branches/{branch}", this::delete),
                Route.get("/v1/graphs/{graph}/commits", this::commits));
    }

    /** A branch to be made. */
    record CreateBranch(String name, Optional<String> from) {}

    private BranchUseCases branches() {
        return api.useCases().branches();
    }

    /** The graph's name, which may be sent as an id. */
    private String name(Caller caller, Call call) {
        return api.useCases().graphs().entry(caller, Api.graph(call)).name();
    }

    private Reply list(Call call) {
        Caller caller = api.caller(call.only("limit", "after"));
        int limit = Api.limit(call);
        String graph = name(caller, call);
        List<Branch> branches = branches().list(caller, graph, call.query("after"), limit);
        var views =
                branches.stream()
                        .map(branch ->
                                GraphViews.branch(
                                        graph,
                                        branch,
                                        branches().head(caller, graph, branch.name())))
                        .toList();
        String next = branches.isEmpty() ? "" : branches.getLast().name();
        return Reply.ok(GraphViews.page(graph, "branches", views, limit, next));
    }

    private Reply create(Call call) {
        Caller caller = api.caller(call.only());
        CreateBranch body = call.body(CreateBranch.class);
        ViewAddress from = body.from().map(ViewAddress::parse).orElse(ViewAddress.MAIN);
        String graph = name(caller, call);
        Branch branch = branches().create(caller, graph, body.name(), from, call.key());
        Stamp head = branches().head(caller, graph, branch.name());
        return Reply.json(201, GraphViews.branch(graph, branch, head));
    }

    private Reply delete(Call call) {
        Caller caller = api.caller(call.only());
        var deleted =
                branches().delete(caller, Api.graph(call), call.parameter("branch"), call.key());
        return Reply.ok(
                new JsonObject()
                        .put("graph", deleted.graph())
                        .put("name", deleted.branch())
                        .put("commit", deleted.head().toString())
                        .map());
    }

    private Reply commits(Call call) {
        Caller caller = api.caller(call.only("on", "limit", "after"));
        int limit = Api.limit(call);
        String graph = name(caller, call);
        String branch = Api.branch(call.query("on"));
        Optional<Stamp> before = call.query("after").map(GraphUseCases::commit);
        List<Commit> commits = branches().log(caller, graph, branch, before, limit);
        var page =
                new JsonObject()
                        .put("graph", graph)
                        .put("branch", branch)
                        .put("commits", commits.stream().map(GraphViews::commit).toList());
        if (commits.size() == limit) {
            page.put("next", commits.getLast().id().toString());
        }
        return Reply.ok(page.map());
    }
}
