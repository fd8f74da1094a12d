package dev.hedgerow.server.http;

import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Ids;
import dev.hedgerow.kernel.World;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes each request from Jetty to its handler and the reply back. */
final class Exchange extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger("dev.hedgerow.requests");
    private static final Duration SLOW = Duration.ofSeconds(1);

    private final Front.Settings settings;
    private final Routes routes;
    private final Clock clock;
    private final Ids ids;
    private final Draining draining;
    private final JsonBodies json;
    private final Meters meters;

    Exchange(
            Front.Settings settings,
            Routes routes,
            World world,
            Draining draining,
            MeterRegistry registry) {
        super(InvocationType.BLOCKING);
        this.settings = settings;
        this.routes = routes;
        this.clock = world.clock();
        this.ids = new Ids(world);
        this.draining = draining;
        this.json = new JsonBodies(settings.limits().depthMax());
        this.meters = new Meters(registry, draining::running);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        long begun = clock.nanos();
        Outcome outcome = new Outcome();
        ReplyWriter writer = new ReplyWriter(request, response, json, draining);
        try {
            serve(request, writer, outcome);
            callback.succeeded();
        } catch (ReaderGone e) {
            outcome.gone = true;
            callback.failed(e);
        } catch (IOException e) {
            outcome.gone = true;
            callback.failed(e);
        } finally {
            Duration took = Duration.ofNanos(clock.nanos() - begun);
            meters.count(request.getMethod(), outcome.route, response.getStatus(), took);
            log(request, response.getStatus(), outcome, took);
        }
        return true;
    }

    private void serve(Request request, ReplyWriter writer, Outcome outcome) throws IOException {
        boolean entered = false;
        try {
            checkHost(request);
            Routes.Match match = routes.match(request.getMethod(), request.getHttpURI().getPath());
            if (!(match instanceof Routes.Match.Found found)) {
                writer.write(nowhere(request, match));
                return;
            }
            outcome.route = found.route().path();
            draining.enter();
            entered = true;
            Call call = call(request, found);
            writer.write(found.route().handler().handle(call));
        } catch (HedgerowException e) {
            told(writer, e, request);
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            if (e instanceof ReaderGone gone) {
                throw gone;
            }
            told(writer, unexpected(e, request), request);
        } finally {
            if (entered) {
                draining.leave();
            }
        }
    }

    private void checkHost(Request request) {
        String host = Request.getServerName(request);
        if (!settings.hosts().isEmpty() && !settings.hosts().contains(host)) {
            throw HedgerowException.of(
                    Failure.FORBIDDEN,
                    "Requests for the host '%s' are not answered here".formatted(host));
        }
    }

    private Reply nowhere(Request request, Routes.Match match) {
        String path = request.getHttpURI().getPath();
        if (match instanceof Routes.Match.NoMethod other) {
            String allowed = String.join(", ", other.allowed());
            HedgerowException e =
                    Call.invalid(
                            "%s is not possible at %s, only %s"
                                    .formatted(request.getMethod(), path, allowed));
            Map<String, Object> document = new LinkedHashMap<>(Problems.document(e));
            document.put("status", 405);
            return new Reply.Json(405, document, Problems.TYPE, Map.of("Allow", allowed));
        }
        return Problems.reply(
                HedgerowException.of(
                        Failure.NOT_FOUND,
                        "There is nothing at %s: /openapi.yaml lists what there is"
                                .formatted(path)));
    }

    private Call call(Request request, Routes.Match.Found found) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (HttpField field : request.getHeaders()) {
            headers.putIfAbsent(field.getName().toLowerCase(Locale.ROOT), field.getValue());
        }
        String query = request.getHttpURI().getQuery();
        var head = new Call.Head(request.getMethod(), request.getHttpURI().getPath(), headers);
        return new Call(
                head,
                found.parameters(),
                Call.parsed(query == null ? "" : query),
                new RequestContent(request, json, settings));
    }

    private HedgerowException unexpected(Throwable e, Request request) {
        String id = ids.body();
        LOG.error("request {} {} failed: {}", id, line(request), e, e);
        return HedgerowException.of(
                Failure.INTERNAL,
                "An unexpected error, which is a mistake in the node; its log has it as " + id,
                Map.of("request", id));
    }

    private static void told(ReplyWriter writer, HedgerowException e, Request request)
            throws IOException {
        if (e.failure().kind().ours() && e.getCause() != null) {
            LOG.warn("{}: {}", line(request), e.getMessage(), e);
        }
        writer.fail(e);
    }

    private void log(Request request, int status, Outcome outcome, Duration took) {
        String end = outcome.gone ? " (reader gone)" : "";
        if (status == 500) {
            LOG.warn("{} {} {} ms{}", line(request), status, took.toMillis(), end);
        } else if (took.compareTo(SLOW) > 0) {
            LOG.info("{} {} {} ms{}", line(request), status, took.toMillis(), end);
        } else if (LOG.isDebugEnabled()) {
            LOG.debug("{} {} {} ms{}", line(request), status, took.toMillis(), end);
        }
    }

    private static String line(Request request) {
        return request.getMethod() + " " + request.getHttpURI().getPath();
    }

    /** What became of a request, for log and metrics. */
    private static final class Outcome {
        String route = "none";
        boolean gone;
    }
}
