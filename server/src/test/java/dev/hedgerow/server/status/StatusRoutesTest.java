package dev.hedgerow.server.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.World;
import dev.hedgerow.server.http.Front;
import dev.hedgerow.server.http.Limits;
import dev.hedgerow.server.http.Routes;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusRoutesTest {
    @TempDir Path folder;
    private volatile boolean ok = true;
    private Front front;

    @BeforeEach
    void start() {
        var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var version = new Version("1", "25", "ladybug 0", "rocksdb 1", Instant.EPOCH);
        var routes =
                new StatusRoutes(
                        () -> List.of(new Readiness.Check("store", ok, ok ? "" : "is closed")),
                        () -> version,
                        meters);
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var settings = new Front.Settings(address, folder, Set.of(), Limits.DEFAULT);
        front = Front.start(settings, new Routes(routes.routes()), World.system(), meters);
    }

    @AfterEach
    void stop() {
        front.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + front.port() + path);
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        }
    }

    @Test
    void thePageLoadsNothingFromElsewhere() throws Exception {
        HttpResponse<String> page = get("/");

        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'"));
        assertThat(page.body()).contains("/assets/status.js", "Hedgerow");
        for (String asset : List.of("/assets/status.js", "/assets/status.css")) {
            HttpResponse<String> reply = get(asset);
            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(page.body() + reply.body()).doesNotContain("http://", "https://", "//cdn");
        }
        assertThat(get("/assets/other.js").statusCode()).isEqualTo(404);
    }

    @Test
    void aNodeThatIsNotReadySaysWhy() throws Exception {
        assertThat(get("/readyz").body())
                .isEqualTo(
                        "{\"status\":\"ready\",\"checks\":[{\"name\":\"store\",\"ok\":true,"
                                + "\"detail\":\"\"}]}");
        ok = false;
        HttpResponse<String> reply = get("/readyz");
        assertThat(reply.statusCode()).isEqualTo(503);
        assertThat(reply.body()).contains("not_ready", "\"place\":\"store\"", "is closed");
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void metricsCountRequestsWithTheirUnit() throws Exception {
        get("/healthz");
        String metrics = get("/metrics").body();
        while (!metrics.contains("route=\"/healthz\"")) {
            metrics = get("/metrics").body();
        }

        assertThat(metrics)
                .contains("hedgerow_http_requests_seconds_count{method=\"GET\",route=\"/healthz\"")
                .contains("hedgerow_http_requests_seconds_bucket");
    }

    @Test
    void versionAndOpenapiAreTold() throws Exception {
        assertThat(get("/v1/version").body())
                .contains("\"version\":\"1\"", "\"startedAt\":\"1970-01-01T00:00:00Z\"")
                .doesNotContain(folder.toString());
        assertThat(get("/openapi.yaml").body()).startsWith("openapi: 3.1.0");
    }
}
