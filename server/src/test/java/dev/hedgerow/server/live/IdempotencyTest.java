package dev.hedgerow.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every write that is repeated with its key happens once and is told the same. */
@Timeout(300)
class IdempotencyTest {
    @TempDir Path folder;
    private LiveServer server;

    @BeforeEach
    void start() throws IOException {
        server = new LiveServer(folder);
        server.towns("towns");
        server.post("/v1/graphs/towns/branches", Map.of("name", "old"));
        server.post("/v1/graphs/towns/branches", Map.of("name", "new"));
        var row = Map.of("type", "Town", "data", Map.of("code", "N"));
        server.post("/v1/graphs/towns/mutate", Map.of("on", "new", "ops", List.of(row)));
        server.materialized("towns");
        server.materialized("towns");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /**
     * A write, and another that must not pass for its repetition.
     *
     * @param otherBody of the other write; the same path with it, or {@code otherPath}
     */
    private record Write(
            String path, @Nullable Object body, String otherPath, @Nullable Object otherBody) {}

    /** In this order: later ones take away what earlier ones need. */
    private Map<String, Write> writes() {
        Map<String, Write> writes = new LinkedHashMap<>();
        String towns = "/v1/graphs/towns";
        String graph = "POST /v1/graphs/{graph}";
        put(
                writes,
                "POST /v1/graphs",
                "/v1/graphs",
                Map.of("name", "made", "schema", LiveServer.TOWNS),
                Map.of("name", "other", "schema", LiveServer.TOWNS));
        put(writes, graph + "/mutate", towns + "/mutate", ops("P"), ops("Q"));
        put(writes, graph + "/load", towns + "/load", line("R"), line("S"));
        put(
                writes,
                graph + "/branches",
                towns + "/branches",
                Map.of("name", "made"),
                Map.of("name", "other"));
        put(
                writes,
                graph + "/merge",
                towns + "/merge",
                Map.of("from", "new"),
                Map.of("from", "old"));
        schema(writes, graph, towns);
        put(
                writes,
                "POST /v1/backup",
                "/v1/backup",
                Map.of("folder", folder.resolve("one").toString()),
                Map.of("folder", folder.resolve("other").toString()));
        put(
                writes,
                "POST /v1/tokens",
                "/v1/tokens",
                Map.of("name", "made"),
                Map.of("name", "other"));
        String token = server.post("/v1/tokens", Map.of("name", "old")).text("id");
        String other = server.post("/v1/tokens", Map.of("name", "other")).text("id");
        writes.put(
                "DELETE /v1/tokens/{token}",
                new Write("/v1/tokens/" + token, null, "/v1/tokens/" + other, null));
        tables(writes);
        server.towns("spare");
        writes.put(
                graph + "/materialize",
                new Write(
                        towns + "/materialize",
                        Map.of(),
                        "/v1/graphs/spare/materialize",
                        Map.of()));
        writes.put(
                graph + "/rollback",
                new Write(towns + "/rollback", "", "/v1/graphs/spare/rollback", ""));
        List<String> operations =
                server.get("/v1/operations")
                        .json()
                        .get("operations")
                        .valueStream()
                        .map(each -> each.get("id").asString())
                        .toList();
        writes.put(
                "POST /v1/operations/{operation}/cancel",
                new Write(cancel(operations.get(0)), "", cancel(operations.get(1)), ""));
        writes.put(
                "DELETE /v1/graphs/{graph}/branches/{branch}",
                new Write(towns + "/branches/old", null, towns + "/branches/made", null));
        put(
                writes,
                graph + "/rename",
                towns + "/rename",
                Map.of("name", "cities"),
                Map.of("name", "villages"));
        writes.put(
                "DELETE /v1/graphs/{graph}",
                new Write("/v1/graphs/cities", null, "/v1/graphs/spare", null));
        return writes;
    }

    private void tables(Map<String, Write> writes) {
        put(writes, "POST /v1/keys", "/v1/keys", Map.of("name", "a"), Map.of("name", "b"));
        String key = server.post("/v1/keys", Map.of("name", "old")).text("id");
        String other = server.post("/v1/keys", Map.of("name", "other")).text("id");
        writes.put(
                "DELETE /v1/keys/{key}",
                new Write("/v1/keys/" + key, null, "/v1/keys/" + other, null));
        put(
                writes,
                "POST /v1/tables/{action}",
                "/v1/tables/CreateTable",
                table("made"),
                table("other"));
    }

    private static Map<String, Object> table(String name) {
        return Map.of(
                "TableName",
                name,
                "BillingMode",
                "PAY_PER_REQUEST",
                "AttributeDefinitions",
                List.of(Map.of("AttributeName", "id", "AttributeType", "S")),
                "KeySchema",
                List.of(Map.of("AttributeName", "id", "KeyType", "HASH")));
    }

    private static void schema(Map<String, Write> writes, String graph, String towns) {
        put(
                writes,
                graph + "/schema/apply",
                towns + "/schema/apply",
                Map.of("schema", LiveServer.TOWNS + "node More { code: String @key }"),
                Map.of("schema", LiveServer.TOWNS + "node Less { code: String @key }"));
    }

    private static String cancel(String operation) {
        return "/v1/operations/" + operation + "/cancel";
    }

    private static void put(
            Map<String, Write> writes, String route, String path, Object body, Object other) {
        writes.put(route, new Write(path, body, path, other));
    }

    private static Map<String, Object> ops(String code) {
        return Map.of("ops", List.of(Map.of("type", "Town", "data", Map.of("code", code))));
    }

    private static String line(String code) {
        return "{\"type\": \"Town\", \"data\": {\"code\": \"" + code + "\"}}\n";
    }

    @Test
    void aWriteRepeatedWithItsKeyHappensOnce() {
        Map<String, Write> writes = writes();
        Set<String> routes = new TreeSet<>();
        server.routes().stream()
                .filter(route -> !route.method().equals("GET"))
                .filter(route -> !ReadOnly.POSTS.contains(route.path()))
                .forEach(route -> routes.add(route.method() + " " + route.path()));
        assertThat(new TreeSet<>(writes.keySet())).as("writes that are tried").isEqualTo(routes);

        writes.forEach((route, write) -> {
            String method = route.substring(0, route.indexOf(' '));
            var key = Map.of("Idempotency-Key", "key-" + route.replaceAll("\\W", ""));
            var first = server.ask(server.token(), method, write.path(), write.body(), key);
            settle(route, first);
            var again = server.ask(server.token(), method, write.path(), write.body(), key);
            assertThat(first.status()).as("%s: %s", route, first).isBetween(200, 299);
            assertThat(again.status()).as("%s: %s", route, again).isEqualTo(first.status());
            assertThat(lasting(again)).as(route).isEqualTo(lasting(first));

            var other =
                    server.ask(server.token(), method, write.otherPath(), write.otherBody(), key);
            assertThat(other.code()).as("%s: %s", route, other).isEqualTo("token_reused");
        });
        assertThat(server.get("/v1/graphs/made").status()).isEqualTo(200);
        assertThat(server.get("/v1/graphs/spare").status()).isEqualTo(200);
        assertThat(server.get("/v1/graphs/other").status()).isEqualTo(404);
    }

    /** An operation goes on between two answers; they are compared when it has ended. */
    private void settle(String route, LiveServer.Answer first) {
        if (first.status() == 202) {
            JsonNode told = first.json();
            server.ended(told.path("operation").path("id").asString(told.path("id").asString()));
        }
        assertThat(first.body()).as(route).startsWith("{");
    }

    /** What does not change with time, and is not told once only. */
    private static JsonNode lasting(LiveServer.Answer answer) {
        var json = (ObjectNode) answer.json();
        if (json.path("operation").isObject()) {
            json.set("operation", json.get("operation").get("id"));
        }
        json.remove(
                List.of(
                        "replayed",
                        "token",
                        "secret",
                        "state",
                        "steps",
                        "progress",
                        "output",
                        "attempt",
                        "startedAt",
                        "endedAt",
                        "freshness",
                        "lastOperation"));
        return json;
    }

    @Test
    void aKeyThatIsNoneIsRefused() {
        for (String key : List.of("with space", "x".repeat(129))) {
            var refused =
                    server.ask(
                            server.token(),
                            "POST",
                            "/v1/graphs/towns/mutate",
                            ops("T"),
                            Map.of("Idempotency-Key", key));
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text("detail")).contains("Idempotency-Key", "1 to 128");
        }
    }
}
