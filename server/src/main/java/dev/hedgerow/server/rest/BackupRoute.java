package dev.hedgerow.server.rest;

import dev.hedgerow.server.http.Call;
import dev.hedgerow.server.http.Reply;
import dev.hedgerow.server.http.Route;
import dev.hedgerow.service.Caller;
import java.util.List;

/** {@code POST /v1/backup}. */
final class BackupRoute {
    private final Api api;

    BackupRoute(Api api) {
        this.api = api;
    }

    List<Route> routes() {
        return List.of(Route.post("/v1/backup", this::backup));
    }

    /** A backup to be made. */
    record Wanted(String folder) {}

    private Reply backup(Call call) {
        Caller caller = api.caller(call.only());
        Wanted body = call.body(Wanted.class);
        var made = api.useCases().backups().backup(caller, body.folder(), call.key());
        return Reply.json(
                201,
                new JsonObject()
                        .put("folder", made.folder())
                        .put("commit", made.stamp().toString())
                        .time("at", made.stamp().instant())
                        .put("bytes", made.bytes())
                        .map());
    }
}
