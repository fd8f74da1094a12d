package dev.hedgerow.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.client.Answer;
import dev.hedgerow.client.ClientException;
import dev.hedgerow.client.Graph;
import dev.hedgerow.client.GraphCalls;
import dev.hedgerow.client.Hedgerow;
import dev.hedgerow.client.History;
import dev.hedgerow.client.Load;
import dev.hedgerow.client.Operation;
import dev.hedgerow.client.Query;
import dev.hedgerow.client.Row;
import dev.hedgerow.client.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The flights of 2008 from an empty folder to a killed node, with the client and the command. */
@Timeout(300)
class StoryTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Path FLIGHTS = Ground.distribution().resolve("examples/flights");
    private static final String BUSIEST =
            """
            MATCH (a:Airport)-[r:Route]-(:Airport)
            RETURN a.iata AS iata, sum(r.flights) AS flights
            ORDER BY flights DESC LIMIT 3\
            """;
    private static final String TWO_HOPS =
            """
            MATCH (a:Airport {iata: $from})-[:Route*1..2]->(b:Airport)
            WHERE b.iata <> $from RETURN count(DISTINCT b.iata) AS airports\
            """;
    private static final String TOTALS =
            "MATCH (:Airport)-[r:Route]->(:Airport) RETURN count(r), sum(r.flights)";

    @TempDir Path folder;
    private PackagedNode node;
    private PackagedCommand command;
    private Hedgerow client;

    @BeforeEach
    void start() {
        node = Ground.node(folder);
        command = Ground.command(folder);
        started();
    }

    private void started() {
        node.start();
        client = node.client(PATIENCE);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void theStoryWithTheJavaClient() throws Exception {
        GraphCalls graph = created();
        materialized(graph.materialize());
        theAnswersAreKnown(graph);
        theMergeIsSeen(graph);
        aRebuildFailsNoReader(graph);
        Graph before = graph.show();
        List<History.Commit> log = graph.log("main", Optional.of(100), Optional.empty()).commits();
        node.kill();
        started();
        GraphCalls again = client.graph("flights");
        assertThat(again.show().commit()).isEqualTo(before.commit());
        assertThat(again.show().counts()).isEqualTo(before.counts());
        assertThat(again.log("main", Optional.of(100), Optional.empty()).commits()).isEqualTo(log);
        assertThat(again.branches()).extracting(History.Branch::name).contains("closing", "main");
        Answer answer =
                again.query(Query.of("MATCH (a:Airport) RETURN count(*)").atLeast(before.commit()));
        assertThat(answer.rows()).hasToString("[[3375]]");
        assertThat(again.projection().freshness().state()).isEqualTo("fresh");
        node.terminate();
        assertThat(node.ended()).as(node.logTail()).hasValue(0);
    }

    private GraphCalls created() throws IOException {
        String schema = Files.readString(FLIGHTS.resolve("flights.pg"));
        var _ = client.graphs().create("flights", schema);
        GraphCalls graph = client.graph("flights");
        Load load =
                new Load(
                        "main",
                        List.of("Airport=" + FLIGHTS.resolve("airports.csv")),
                        List.of(
                                "Route=%s:from=origin,to=destination,flights=count"
                                        .formatted(FLIGHTS.resolve("flights-airport.csv"))),
                        List.of(),
                        "airports and routes",
                        null);
        Written written = graph.load(load, Load.Listener.NONE);
        assertThat(inserted(written, "Airport")).isEqualTo(3376);
        assertThat(inserted(written, "Route")).isEqualTo(5366);
        assertThat(graph.show().commit()).isEqualTo(written.commit());
        return graph;
    }

    private static long inserted(Written written, String type) {
        return Objects.requireNonNull(written.counts().get(type)).inserted();
    }

    private void materialized(Operation started) {
        Operation ended = client.operations().watch(started.id(), _ -> {});
        assertThat(ended.succeeded()).as(ended.toString()).isTrue();
    }

    private static void theAnswersAreKnown(GraphCalls graph) {
        Answer busiest = graph.query(Query.of(BUSIEST));
        assertThat(busiest.rows().getFirst()).hasToString("[ATL, 829034]");
        Answer hops = graph.query(Query.of(TWO_HOPS).with(Map.of("from", "ABE")));
        assertThat(hops.rows()).hasToString("[[208]]");
        Answer routes = graph.query(Query.of(TOTALS));
        assertThat(routes.rows().getFirst().getFirst()).hasToString("5366");
    }

    private static void theMergeIsSeen(GraphCalls graph) {
        var _ = graph.createBranch("closing", "main");
        List<Row> rows =
                List.of(
                        Row.delete("Airport", Map.of("iata", "ABI")),
                        Row.upsertEdge("Route", "ABE", "SFO", Map.of("flights", 365)));
        var _ = graph.mutate("closing", rows, Optional.of("close ABI"));
        assertThat(graph.show().counts()).containsEntry("Airport", 3376L);
        assertThat(graph.previewMerge("closing", "main").conflicts()).isEmpty();
        var merge =
                new History.Merge("closing", "main", List.of(), Optional.empty(), Optional.empty());
        Written merged = graph.merge(merge);
        Query query =
                Query.of(
                        """
                        MATCH (a:Airport)
                        OPTIONAL MATCH (:Airport {iata: 'ABE'})-[r:Route]->(:Airport {iata: 'SFO'})
                        RETURN count(DISTINCT a.iata), max(r.flights)\
                        """);
        Answer seen = graph.query(query.atLeast(merged.commit()));
        assertThat(seen.rows()).hasToString("[[3375, 365]]");
    }

    private void aRebuildFailsNoReader(GraphCalls graph) throws InterruptedException {
        var stopped = new AtomicBoolean();
        var queries = new AtomicLong();
        Set<String> answers = new ConcurrentSkipListSet<>();
        Set<String> failures = new ConcurrentSkipListSet<>();
        Set<String> generations = new ConcurrentSkipListSet<>();
        Runnable reader =
                () -> {
                    while (!stopped.get()) {
                        try {
                            Answer answer = graph.query(Query.of(TOTALS));
                            generations.add(answer.generation());
                            answers.add(answer.rows().toString());
                        } catch (ClientException e) {
                            failures.add(e.code() + ": " + e.detail());
                        }
                        queries.incrementAndGet();
                    }
                };
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            readers.add(Ground.WORLD.threads().start("reader-" + i, reader));
        }
        try {
            materialized(graph.materialize());
            assertThat(graph.query(Query.of(TOTALS)).generation()).isNotEmpty();
        } finally {
            stopped.set(true);
            for (Thread thread : readers) {
                thread.join();
            }
        }
        assertThat(failures).isEmpty();
        assertThat(answers).hasSize(1);
        assertThat(queries.get()).isPositive();
        assertThat(generations).hasSizeBetween(1, 2);
    }

    private PackagedCommand.Ended said(int code, String... arguments) {
        PackagedCommand.Ended ended = command.run(node, arguments);
        assertThat(ended.code())
                .as(String.join(" ", arguments) + "\n" + ended.out() + ended.err())
                .isEqualTo(code);
        return ended;
    }

    private JsonNode json(String... arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        words.addAll(List.of("--output", "json"));
        return JSON.readTree(said(0, words.toArray(String[]::new)).out());
    }

    @Test
    void theStoryWithTheCommand() {
        String airports = "Airport=" + FLIGHTS.resolve("airports.csv");
        String routes =
                "Route=%s:from=origin,to=destination,flights=count"
                        .formatted(FLIGHTS.resolve("flights-airport.csv"));
        String schema = FLIGHTS.resolve("flights.pg").toString();
        assertThat(said(0, "graph", "create", "flights", "--schema", schema).out())
                .contains("Created graph flights");
        said(4, "graph", "create", "flights", "--schema", schema);
        said(3, "query", "flights", "RETURN 1");
        JsonNode loaded = json("load", "flights", "--node", airports, "--edge", routes);
        assertThat(loaded.at("/counts/Airport/inserted").asLong()).isEqualTo(3376);
        assertThat(loaded.at("/counts/Route/inserted").asLong()).isEqualTo(5366);
        said(0, "materialize", "flights");
        JsonNode busiest = json("query", "flights", BUSIEST);
        assertThat(busiest.at("/rows/0/0").asString()).isEqualTo("ATL");
        assertThat(busiest.at("/rows/0/1").asLong()).isEqualTo(829_034);
        assertThat(json("query", "flights", TWO_HOPS, "-p", "from=ABE").at("/rows/0/0").asLong())
                .isEqualTo(208);
        assertThat(said(0, "query", "flights", BUSIEST).out()).contains("ATL", "829034");
        theCommandMerges();
        node.kill();
        said(7, "log", "flights");
        started();
        assertThat(json("graph", "show", "flights").at("/counts/Airport").asLong()).isEqualTo(3375);
        assertThat(json("log", "flights").at("/commits").size()).isGreaterThanOrEqualTo(2);
    }

    private void theCommandMerges() {
        said(0, "branch", "create", "flights", "closing");
        String row = "{\"op\":\"delete\",\"type\":\"Airport\",\"data\":{\"iata\":\"ABI\"}}";
        said(0, "mutate", "flights@closing", row);
        said(0, "branch", "merge", "flights", "closing");
        String head = json("graph", "show", "flights").at("/commit").asString();
        String count = "MATCH (a:Airport) RETURN count(*)";
        JsonNode seen = json("query", "flights", count, "--min-commit", head);
        assertThat(seen.at("/rows/0/0").asLong()).isEqualTo(3375);
        said(5, "query", "flights", "MATCH (a RETURN a");
        said(2, "query", "flights");
    }
}
