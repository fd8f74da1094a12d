package dev.hedgerow.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.client.ClientException;
import dev.hedgerow.client.GraphCalls;
import dev.hedgerow.client.Hedgerow;
import dev.hedgerow.client.Query;
import dev.hedgerow.client.Row;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of bad input: a clear error with its place and fix, and nothing is written. */
@Timeout(300)
class BadInputTest {
    private static final String SCHEMA =
            """
            node Town {
                @key(code)
                code: String
                people: I64?
            }
            edge Road: Town -> Town { km: F64 }
            """;

    @TempDir static Path folder;
    private static PackagedNode node;
    private static PackagedCommand command;
    private static Hedgerow client;
    private static GraphCalls towns;
    private static String head;

    @BeforeAll
    static void start() {
        node = Ground.node(folder);
        node.start();
        command = Ground.command(folder);
        client = node.client(Duration.ofMinutes(2));
        var _ = client.graphs().create("towns", SCHEMA);
        towns = client.graph("towns");
        Row town = Row.upsert("Town", Map.of("code", "A", "people", 7));
        head = towns.mutate("main", List.of(town), Optional.empty()).commit();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @AfterEach
    void nothingWasWritten() {
        assertThat(towns.show().commit()).isEqualTo(head);
        assertThat(towns.show().counts()).containsEntry("Town", 1L);
        assertThat(client.graphs().list(Optional.empty(), Optional.empty()).graphs()).hasSize(1);
    }

    private static void refused(ClientException failure, String code, int status, String place) {
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.violations()).isNotEmpty();
        assertThat(failure.violations().getFirst().place()).isEqualTo(place);
        assertThat(failure.detail()).contains(place);
    }

    private static void ended(PackagedCommand.Ended ended, int code, String... said) {
        assertThat(ended.err()).startsWith("hedgerow: ").contains(said);
        assertThat(ended.err()).doesNotContain("Exception", "\tat ", "[error]");
        assertThat(ended.out()).isEmpty();
        assertThat(ended.code()).isEqualTo(code);
    }

    @Test
    void aMalformedSchemaIsRefusedWithItsLine() throws IOException {
        String text = "node Town {\n  @key(code)\n  code: Strin\n}\n";
        var failure = Ground.failure(() -> client.graphs().create("bad", text));
        refused(failure, "schema_invalid", 422, "bad.pg:3:9");
        assertThat(failure.violations().getFirst().toString()).contains("String");
        Files.writeString(folder.resolve("bad.pg"), "node Town {\n");
        var created = command.run(node, "graph", "create", "bad", "--schema", "bad.pg");
        ended(created, 5, "bad.pg:1:", "not closed", "add `}`");
    }

    @Test
    void aMalformedRowIsRefusedAndTheGoodOnesWithIt() {
        List<Row> rows =
                List.of(
                        Row.upsert("Town", Map.of("code", "B")),
                        Row.upsert("Town", Map.of("code", "C", "people", "many")),
                        Row.upsert("Town", Map.of("code", "D", "peeple", 3)),
                        Row.upsertEdge("Road", "A", "NOWHERE", Map.of("km", 1.5)));
        var failure = Ground.failure(() -> towns.mutate("main", rows, Optional.empty()));
        refused(failure, "rows_invalid", 422, "ops:2");
        assertThat(failure.violations().toString())
                .contains("many", "I64", "ops:3", "peeple", "did you mean `people`?");
    }

    @Test
    void anEdgeToNowhereIsRefused() {
        var road = Row.upsertEdge("Road", "A", "NOWHERE", Map.of("km", 1.5));
        var failure = Ground.failure(() -> towns.mutate("main", List.of(road), Optional.empty()));
        refused(failure, "rows_invalid", 422, "ops:1");
        assertThat(failure.detail()).contains("NOWHERE");
    }

    @Test
    void aMalformedCsvIsRefusedWithItsFileAndLine() throws IOException {
        Files.writeString(folder.resolve("towns.csv"), "code,people\nB,5\nC,lots\nD,6\n");
        var loaded = command.run(node, "load", "towns", "--node", "Town=towns.csv");
        ended(loaded, 5, "towns.csv:3", "lots", "I64", "nothing was written");
        Files.writeString(folder.resolve("torn.csv"), "code,people\nB,5\nC\n");
        ended(command.run(node, "load", "towns", "--node", "Town=torn.csv"), 5, "torn.csv:3");
        var missing = command.run(node, "load", "towns", "--node", "Town=none.csv");
        ended(missing, 3, "none.csv");
        Files.writeString(folder.resolve("roads.csv"), "a,b,km\nA,A,1\n");
        var unmapped = command.run(node, "load", "towns", "--edge", "Road=roads.csv:from=x,to=b");
        ended(unmapped, 5, "roads.csv", "x");
    }

    @Test
    void malformedCypherIsRefusedWithItsLineAndColumn() {
        var failure = Ground.failure(() -> towns.query(Query.of("MATCH (t:Town)\nRETRN t")));
        refused(failure, "cypher_invalid", 422, "2:1");
        assertThat(failure.detail()).contains("RETURN");
        var open = command.run(node, "query", "towns", "MATCH (t RETURN t");
        ended(open, 5, "1:10", "RETURN");
    }

    @Test
    void writingCypherIsRefusedAndSaysWhatToUse() {
        var written = command.run(node, "query", "towns", "CREATE (:Town {code: 'Z'})");
        ended(written, 5, "1:1", "CREATE", "mutate");
    }

    @Test
    void malformedJsonIsRefusedWithItsLineAndColumn() throws Exception {
        HttpResponse<String> answer = posted("{\"on\":\"main\",\n \"ops\":[{\"op\":");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(answer.body()).contains("\"invalid_request\"", "body:2:");
        HttpResponse<String> unknown = posted("{\"on\":\"main\",\"opps\":[]}");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("opps");
        ended(command.run(node, "mutate", "towns", "{\"op\":"), 2, "row:1", "JSON");
    }

    private static HttpResponse<String> posted(String body) throws Exception {
        URI url = URI.create(node.url() + "/v1/graphs/towns/mutate");
        var request =
                HttpRequest.newBuilder(url)
                        .header("Authorization", "Bearer " + node.token().orElseThrow())
                        .header("Content-Type", "application/json")
                        .timeout(Duration.ofMinutes(2))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void anUnknownTokenIsRefusedAndSaysWhereOneIs() {
        ended(command.run(node, "log", "towns", "--token", "wrong"), 6, "token", "data folder");
        var shown = command.run(node, "--token", "hr_0000", "graph", "show", "towns");
        ended(shown, 6, "token");
    }

    @Test
    void whatIsNotThereIsNamed() {
        ended(command.run(node, "graph", "show", "twons"), 3, "twons");
        ended(command.run(node, "log", "towns@nowhere"), 3, "nowhere");
        var nobody = Map.of("HEDGEROW_URL", "http://127.0.0.1:1", "HEDGEROW_TOKEN", "x");
        ended(command.run(nobody, "graph", "list"), 7, "127.0.0.1:1", "hedgerow up");
        ended(command.run(node, "qurey", "towns", "RETURN 1"), 2, "qurey");
    }

    @Test
    void aMalformedSettingKeepsTheNodeFromStarting() throws IOException {
        ended(command.run(Map.of(), "up", "--prot", "1"), 2, "--prot", "port", "workers");
        ended(command.run(Map.of(), "up", "--workers", "0"), 2, "--workers", "'0'", "1 to 64");
        ended(command.run(Map.of(), "up", "--port"), 2, "--port");
        var environment = Map.of("HEDGEROW_PORT", "high");
        ended(command.run(environment, "up"), 2, "HEDGEROW_PORT", "'high'");
        Files.writeString(folder.resolve("node.properties"), "port=0\nwokers=2\n");
        var file = command.run(Map.of(), "up", "--config", "node.properties");
        ended(file, 2, "node.properties", "wokers", "workers");
        assertThat(folder.resolve("hedgerow-data")).doesNotExist();
    }
}
