package dev.hedgerow.server.rest;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.server.http.Call;
import dev.hedgerow.server.http.Reply;
import dev.hedgerow.server.http.Route;
import dev.hedgerow.service.Caller;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** {@code POST /v1/tables/{action}}: an operation of DynamoDB with its own JSON, by a token. */
final class TableRoute {
    private static final int BODY_MAX = 16 << 20;

    private final Api api;

    TableRoute(Api api) {
        this.api = api;
    }

    List<Route> routes() {
        return List.of(Route.post("/v1/tables/{action}", this::run));
    }

    private Reply run(Call call) {
        Caller caller = api.caller(call.only());
        byte[] answer =
                api.useCases()
                        .tables()
                        .run(caller, call.parameter("action"), body(call), call.key());
        return new Reply.Bytes(200, answer, "application/json", Map.of());
    }

    private static byte[] body(Call call) {
        try (InputStream in = call.stream()) {
            byte[] body = in.readNBytes(BODY_MAX + 1);
            if (body.length > BODY_MAX) {
                throw HedgerowException.of(
                        Failure.REQUEST_TOO_LARGE,
                        "The request has more than %d MiB".formatted(BODY_MAX >> 20));
            }
            return body;
        } catch (IOException e) {
            throw HedgerowException.causedBy(
                    e, Failure.INVALID_REQUEST, "The request ended before it was whole");
        }
    }
}
