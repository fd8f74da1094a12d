package dev.hedgerow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.Violation;
import dev.hedgerow.kernel.World;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HedgerowTest {
    private static final String JSON = "application/json";
    private static final String WRITTEN =
            """
            {"graph": "flights", "branch": "main", "commit": "co_1", "replayed": false,
             "counts": {"Airport": {"inserted": 2, "updated": 0, "deleted": 1}}, "future": 1}\
            """;

    @TempDir Path folder;
    private Peer peer;
    private Hedgerow node;

    @BeforeEach
    void start() throws IOException {
        peer = new Peer();
        node = at(peer.url());
    }

    @AfterEach
    void stop() {
        peer.close();
    }

    private static Hedgerow at(URI url) {
        Address address = new Address(url, Optional.of("secret"));
        return Hedgerow.at(address, World.system(), Duration.ofSeconds(5));
    }

    @Test
    void aWriteCarriesTokenAndKeyAndSaysWhatItCounted() {
        peer.then(200, JSON, WRITTEN);
        Row row = Row.upsert("Airport", Map.of("iata", "ABE"));

        Written written = node.graph("flights").mutate("main", List.of(row), Optional.empty());

        assertThat(written.counts().get("Airport")).isEqualTo(new Counts(2, 0, 1));
        assertThat(written.diff()).isEmpty();
        Peer.Call call = peer.calls.getFirst();
        assertThat(call.line()).isEqualTo("POST /v1/graphs/flights/mutate");
        assertThat(call.token()).isEqualTo("Bearer secret");
        assertThat(call.key()).hasSize(26);
        assertThat(call.body())
                .isEqualTo(
                        "{\"on\":\"main\",\"ops\":[{\"op\":\"upsert\",\"type\":\"Airport\","
                                + "\"data\":{\"iata\":\"ABE\"}}]}");
    }

    @Test
    void aLostConnectionRepeatsTheWriteWithTheSameKey() {
        peer.then(200, JSON, WRITTEN).then(0, JSON, "").then(200, JSON, WRITTEN);
        List<Row> rows = List.of(Row.delete("Airport", Map.of("iata", "ABE")));
        node.graph("flights").mutate("main", rows, Optional.empty());

        node.graph("flights").mutate("main", rows, Optional.empty());

        assertThat(peer.calls).hasSize(3);
        assertThat(peer.calls.get(1).key())
                .isEqualTo(peer.calls.get(2).key())
                .isNotEqualTo(peer.calls.get(0).key());
    }

    @Test
    void aNodeThatIsShuttingDownIsAskedAgain() {
        peer.then(503, "application/problem+json", "{\"code\": \"shutting_down\"}")
                .then(200, JSON, "{\"graphs\": []}");

        assertThat(node.graphs().list(Optional.empty(), Optional.empty()).graphs()).isEmpty();
    }

    @Test
    void aProblemKeepsItsCodeSentencePlacesAndExitCode() {
        peer.then(
                422,
                "application/problem+json",
                """
                {"type": "urn:hedgerow:problem:schema_invalid", "title": "t", "status": 422,
                 "detail": "The schema is not valid", "code": "schema_invalid",
                 "violations": [{"place": "a.pg:1:2", "problem": "p", "fix": "f"}]}\
                """);

        var failure =
                catchThrowableOfType(
                        ClientException.class, () -> node.graphs().create("flights", "node"));

        assertThat(failure.failure()).contains(Failure.SCHEMA_INVALID);
        assertThat(failure.kind().exitCode()).isEqualTo(5);
        assertThat(failure.detail()).isEqualTo("The schema is not valid");
        assertThat(failure.violations()).containsExactly(new Violation("a.pg:1:2", "p", "f"));
    }

    @Test
    void anUnknownCodeIsTreatedByItsStatus() {
        peer.then(409, JSON, "{\"code\": \"from_the_future\", \"detail\": \"d\"}");

        var failure =
                catchThrowableOfType(ClientException.class, () -> node.graphs().show("flights"));

        assertThat(failure.failure()).isEmpty();
        assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFLICT);
    }

    @Test
    void whoeverAnswersThatIsNoNodeIsSaidToBeNone() {
        peer.then(404, "text/html", "<html>");

        var failure = catchThrowableOfType(ClientException.class, () -> node.node().version());

        assertThat(failure.detail()).contains("is it one?");
    }

    @Test
    void aRefusedFirstConnectionIsNotWaitedFor() {
        peer.close();

        var failure = catchThrowableOfType(ClientException.class, () -> node.node().version());

        assertThat(failure.kind()).isEqualTo(Failure.Kind.UNAVAILABLE);
        assertThat(failure.detail()).contains("hedgerow up");
    }

    @Test
    void absentFieldsAreEmpty() {
        peer.then(
                200,
                JSON,
                """
                {"id": "gr_1", "name": "flights", "tenant": "default", "schemaVersion": 1,
                 "createdAt": "2026-01-01T00:00:00Z", "branch": "main", "commit": "co_1"}\
                """);

        Graph graph = node.graphs().show("flights");

        assertThat(graph.freshness()).isEmpty();
        assertThat(graph.counts()).isEmpty();
    }

    @Test
    void rowsOfAnAnswerMayHoldNull() {
        peer.then(
                200,
                JSON,
                """
                {"graph": "g", "branch": "main", "commit": "co_1", "generation": "7",
                 "columns": [{"name": "a", "type": "INT64"}], "rows": [[1], [null]],
                 "truncated": false, "statistics": {"rows": 2}}\
                """);

        Answer answer = node.graph("g").query(Query.of("RETURN 1").atLeast("co_1"));

        assertThat(answer.rows().get(1).getFirst()).isNull();
        assertThat(peer.calls.getFirst().body())
                .isEqualTo("{\"cypher\":\"RETURN 1\",\"minCommit\":\"co_1\"}");
    }

    @Test
    void aLoadSendsTheFormAndHearsOfProgress() throws IOException {
        Path file = folder.resolve("airports.csv");
        Files.writeString(file, "iata\nABE\n");
        peer.then(
                200,
                "text/event-stream",
                "event: progress\ndata: {\"done\": 1}\n\n: beat\n\nevent: written\ndata: "
                        + WRITTEN.replace("\n", " ")
                        + "\n\n");
        List<Long> done = new ArrayList<>();
        List<String> nodes = List.of("Airport=" + file + ":iata=code");
        Load load = new Load("main", nodes, List.of(), List.of(), "first", "key-1");

        Written written = node.graph("flights").load(load, hears(done));

        assertThat(written.commit()).isEqualTo("co_1");
        assertThat(done).containsExactly(1L);
        Peer.Call call = peer.calls.getFirst();
        assertThat(call.key()).isEqualTo("key-1");
        assertThat(call.type()).startsWith("multipart/form-data; boundary=");
        assertThat(call.body())
                .contains("name=\"on\"\r\n\r\nmain\r\n")
                .contains("name=\"node\"\r\n\r\nAirport=" + file + ":iata=code\r\n")
                .contains("filename=\"" + file + "\"")
                .contains("\r\n\r\niata\nABE\n\r\n--")
                .endsWith("--\r\n");
    }

    private static Load.Listener hears(List<Long> done) {
        return new Load.Listener() {
            @Override
            public void sent(long bytes, long total) {
                assertThat(bytes).isLessThanOrEqualTo(total);
            }

            @Override
            public void working(Operation.Progress progress) {
                done.add(progress.done());
            }
        };
    }

    @Test
    void watchingConnectsAgainUntilTheOperationHasEnded() {
        peer.then(200, "text/event-stream", event("running"))
                .then(200, "text/event-stream", event("running") + event("succeeded"));
        List<String> states = new ArrayList<>();

        Operation ended = node.operations().watch("op_1", o -> states.add(o.state()));

        assertThat(ended.succeeded()).isTrue();
        assertThat(states).containsExactly("running", "running", "succeeded");
    }

    private static String event(String state) {
        return "event: operation\ndata: {\"id\": \"op_1\", \"state\": \"" + state + "\"}\n\n";
    }

    @Test
    void anExportThatBreaksOffWithAProblemFails() {
        peer.then(
                200,
                "application/x-ndjson",
                "{\"type\":\"A\"}\n{\"problem\": {\"code\": \"corrupt\", \"detail\": \"d\"}}\n"
                        .replace("\"problem\": {", "\"problem\":{"));

        try (Export export = node.graph("g").export(Optional.empty())) {
            assertThat(export.commit()).isEqualTo("co_0000000000001");
            assertThat(export.next()).contains("{\"type\":\"A\"}");
            var failure = catchThrowableOfType(ClientException.class, export::next);
            assertThat(failure.failure()).contains(Failure.CORRUPT);
        }
    }
}
