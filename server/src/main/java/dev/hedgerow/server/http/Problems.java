package dev.hedgerow.server.http;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Violation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Failures as problem documents, RFC 9457. */
public final class Problems {
    static final String TYPE = "application/problem+json";
    private static final String URN = "urn:hedgerow:problem:";
    private static final String RETRY_AFTER_SECONDS = "1";

    private Problems() {}

    /** The reply that tells a failure. */
    public static Reply reply(HedgerowException exception) {
        Reply reply =
                new Reply.Json(status(exception.failure()), document(exception), TYPE, Map.of());
        return switch (exception.failure().kind()) {
            case UNAVAILABLE -> reply.with("Retry-After", RETRY_AFTER_SECONDS);
            case NOT_ALLOWED -> reply.with("WWW-Authenticate", "Bearer realm=\"hedgerow\"");
            default -> reply;
        };
    }

    /** The document alone, for a line or an event. */
    public static Map<String, Object> document(HedgerowException exception) {
        Failure failure = exception.failure();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", URN + failure.code());
        document.put("title", failure.sentence());
        document.put("status", status(failure));
        document.put("detail", String.valueOf(exception.getMessage()));
        document.put("code", failure.code());
        Map<String, Object> context = new LinkedHashMap<>(exception.context());
        Object conflicts = context.remove("conflicts");
        if (!context.isEmpty()) {
            document.put("context", context);
        }
        if (!exception.violations().isEmpty()) {
            document.put("violations", violations(exception.violations()));
        }
        if (conflicts != null) {
            document.put("conflicts", conflicts);
        }
        return document;
    }

    private static List<Map<String, String>> violations(List<Violation> violations) {
        return violations.stream()
                .map(violation -> {
                    Map<String, String> json = new LinkedHashMap<>();
                    json.put("place", violation.place());
                    json.put("problem", violation.problem());
                    if (!violation.fix().isEmpty()) {
                        json.put("fix", violation.fix());
                    }
                    return json;
                })
                .toList();
    }

    /** The HTTP status of a failure: by its kind, a few by themselves. */
    public static int status(Failure failure) {
        return switch (failure) {
            case REQUEST_TOO_LARGE -> 413;
            case PRECONDITION_FAILED -> 412;
            case UNAUTHENTICATED -> 401;
            default ->
                    switch (failure.kind()) {
                        case WRONG_USE -> 400;
                        case NOT_FOUND -> 404;
                        case CONFLICT -> 409;
                        case REFUSED -> 422;
                        case NOT_ALLOWED -> 403;
                        case UNAVAILABLE -> 503;
                        case FAILED -> 500;
                    };
        };
    }
}
