package dev.hedgerow.server.status;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Violation;
import dev.hedgerow.server.http.Call;
import dev.hedgerow.server.http.Problems;
import dev.hedgerow.server.http.Reply;
import dev.hedgerow.server.http.Route;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** {@code /}, {@code /healthz}, {@code /readyz}, {@code /metrics}, {@code /v1/version}. */
public final class StatusRoutes {
    private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String PAGE_MAY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                    + " img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final String PAGE = "/dev/hedgerow/server/page/";
    private static final Map<String, String> ASSETS =
            Map.of("status.css", "text/css", "status.js", "text/javascript");

    private final Readiness readiness;
    private final Supplier<Version> version;
    private final PrometheusMeterRegistry meters;

    public StatusRoutes(
            Readiness readiness, Supplier<Version> version, PrometheusMeterRegistry meters) {
        this.readiness = readiness;
        this.version = version;
        this.meters = meters;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/", StatusRoutes::page),
                Route.get("/assets/{file}", StatusRoutes::asset),
                Route.get("/openapi.yaml", StatusRoutes::openapi),
                Route.get("/healthz", call -> Reply.ok(Map.of("status", "alive"))),
                Route.get("/readyz", this::ready),
                Route.get("/metrics", call -> Reply.text(METRICS, meters.scrape())),
                Route.get("/v1/version", call -> Reply.ok(version.get())));
    }

    private static Reply page(Call call) {
        return Reply.text("text/html; charset=utf-8", text(PAGE + "status.html"))
                .with("Content-Security-Policy", PAGE_MAY)
                .with("Referrer-Policy", "no-referrer");
    }

    private static Reply asset(Call call) {
        String file = call.parameter("file");
        String type = ASSETS.get(file);
        if (type == null) {
            throw HedgerowException.of(
                    Failure.NOT_FOUND, "The page has no part '%s'".formatted(file));
        }
        return Reply.text(type + "; charset=utf-8", text(PAGE + file));
    }

    private static Reply openapi(Call call) {
        return Reply.text("application/yaml", text("/dev/hedgerow/server/openapi/openapi.yaml"));
    }

    private static String text(String resource) {
        try (InputStream stream = StatusRoutes.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException(resource + " is not in the archive");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Reply ready(Call call) {
        List<Readiness.Check> checks = readiness.checks();
        List<Violation> failed =
                checks.stream()
                        .filter(check -> !check.ok())
                        .map(check -> new Violation(check.name(), check.detail()))
                        .toList();
        if (failed.isEmpty()) {
            Map<String, Object> health = new LinkedHashMap<>();
            health.put("status", "ready");
            health.put("checks", checks);
            return Reply.ok(health);
        }
        String names = String.join(", ", failed.stream().map(Violation::place).toList());
        return Problems.reply(
                HedgerowException.refused(
                        Failure.NOT_READY, "The node is not ready: " + names, failed));
    }
}
