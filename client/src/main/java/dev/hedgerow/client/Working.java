package dev.hedgerow.client;

import dev.hedgerow.kernel.Failure;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.function.Consumer;

/** Waits for a write that may take long, and hears how far it is. */
final class Working {
    private Working() {}

    /**
     * Sends the request and waits.
     *
     * @param what is being done, as a message calls it
     */
    static Written await(
            Transport transport,
            HttpRequest.Builder request,
            String what,
            Consumer<Operation.Progress> progress) {
        HttpResponse<InputStream> response =
                transport.stream(request.setHeader("Accept", "text/event-stream"));
        if (!Transport.header(response, "Content-Type").orElse("").startsWith("text/event")) {
            return transport.read(response, Written.class);
        }
        try (Events events = new Events(response.body())) {
            while (true) {
                Events.Event event = events.next();
                if (event == null) {
                    throw ClientException.local(
                            Failure.OUTCOME_UNKNOWN,
                            "The connection was lost while the node was working: repeat the %s"
                                            .formatted(what)
                                    + " with the same key to learn what became of it");
                }
                switch (event.name()) {
                    case "progress" -> progress.accept(event.read(Operation.Progress.class));
                    case "written" -> {
                        return event.read(Written.class);
                    }
                    case "problem" -> throw ClientException.of(200, event.read(Problem.class));
                    default -> {}
                }
            }
        }
    }
}
