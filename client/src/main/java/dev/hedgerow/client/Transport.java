package dev.hedgerow.client;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.Ids;
import dev.hedgerow.kernel.World;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Sends calls and reads answers. A call that lost its connection, or that the node asks to repeat,
 * is repeated with the same idempotency key until the patience is used up; a node that refuses the
 * very first connection is not waited for.
 */
final class Transport {
    private static final Set<String> REPEATABLE =
            Set.of(
                    Failure.NOT_READY.code(),
                    Failure.SHUTTING_DOWN.code(),
                    Failure.OVERLOADED.code());
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final long LONGEST_PROBLEM = 1 << 20;

    private final Address address;
    private final World world;
    private final Duration patience;
    private final HttpClient http;
    private volatile boolean reached;

    Transport(Address address, World world, Duration patience) {
        this.address = address;
        this.world = world;
        this.patience = patience;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(5))
                        .build();
    }

    Address address() {
        return address;
    }

    <T> T get(String path, Class<T> type) {
        return read(stream(request(path).GET().header("Accept", "application/json")), type);
    }

    /** A write: carries the key, a fresh one when it is null. */
    <T> T post(String path, @Nullable Object body, @Nullable String key, Class<T> type) {
        return read(stream(withKey(posting(request(path), body), key)), type);
    }

    <T> T delete(String path, @Nullable String key, Class<T> type) {
        return read(stream(withKey(request(path).DELETE(), key)), type);
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address.url() + path))
                        .header("User-Agent", "hedgerow-client");
        address.token().ifPresent(t -> request.header("Authorization", "Bearer " + t));
        return request;
    }

    HttpRequest.Builder withKey(HttpRequest.Builder request, @Nullable String key) {
        String chosen = key == null ? new Ids(world).body() : key;
        return request.header("Idempotency-Key", chosen).header("Accept", "application/json");
    }

    static HttpRequest.Builder posting(HttpRequest.Builder request, @Nullable Object body) {
        if (body == null) {
            return request.POST(BodyPublishers.noBody());
        }
        byte[] bytes = Json.MAPPER.writeValueAsBytes(body);
        return request.POST(BodyPublishers.ofByteArray(bytes))
                .header("Content-Type", "application/json");
    }

    /** The body of a successful answer; the caller closes it. */
    HttpResponse<InputStream> stream(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        var deadline = world.clock().deadline(patience);
        Duration pause = FIRST_PAUSE;
        while (true) {
            ClientException failure;
            try {
                HttpResponse<InputStream> response =
                        http.send(request, BodyHandlers.ofInputStream());
                reached = true;
                if (response.statusCode() / 100 == 2) {
                    return response;
                }
                failure = problem(response);
                if (!REPEATABLE.contains(failure.code())) {
                    throw failure;
                }
            } catch (IOException e) {
                failure = lost(e);
                if (e instanceof ConnectException && !reached) {
                    throw failure;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw ClientException.local(Failure.CANCELLED, "The call was interrupted", e);
            }
            if (deadline.passed(world.clock())) {
                throw failure;
            }
            world.clock().sleep(pause);
            pause = pause.multipliedBy(2);
            pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        }
    }

    <T> T read(HttpResponse<InputStream> response, Class<T> type) {
        try (InputStream body = response.body()) {
            return Json.MAPPER.readValue(body, type);
        } catch (IOException | JacksonException e) {
            throw ClientException.local(
                    Failure.OUTCOME_UNKNOWN,
                    "The node's answer broke off: repeat the call with the same key to learn"
                            + " what became of it",
                    e);
        }
    }

    ClientException lost(IOException cause) {
        if (cause instanceof ConnectException) {
            return ClientException.local(
                    Failure.UNAVAILABLE,
                    "No node answers at %s: start one with 'hedgerow up', or say where it is with"
                                    .formatted(address.url())
                            + " --url or HEDGEROW_URL",
                    cause);
        }
        return ClientException.local(
                Failure.OUTCOME_UNKNOWN,
                "The connection to %s was lost".formatted(address.url()),
                cause);
    }

    private ClientException problem(HttpResponse<InputStream> response) {
        int status = response.statusCode();
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes((int) LONGEST_PROBLEM);
            Problem problem = Json.MAPPER.readValue(bytes, Problem.class);
            if (!problem.code().isEmpty()) {
                return ClientException.of(status, problem);
            }
        } catch (IOException | JacksonException e) {
            return ClientException.of(status, foreign(status));
        }
        return ClientException.of(status, foreign(status));
    }

    private Problem foreign(int status) {
        String sentence =
                "%s answered with status %d, not as a node does: is it one?"
                        .formatted(address.url(), status);
        return Problem.of(Failure.UNAVAILABLE, sentence);
    }

    static Optional<String> header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name);
    }
}
