package dev.hedgerow.server.live;

import dev.hedgerow.kernel.World;
import dev.hedgerow.server.http.Front;
import dev.hedgerow.server.http.Limits;
import dev.hedgerow.server.http.Route;
import dev.hedgerow.server.http.Routes;
import dev.hedgerow.server.node.Node;
import dev.hedgerow.server.node.NodeConfiguration;
import dev.hedgerow.server.node.NodeFiles;
import dev.hedgerow.server.rest.Api;
import dev.hedgerow.server.status.Readiness;
import dev.hedgerow.server.status.StatusRoutes;
import dev.hedgerow.server.status.Version;
import dev.hedgerow.store.StoreOptions;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A node that listens on a free port; the same folder again is the same node again. */
final class LiveServer implements AutoCloseable {
    static final JsonMapper JSON = new JsonMapper();

    static final String TOWNS =
            """
            node Town {
                @key(code)
                code: String
                people: I64?
            }
            edge Road: Town -> Town { km: F64? }
            """;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final World world = World.system();
    private final Path data;
    private final List<Route> routes;
    private final Front front;
    private final Node node;
    private final String token;

    LiveServer(Path folder) throws IOException {
        this(folder, Limits.DEFAULT);
    }

    LiveServer(Path folder, Limits limits) throws IOException {
        data = folder.resolve("data");
        var configuration =
                new NodeConfiguration(
                        data,
                        new NodeConfiguration.Listening("127.0.0.1", 0, Optional.empty()),
                        Path.of(System.getProperty("hedgerow.native")),
                        2,
                        Duration.ofDays(7),
                        StoreOptions.Memory.DEFAULT.storage(),
                        NodeConfiguration.Logging.DEFAULT);
        var files = new NodeFiles(data, folder.resolve("home"));
        var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var api = new Api(world.clock());
        var version = new Version("1", "25", "e", "s", world.clock().instant());
        var status =
                new StatusRoutes(
                        () -> List.of(Readiness.Check.passed("started")), () -> version, meters);
        routes = new ArrayList<>(api.routes());
        routes.addAll(status.routes());
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var settings = new Front.Settings(address, files.uploads(), Set.of(), limits);
        front = Front.start(settings, new Routes(routes), world, meters);
        try {
            node = Node.start(configuration, "127.0.0.1:" + front.port(), world);
            api.open(node.useCases());
            files.token(node.useCases().access());
            token = Files.readString(files.tokenFile()).strip();
        } catch (RuntimeException | Error e) {
            front.close();
            throw e;
        }
    }

    List<Route> routes() {
        return List.copyOf(routes);
    }

    Path data() {
        return data;
    }

    Node node() {
        return node;
    }

    World world() {
        return world;
    }

    /** The administrator's. */
    String token() {
        return token;
    }

    /** How many requests run now. */
    int running() {
        return front.running();
    }

    /** What came back. */
    record Answer(int status, String type, String body) {
        JsonNode json() {
            return JSON.readTree(body);
        }

        String text(String name) {
            return json().get(name).asString();
        }

        String code() {
            return json().path("code").asString("");
        }
    }

    /** Asks as the administrator. */
    Answer get(String path) {
        return ask(token, "GET", path, null);
    }

    Answer post(String path, Object body) {
        return ask(token, "POST", path, body);
    }

    Answer delete(String path) {
        return ask(token, "DELETE", path, null);
    }

    Answer ask(String bearer, String method, String path, @Nullable Object body) {
        return ask(bearer, method, path, body, Map.of());
    }

    Answer ask(
            String bearer,
            String method,
            String path,
            @Nullable Object body,
            Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url(path))
                        .header("Authorization", "Bearer " + bearer)
                        .timeout(Duration.ofMinutes(4))
                        .method(method, publisher(body));
        if (body != null && !headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        try {
            HttpResponse<String> reply = http.send(request.build(), BodyHandlers.ofString());
            String type = reply.headers().firstValue("Content-Type").orElse("");
            return new Answer(reply.statusCode(), type, reply.body());
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(method + " " + path, e);
        }
    }

    private static HttpRequest.BodyPublisher publisher(@Nullable Object body) {
        return switch (body) {
            case null -> HttpRequest.BodyPublishers.noBody();
            case String text -> HttpRequest.BodyPublishers.ofString(text);
            default -> HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
        };
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + front.port() + path);
    }

    int port() {
        return front.port();
    }

    /** Makes a graph of towns with two of them and a road, and returns its id. */
    String towns(String name) {
        Answer made = post("/v1/graphs", Map.of("name", name, "schema", TOWNS));
        Answer written =
                post(
                        "/v1/graphs/" + name + "/mutate",
                        Map.of(
                                "ops",
                                List.of(
                                        Map.of("type", "Town", "data", Map.of("code", "A")),
                                        Map.of("type", "Town", "data", Map.of("code", "B")),
                                        Map.of("edge", "Road", "from", "A", "to", "B"))));
        if (made.status() != 201 || written.status() != 200) {
            throw new IllegalStateException(made + " " + written);
        }
        return made.text("id");
    }

    /** Waits for the end of an operation and returns it. */
    JsonNode ended(String operation) {
        var deadline = world.clock().deadline(Duration.ofMinutes(4));
        while (!deadline.passed(world.clock())) {
            JsonNode seen = get("/v1/operations/" + operation).json();
            if (Set.of("succeeded", "failed", "cancelled").contains(seen.get("state").asString())) {
                return seen;
            }
            world.clock().sleep(Duration.ofMillis(10));
        }
        throw new IllegalStateException(operation + " does not end");
    }

    /** Materialises the graph. */
    void materialized(String graph) {
        Answer begun = ask(token, "POST", "/v1/graphs/" + graph + "/materialize", null);
        JsonNode ended = ended(begun.text("id"));
        if (!ended.get("state").asString().equals("succeeded")) {
            throw new IllegalStateException(ended.toString());
        }
    }

    @Override
    public void close() {
        http.close();
        front.close();
        node.close();
    }
}
