package dev.hedgerow.server.dynamodb;

import dev.hedgerow.dynamodb.Observer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code hedgerow_dynamodb_requests_seconds}, by operation, status and error, and a line in the log
 * for what failed or was slow.
 */
final class RequestMeters implements Observer {
    private static final Logger LOG = LoggerFactory.getLogger("dev.hedgerow.requests");
    private static final Duration SLOW = Duration.ofSeconds(1);
    private static final String LINE = "DynamoDB {} {} {} {} ms, request {}";
    private static final int OURS = 500;
    private static final Duration[] BUCKETS = {
        Duration.ofNanos(250_000),
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2)
    };

    private final MeterRegistry registry;
    private final ConcurrentHashMap<Kind, Timer> timers = new ConcurrentHashMap<>();

    /** Operations that are not known are one; so there are only so many kinds. */
    private record Kind(String operation, int status, String error) {}

    RequestMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void answered(
            String request, String operation, int status, String error, Duration took) {
        timers.computeIfAbsent(new Kind(operation, status, error), this::timer).record(took);
        if (status >= OURS) {
            LOG.warn(LINE, operation, status, error, took.toMillis(), request);
        } else if (took.compareTo(SLOW) > 0) {
            LOG.info(LINE, operation, status, error, took.toMillis(), request);
        } else if (LOG.isDebugEnabled()) {
            LOG.debug(LINE, operation, status, error, took.toMillis(), request);
        }
    }

    private Timer timer(Kind kind) {
        return Timer.builder("hedgerow.dynamodb.requests")
                .description("Requests at DynamoDB's port and how long they took")
                .tag("operation", kind.operation())
                .tag("status", Integer.toString(kind.status()))
                .tag("error", kind.error())
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
