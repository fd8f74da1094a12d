package dev.hedgerow.server.rest;

import dev.hedgerow.graph.Branch;
import dev.hedgerow.graph.ViewAddress;
import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.server.http.Call;
import dev.hedgerow.server.http.Route;
import dev.hedgerow.service.Caller;
import dev.hedgerow.service.UseCases;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What all routes share: the use cases, once the node has started, and who calls. The surfaces
 * listen before the node is ready, so that its address is known; until then every call is told so.
 */
public final class Api {
    private final AtomicReference<Optional<UseCases>> started =
            new AtomicReference<>(Optional.empty());
    private final Clock clock;

    public Api(Clock clock) {
        this.clock = clock;
    }

    /** Answers calls from now on. */
    public void open(UseCases useCases) {
        started.set(Optional.of(useCases));
    }

    /** Whether the node has started. */
    public boolean isOpen() {
        return started.get().isPresent();
    }

    /** Every route below {@code /v1} but those of the node itself. */
    public List<Route> routes() {
        var routes = new ArrayList<Route>();
        routes.addAll(new GraphRoutes(this).routes());
        routes.addAll(new SchemaRoutes(this).routes());
        routes.addAll(new BranchRoutes(this).routes());
        routes.addAll(new RowRoutes(this).routes());
        routes.addAll(new FindRoute(this).routes());
        routes.addAll(new LoadRoute(this).routes());
        routes.addAll(new MergeRoutes(this).routes());
        routes.addAll(new CypherRoutes(this).routes());
        routes.addAll(new OperationRoutes(this).routes());
        routes.addAll(new FleetRoutes(this).routes());
        routes.addAll(new TokenRoutes(this).routes());
        routes.addAll(new BackupRoute(this).routes());
        routes.addAll(new KeyRoutes(this).routes());
        routes.addAll(new TableRoute(this).routes());
        return routes;
    }

    Clock clock() {
        return clock;
    }

    UseCases useCases() {
        return started.get()
                .orElseThrow(() ->
                        HedgerowException.of(
                                Failure.NOT_READY, "The node is starting; try again in a moment"));
    }

    /** Who calls, by the bearer token. */
    Caller caller(Call call) {
        UseCases useCases = useCases();
        String token =
                call.token()
                        .orElseThrow(() ->
                                HedgerowException.of(
                                        Failure.UNAUTHENTICATED,
                                        "The request has no bearer token; send the one in the"
                                                + " file 'token' of the node's data folder"));
        return useCases.access().caller(token);
    }

    static String graph(Call call) {
        return call.parameter("graph");
    }

    static ViewAddress at(Call call) {
        return call.query("at").map(ViewAddress::parse).orElse(ViewAddress.MAIN);
    }

    /** A branch in a query or body. */
    static String branch(Optional<String> on) {
        return on.filter(name -> !name.isEmpty()).orElse(Branch.MAIN);
    }

    static int limit(Call call) {
        return call.number("limit", 1, 1000, 100);
    }

    /** Whether integers beyond 2^53 are to be strings. */
    static boolean safeNumbers(Call call) {
        return call.query("numbers")
                .map(word ->
                        switch (word) {
                            case "safe" -> true;
                            case "plain" -> false;
                            default ->
                                    throw Call.invalid(
                                            "'%s' is not a value of 'numbers': expected plain or safe"
                                                    .formatted(word));
                        })
                .orElse(false);
    }
}
