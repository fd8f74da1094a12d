package dev.hedgerow.server.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/** {@code hedgerow_http_requests_seconds}, by method, route and status, and what runs now. */
final class Meters {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10)
    };

    private final MeterRegistry registry;
    private final ConcurrentHashMap<Kind, Timer> timers = new ConcurrentHashMap<>();

    private record Kind(String method, String route, int status) {}

    Meters(MeterRegistry registry, IntSupplier running) {
        this.registry = registry;
        Gauge.builder("hedgerow.http.requests.running", running, IntSupplier::getAsInt)
                .description("Requests that run now")
                .register(registry);
    }

    /** The route, not the path, so that there are only so many of them. */
    void count(String method, String route, int status, Duration took) {
        String known = route.equals("none") ? "other" : method;
        timers.computeIfAbsent(new Kind(known, route, status), this::timer).record(took);
    }

    private Timer timer(Kind kind) {
        return Timer.builder("hedgerow.http.requests")
                .description("Requests and how long they took")
                .tag("method", kind.method())
                .tag("route", kind.route())
                .tag("status", Integer.toString(kind.status()))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
