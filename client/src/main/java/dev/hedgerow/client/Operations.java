package dev.hedgerow.client;

import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.World;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Lists, watches and cancels operations. */
public final class Operations {
    private static final Duration RECONNECT = Duration.ofMillis(200);

    private final Transport transport;
    private final Clock clock;

    Operations(Transport transport, World world) {
        this.transport = transport;
        this.clock = world.clock();
    }

    /**
     * Newest first.
     *
     * @param graph only operations that target this graph
     * @param state {@code in-flight} or {@code ended}
     */
    public Page list(
            Optional<String> graph,
            Optional<String> state,
            Optional<Integer> limit,
            Optional<String> after) {
        Paths path =
                Paths.of("/v1/operations")
                        .with("graph", graph)
                        .with("state", state)
                        .with("limit", limit)
                        .with("after", after);
        return transport.get(path.toString(), Page.class);
    }

    public Operation show(String id) {
        return transport.get(path(id, ""), Operation.class);
    }

    /** Asks it to stop at its next step; an ended one stays as it is. */
    public Operation cancel(String id) {
        return transport.post(path(id, "/cancel"), null, null, Operation.class);
    }

    /**
     * Waits until the operation has ended, and tells each change on the way. A lost connection is
     * made again.
     */
    public Operation watch(String id, Consumer<Operation> changed) {
        while (true) {
            HttpResponse<InputStream> response =
                    transport.stream(
                            transport
                                    .request(path(id, "/events"))
                                    .GET()
                                    .header("Accept", "text/event-stream"));
            try (Events events = new Events(response.body())) {
                for (var event = events.next(); event != null; event = events.next()) {
                    if (event.name().equals("operation")) {
                        Operation operation = event.read(Operation.class);
                        changed.accept(operation);
                        if (operation.ended()) {
                            return operation;
                        }
                    }
                }
            }
            clock.sleep(RECONNECT);
        }
    }

    private static String path(String id, String rest) {
        return "/v1/operations/" + Paths.segment(id) + rest;
    }

    /** Operations, newest first; {@code next} continues with older ones. */
    public record Page(List<Operation> operations, Optional<String> next) {}
}
