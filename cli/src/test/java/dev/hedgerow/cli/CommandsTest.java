package dev.hedgerow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Commands around the graphs: tokens, the current graph, the doctor, exit codes. */
class CommandsTest {
    private static final String NO_OPERATIONS = "{\"operations\": []}";

    @TempDir Path home;
    private final AnsweringNode node = new AnsweringNode();

    @AfterEach
    void stop() {
        node.close();
    }

    private int run(String... arguments) {
        return run(Map.of(), arguments);
    }

    private int run(Map<String, String> more, String... arguments) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("HOME", home.toString());
        return node.run(environment, arguments);
    }

    private String out() {
        return node.out();
    }

    private String err() {
        return node.err();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            // those are asked again for a while
            names = {"NOT_READY", "SHUTTING_DOWN", "OVERLOADED"})
    void everyFailureHasTheExitCodeOfItsKind(Failure failure) {
        node.status(400);
        node.answers(
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
        node.status(404);
        node.answers(
                "/v1/graphs/g", "{\"code\": \"graph_not_found\", \"detail\": \"There is none\"}");

        assertThat(run("graph", "show", "g", "--output", "json")).isEqualTo(3);
        assertThat(err()).contains("\"code\" : \"graph_not_found\"", "\"violations\" : [ ]");
    }

    @Test
    void aTokenIsMadeWithItsScopeAndShownAlone() {
        node.answers(
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
        assertThat(node.asked().getFirst())
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
    void aKeyIsMadeForSomeTablesAndPrintedAsAShellWantsIt() {
        node.answers(
                "/v1/keys",
                """
                {"id": "AK1", "secret": "s", "name": "ada", "tables": ["shop-*"],
                 "actions": ["write"], "issuer": "admin", "createdAt": "2026-01-01T00:00:00Z"}\
                """);

        int code =
                run(
                        "key",
                        "create",
                        "ada",
                        "--table",
                        "shop-*",
                        "--action",
                        "write",
                        "--valid",
                        "1d");

        assertThat(code).isZero();
        assertThat(out()).isEqualTo("AWS_ACCESS_KEY_ID=AK1\nAWS_SECRET_ACCESS_KEY=s\n");
        assertThat(err()).contains("AK1 for ada, write on shop-*", "shown only now");
        assertThat(node.asked().getFirst())
                .contains(
                        "\"tables\":[\"shop-*\"]",
                        "\"actions\":[\"write\"]",
                        "\"validSeconds\":86400");
    }

    @Test
    void aScanGoesOnToTheLastPageAndPrintsAnItemInEachLine() {
        node.answers("{\"Items\": [{\"id\": {\"S\": \"a\"}}]}");

        assertThat(
                        run(
                                "table",
                                "scan",
                                "items",
                                "--filter",
                                "n > :n",
                                "--values",
                                "{\":n\":{\"N\":\"1\"}}"))
                .isZero();
        assertThat(out()).isEqualTo("{\"id\":{\"S\":\"a\"}}\n");
        assertThat(err()).contains("1 item of items");
        assertThat(node.asked().getLast())
                .startsWith("POST /v1/tables/Scan ")
                .contains("\"FilterExpression\":\"n > :n\"", "{\":n\":{\"N\":\"1\"}}");
    }

    @Test
    void anItemThatIsNotThereIsAnExitCode() {
        node.answers("{}");

        assertThat(run("table", "get", "items", "{\"id\":{\"S\":\"a\"}}")).isEqualTo(3);
        assertThat(err()).contains("items has no such item");
        assertThat(run("table", "get", "items", "{id")).isEqualTo(2);
        assertThat(run("table", "delete", "items")).isEqualTo(2);
        assertThat(err()).contains("--whole");
        assertThat(run("table", "delete", "items", "--whole")).isZero();
        assertThat(node.asked().getLast()).startsWith("POST /v1/tables/DeleteTable ");
    }

    @Test
    void theCurrentGraphIsSetOnceAndWrittenAsAPoint() {
        String commits = "{\"graph\": \"flights\", \"branch\": \"dev\", \"commits\": []}";
        node.answers("/v1/graphs/flights/commits", commits);
        assertThat(run("log", ".")).isEqualTo(2);
        assertThat(err()).contains("There is no current graph", "hedgerow use GRAPH");

        assertThat(run("use", "flights@dev")).isZero();
        assertThat(run("log", ".")).isZero();
        assertThat(node.asked().getLast()).startsWith("GET /v1/graphs/flights/commits?on=dev");
        assertThat(run("log", ".@main")).isZero();
        assertThat(node.asked().getLast()).startsWith("GET /v1/graphs/flights/commits?on=main");
        node.answers("/v1/graphs/other/commits", commits);
        assertThat(run(Map.of("HEDGEROW_GRAPH", "other"), "log", ".")).isZero();
        assertThat(node.asked().getLast()).startsWith("GET /v1/graphs/other/commits");
        node.forget();
        assertThat(run("use")).isZero();
        assertThat(out()).isEqualTo("The current graph is flights@dev; write it '.'\n");
        assertThat(Files.exists(home.resolve(".hedgerow/graph"))).isTrue();
    }

    @Test
    void theDoctorSaysWhatIsWrongAndWhatToDo() {
        node.answers("/v1/version", "{\"version\": \"9\"}");
        node.answers("/readyz", "{\"status\": \"ready\", \"checks\": []}");
        node.answers(
                "/v1/tokens/self",
                "{\"name\": \"admin\", \"tenant\": \"default\", \"right\": \"administer\"}");
        node.answers(
                "/v1/graphs",
                """
                {"graphs": [{"id": "gr_1", "name": "flights", "createdAt": "2026-01-01T00:00:00Z",
                             "freshness": {"state": "failed", "reason": "the disk is full"}}]}\
                """);
        node.answers("/v1/operations", NO_OPERATIONS);
        node.answers(
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
        node.forget();
        assertThat(run("completion", "zsh")).isZero();
        assertThat(out()).startsWith("autoload -U +X compinit").contains("bashcompinit");
        assertThat(run("completion", "fish")).isEqualTo(2);
    }
}
