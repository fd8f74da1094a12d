package dev.hedgerow.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.server.http.Route;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a token lets its holder see and do, over every route there is. */
@Timeout(300)
class TokenScopeTest {
    @TempDir static Path folder;
    private static LiveServer server;
    private static String secretGraph;
    private static String secretOperation;
    private static String agent;
    private static String everything;

    @BeforeAll
    static void start() throws IOException {
        server = new LiveServer(folder);
        server.towns("open");
        secretGraph = server.towns("secret");
        for (String graph : List.of("open", "secret")) {
            String branches = "/v1/graphs/" + graph + "/branches";
            server.post(branches, Map.of("name", "agent/one"));
            server.post(branches, Map.of("name", "other"));
        }
        server.materialized("open");
        var begun = server.post("/v1/graphs/secret/materialize", Map.of());
        secretOperation = begun.text("id");
        server.ended(secretOperation);
        agent = token(Map.of("name", "agent", "right", "administer", "graphs", List.of("open")));
        everything = token(Map.of("name", "colleague", "right", "administer"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String token(Map<String, ?> wanted) {
        var made = server.post("/v1/tokens", wanted);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made.text("token");
    }

    private LiveServer.Answer asked(String token, Route route, String graph) {
        String path =
                route.path()
                        .replace("{graph}", graph)
                        .replace("{branch}", "agent%2Fone")
                        .replace("{type}", "Town")
                        .replace("{key}", "A")
                        .replace("{operation}", secretOperation)
                        .replace("{file}", "status.css")
                        .replace("{token}", "to_00000000000000000000000000")
                        .replace("{key}", "AK00000000000000000000000000")
                        .replace("{action}", "DeleteTable");
        String query = path.endsWith("/diff") ? "?from=main" : "";
        String name = route.method() + " " + route.path();
        assertThat(route.method().equals("POST"))
                .as("%s has a body to send: add it to Requests", name)
                .isEqualTo(Requests.BODIES.containsKey(name));
        Object body = Requests.BODIES.get(name);
        return body == null
                ? server.ask(token, route.method(), path + query, null)
                : server.ask(token, route.method(), path + query, body);
    }

    @Test
    void X1_noRouteOfAnotherGraphAnswersNeitherByNameNorById() {
        int looked = 0;
        for (Route route : server.routes()) {
            if (route.path().contains("{graph}")) {
                for (String graph : List.of("secret", secretGraph)) {
                    var answer = asked(agent, route, graph);

                    boolean isOfTheTenant = route.path().endsWith("/rename");
                    assertThat(answer.code())
                            .as("%s %s: %s", route.method(), route.path(), answer)
                            .isEqualTo(isOfTheTenant ? "forbidden" : "graph_not_found");
                    assertThat(answer.body()).doesNotContain("Town");
                    looked++;
                }
            }
        }
        assertThat(looked).isGreaterThan(30);
        var still = server.get("/v1/graphs/secret").json();
        assertThat(still.at("/counts/Town").asInt()).isEqualTo(2);
    }

    @Test
    void X1_noOtherRouteTellsOfAnotherGraph() {
        for (Route route : server.routes()) {
            boolean lists =
                    route.method().equals("GET")
                            && !route.path().contains("{graph}")
                            && !route.path().equals("/v1/events");
            if (lists || route.path().contains("{operation}")) {
                var answer = asked(agent, route, "open");

                String told = "%s %s: %s".formatted(route.method(), route.path(), answer);
                assertThat(answer.body()).as(told).doesNotContain("\"secret\"", secretGraph);
                if (route.path().contains("{operation}")) {
                    assertThat(answer.code()).as(told).isEqualTo("operation_not_found");
                }
            }
        }
        assertThat(server.ask(everything, "GET", "/v1/graphs", null).body()).contains("secret");
        assertThat(server.ask(agent, "GET", "/v1/graphs", null).body()).contains("open");
    }

    @Test
    void X1_whatIsNotOfOneGraphWantsATokenForAll() {
        for (String path : List.of("/v1/instances", "/v1/volumes", "/v1/tokens", "/v1/keys")) {
            var answer = server.ask(agent, "GET", path, null);
            assertThat(answer.code()).as(path).isEqualTo("forbidden");
            assertThat(answer.text("detail")).contains("it is for 1 graph only");
        }
        var made = Map.of("name", "more", "schema", LiveServer.TOWNS);
        assertThat(server.ask(agent, "POST", "/v1/graphs", made).code()).isEqualTo("forbidden");
        var copy = Map.of("folder", folder.resolve("copy").toString());
        assertThat(server.ask(agent, "POST", "/v1/backup", copy).code()).isEqualTo("forbidden");
        var wanted = Map.of("name", "wider", "right", "administer");
        assertThat(server.ask(agent, "POST", "/v1/tokens", wanted).code()).isEqualTo("forbidden");
        var key = Map.of("name", "mine");
        assertThat(server.ask(agent, "POST", "/v1/keys", key).code()).isEqualTo("forbidden");
        assertThat(server.ask(agent, "POST", "/v1/tables/ListTables", Map.of()).code())
                .isEqualTo("forbidden");
        var rename = Map.of("name", "mine");
        assertThat(server.ask(agent, "POST", "/v1/graphs/open/rename", rename).code())
                .isEqualTo("forbidden");
    }

    @Test
    void X1_theStreamOfEventsHasOnlyTheCallersOperations() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String request =
                    "GET /v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
                            .formatted(agent);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var lines =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            var seen = new StringBuilder();
            // a beat follows the operations there are
            for (String line = lines.readLine(); line != null && !line.equals(":"); ) {
                seen.append(line).append('\n');
                line = lines.readLine();
            }

            assertThat(seen).contains("event: operation", "materialize");
            assertThat(seen).doesNotContain(secretGraph, secretOperation);
        }
    }

    @Test
    void aTokenForReadingChangesNothing() {
        String reader = token(Map.of("name", "reader"));
        for (Route route : server.routes()) {
            boolean writes =
                    !route.method().equals("GET") && !ReadOnly.POSTS.contains(route.path());
            if (writes) {
                var answer = asked(reader, route, "open");
                assertThat(answer.code()).as("%s: %s", route.path(), answer).isEqualTo("forbidden");
            }
        }
        assertThat(server.ask(reader, "GET", "/v1/graphs/open", null).status()).isEqualTo(200);
    }

    @Test
    void aTokenForSomeBranchesWritesToNoOther() {
        String writer = token(Map.of("name", "w", "right", "write", "branches", "agent/"));
        String graph = "/v1/graphs/open";
        var row = Map.of("type", "Town", "data", Map.of("code", "W"));
        var onMain = Map.of("ops", List.of(row));
        var onItsOwn = Map.of("ops", List.of(row), "on", "agent/one");

        var refused = server.ask(writer, "POST", graph + "/mutate", onMain);
        assertThat(refused.code()).isEqualTo("forbidden");
        assertThat(refused.text("detail")).contains("branches that begin with agent/");
        assertThat(server.ask(writer, "POST", graph + "/mutate", onItsOwn).status()).isEqualTo(200);
        for (var merge :
                List.of(
                        Map.of("from", "agent/one"),
                        Map.of("from", "agent/one", "into", "other"))) {
            assertThat(server.ask(writer, "POST", graph + "/merge", merge).code())
                    .isEqualTo("forbidden");
        }
        var load = "{\"type\": \"Town\", \"data\": {\"code\": \"Y\"}}\n";
        for (String on : List.of("", "?on=other")) {
            assertThat(server.ask(writer, "POST", graph + "/load" + on, load).code())
                    .isEqualTo("forbidden");
        }
        var branch = Map.of("name", "theirs");
        assertThat(server.ask(writer, "POST", graph + "/branches", branch).code())
                .isEqualTo("forbidden");
        assertThat(server.ask(writer, "DELETE", graph + "/branches/other", null).code())
                .isEqualTo("forbidden");
        assertThat(server.ask(writer, "POST", graph + "/materialize", Map.of()).code())
                .isEqualTo("forbidden");
    }

    @Test
    void aRevokedTokenLetsNobodyIn() {
        var made = server.post("/v1/tokens", Map.of("name", "short-lived"));
        String secret = made.text("token");
        assertThat(server.ask(secret, "GET", "/v1/tokens/self", null).text("name"))
                .isEqualTo("short-lived");

        server.delete("/v1/tokens/" + made.text("id"));

        assertThat(server.ask(secret, "GET", "/v1/tokens/self", null).status()).isEqualTo(401);
        assertThat(server.get("/v1/tokens").body()).doesNotContain("short-lived");
        assertThat(server.delete("/v1/tokens/" + made.text("id")).status()).isEqualTo(404);
    }

    @Test
    void anExpiredTokenLetsNobodyIn() {
        String secret = token(Map.of("name", "brief", "validSeconds", 1));
        var deadline = server.world().clock().deadline(java.time.Duration.ofMinutes(4));
        var answer = server.ask(secret, "GET", "/v1/graphs", null);
        while (answer.status() == 200 && !deadline.passed(server.world().clock())) {
            server.world().clock().sleep(java.time.Duration.ofMillis(50));
            answer = server.ask(secret, "GET", "/v1/graphs", null);
        }

        assertThat(answer.code()).isEqualTo("unauthenticated");
        assertThat(answer.text("detail")).contains("expired at");
    }

    @Test
    void aSecretIsNowhereInTheDataFolder() throws IOException {
        String secret = token(Map.of("name", "hidden"));
        byte[] wanted = secret.substring("hg_".length()).getBytes(StandardCharsets.US_ASCII);
        try (var files = Files.walk(server.data())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertThat(content.contains(new String(wanted, StandardCharsets.US_ASCII)))
                        .as(file.toString())
                        .isFalse();
            }
        }
        assertThat(server.get("/v1/tokens").body()).doesNotContain(secret);
    }
}
