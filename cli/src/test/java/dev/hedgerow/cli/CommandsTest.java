package dev.hedgerow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.hedgerow.cli.text.Terminal;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.World;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Commands around the graphs: tokens, the current graph, the doctor, exit codes. */
class CommandsTest {
    private static final String NO_OPERATIONS = "{\"operations\": []}";

    @TempDir Path home;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> answers = new LinkedHashMap<>();
    private final List<String> asked = new ArrayList<>();
    private HttpServer node;
    private int status = 200;

    @BeforeEach
    void start() throws IOException {
        node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        node.createContext(
                "/",
                exchange -> {
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    String path = exchange.getRequestURI().getPath();
                    asked.add(
                            "%s %s %s"
                                    .formatted(
                                            exchange.getRequestMethod(),
                                            exchange.getRequestURI(),
                                            new String(body, StandardCharsets.UTF_8)));
                    byte[] bytes =
                            answers.getOrDefault(path, "{}").getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        node.start();
    }

    @AfterEach
    void stop() {
        node.stop(0);
    }

    private int run(String... arguments) {
        return run(Map.of(), arguments);
    }

    private int run(Map<String, String> more, String... arguments) {
        var terminal =
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        0,
                        0,
                        false);
        Map<String, String> environment = new LinkedHashMap<>(more);
        environment.put("HEDGEROW_URL", "http://127.0.0.1:" + node.getAddress().getPort());
        environment.put("HOME", home.toString());
        return Main.run(List.of(arguments), terminal, World.system(), environment);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            // those are asked again for a while
            names = {"NOT_READY", "SHUTTING_DOWN", "OVERLOADED"})
    void everyFailureHasTheExitCodeOfItsKind(Failure failure) {
        status = 400;
        answers.put(
                "/v1/graphs/g", "{\"code\": \"%s\", \"detail\": \"d\"}".formatted(failure.code()));
        int expected =
                switch (failure.kind()) {
                    case FAILED -> 1;
                    case WRONG_USE -> 2;
                    case NOT_FOUND -> 3;
                    case CONFLICT -> 4;
                    case REFUSED -> 5;
                    case NOT_ALLOWED -> 6;
                    case UNAVAILABLE -> 7;
                };

        assertThat(run("graph", "show", "g")).isEqualTo(expected);
        assertThat(err()).isEqualTo("hedgerow: d\n");
        assertThat(out()).isEmpty();
    }

    @Test
    void aFailureAsJsonHasCodeAndPlaces() {
        status = 404;
        answers.put(
                "/v1/graphs/g", "{\"code\": \"graph_not_found\", \"detail\": \"There is none\"}");

        assertThat(run("graph", "show", "g", "--output", "json")).isEqualTo(3);
        assertThat(err()).contains("\"code\" : \"graph_not_found\"", "\"violations\" : [ ]");
    }

    @Test
    void aTokenIsMadeWithItsScopeAndShownAlone() {
        answers.put(
                "/v1/tokens",
                """
                {"id": "to_1", "token": "hg_secret", "name": "agent", "tenant": "default",
                 "right": "write", "graphs": ["flights"], "branches": "agent/",
                 "issuer": "admin", "createdAt": "2026-01-01T00:00:00Z"}\
                """);

        int code =
                run(
                        "token",
                        "create",
                        "agent",
                        "--right",
                        "write",
                        "--graph",
                        "flights",
                        "--branches",
                        "agent/",
                        "--valid",
                        "2h");

        assertThat(code).isZero();
        assertThat(out()).isEqualTo("hg_secret\n");
        assertThat(err()).contains("to_1", "to write flights, branches agent/*", "shown only now");
        assertThat(asked.getFirst())
                .contains(
                        "\"right\":\"write\"",
                        "\"graphs\":[\"flights\"]",
                        "\"branches\":\"agent/\"",
                        "\"validSeconds\":7200");
        assertThat(run("token", "create", "agent", "--valid", "soon")).isEqualTo(2);
        assertThat(err()).contains("'soon' is not a time: expected such as 90s");
        assertThat(run("token", "create", "agent", "--right", "own")).isEqualTo(2);
    }

    @Test
    void theCurrentGraphIsSetOnceAndWrittenAsAPoint() {
        answers.put(
                "/v1/graphs/flights/commits",
                "{\"graph\": \"flights\", \"branch\": \"dev\", \"commits\": []}");
        assertThat(run("log", ".")).isEqualTo(2);
        assertThat(err()).contains("There is no current graph", "hedgerow use GRAPH");

        assertThat(run("use", "flights@dev")).isZero();
        assertThat(run("log", ".")).isZero();
        assertThat(asked.getLast()).startsWith("GET /v1/graphs/flights/commits?on=dev");
        assertThat(run("log", ".@main")).isZero();
        assertThat(asked.getLast()).startsWith("GET /v1/graphs/flights/commits?on=main");
        answers.put("/v1/graphs/other/commits", answers.get("/v1/graphs/flights/commits"));
        assertThat(run(Map.of("HEDGEROW_GRAPH", "other"), "log", ".")).isZero();
        assertThat(asked.getLast()).startsWith("GET /v1/graphs/other/commits");
        out.reset();
        assertThat(run("use")).isZero();
        assertThat(out()).isEqualTo("The current graph is flights@dev; write it '.'\n");
        assertThat(Files.exists(home.resolve(".hedgerow/graph"))).isTrue();
    }

    @Test
    void theDoctorSaysWhatIsWrongAndWhatToDo() {
        answers.put("/v1/version", "{\"version\": \"9\"}");
        answers.put("/readyz", "{\"status\": \"ready\", \"checks\": []}");
        answers.put(
                "/v1/tokens/self",
                "{\"name\": \"admin\", \"tenant\": \"default\", \"right\": \"administer\"}");
        answers.put(
                "/v1/graphs",
                """
                {"graphs": [{"id": "gr_1", "name": "flights", "createdAt": "2026-01-01T00:00:00Z",
                             "freshness": {"state": "failed", "reason": "the disk is full"}}]}\
                """);
        answers.put("/v1/operations", NO_OPERATIONS);
        answers.put(
                "/v1/volumes",
                """
                {"volumes": [{"id": "vo_1", "state": "attached", "sizeBytes": 100000000000,
                              "usedBytes": 99900000000, "graphs": 1, "slots": 50}]}\
                """);

        assertThat(run("doctor")).isEqualTo(1);
        assertThat(out())
                .contains("cannot be kept fresh: the disk is full", "hedgerow materialize flights")
                .contains("the command is development, the node 9")
                .contains("100 MB of 100 GB free, 1 of 50 graphs", "make room")
                .contains("admin, to administer all graphs");
    }

    @Test
    void aShellCanCompleteCommands() {
        assertThat(run("completion", "bash")).isZero();
        assertThat(out()).contains("complete -F", "materialize", "--min-commit");
        out.reset();
        assertThat(run("completion", "zsh")).isZero();
        assertThat(out()).startsWith("autoload -U +X compinit").contains("bashcompinit");
        assertThat(run("completion", "fish")).isEqualTo(2);
    }
}
