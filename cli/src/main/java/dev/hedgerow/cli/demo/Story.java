package dev.hedgerow.cli.demo;

import dev.hedgerow.cli.text.Cells;
import dev.hedgerow.cli.text.StepLines;
import dev.hedgerow.cli.text.Table;
import dev.hedgerow.cli.text.Words;
import dev.hedgerow.client.Answer;
import dev.hedgerow.client.Fleet;
import dev.hedgerow.client.Graph;
import dev.hedgerow.client.GraphCalls;
import dev.hedgerow.client.Hedgerow;
import dev.hedgerow.client.History;
import dev.hedgerow.client.Load;
import dev.hedgerow.client.Operation;
import dev.hedgerow.client.Query;
import dev.hedgerow.client.Row;
import dev.hedgerow.client.Written;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The seven steps. */
final class Story {
    private static final String GRAPH = "flights";
    private static final String MAIN = "main";
    private static final String BRANCH = "closing";
    private static final String CLOSED = "ABI";

    private final Stage stage;
    private final NodeProcess process;
    private final World world;
    private final Path example;
    private Hedgerow node;

    Story(Stage stage, NodeProcess process, World world, Path example) {
        this.stage = stage;
        this.process = process;
        this.world = world;
        this.example = example;
        long begun = stage.now();
        this.node = process.start();
        stage.line(
                "A node started in %s: %s, process %d"
                        .formatted(stage.since(begun), process.url(), process.pid()));
    }

    void tell() {
        stage.step("Create the graph 'flights' from flights.pg", this::create);
        stage.step("Load airports and routes as one commit", this::load);
        stage.step("Materialise it for Cypher, as a durable operation", this::materialize);
        stage.step("Ask Cypher", this::ask);
        stage.step("Change it on a branch, preview, merge, and see it in Cypher", this::branch);
        stage.step("Rebuild it blue-green under a reader", this::rebuild);
        stage.step("Kill the node with -9 and start it again", this::kill);
        stage.end();
    }

    private GraphCalls graph() {
        return node.graph(GRAPH);
    }

    private void create() {
        Graph graph = node.graphs().create(GRAPH, text("flights.pg"));
        stage.line("%s (%s), branch %s".formatted(graph.name(), graph.id(), graph.branch()));
        Table table = Table.of("TYPE", "KEY OR ENDS", "PROPERTIES");
        var schema = graph().schema(Optional.empty());
        schema.nodes()
                .forEach(type ->
                        table.row(
                                type.name(),
                                String.join(", ", type.key()),
                                Words.count(type.properties().size())));
        schema.edges()
                .forEach(type ->
                        table.row(
                                type.name(),
                                type.from() + " → " + type.to(),
                                Words.count(type.properties().size())));
        stage.table(table);
    }

    private String text(String file) {
        try {
            return Files.readString(example.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void load() {
        String airports = "Airport=" + example.resolve("airports.csv");
        String routes =
                "Route="
                        + example.resolve("flights-airport.csv")
                        + ":from=origin,to=destination,flights=count";
        Load load =
                new Load(
                        MAIN,
                        List.of(airports),
                        List.of(routes),
                        List.of(),
                        "airports, and routes of 2008",
                        null);
        Written written = graph().load(load, Load.Listener.NONE);
        stage.line(
                "%s in 1 commit: %s".formatted(Cells.counts(written.counts()), written.commit()));
    }

    private void materialize() {
        Operation done = watched(graph().materialize());
        Fleet.Placement placement = node.fleet().placement(GRAPH);
        stage.line("%s, %s".formatted(done.id(), done.state()));
        stage.line("placed on volume %s, %s".formatted(placement.volume(), placement.state()));
    }

    private Operation watched(Operation started) {
        StepLines lines = new StepLines(stage.terminal(), Stage.INDENT);
        Operation ended = node.operations().watch(started.id(), lines);
        if (!ended.succeeded()) {
            throw HedgerowException.of(
                    Failure.INTERNAL,
                    "Materialising ended as %s: %s"
                            .formatted(
                                    ended.state(),
                                    ended.failure().map(Operation.Trouble::detail).orElse("")));
        }
        return ended;
    }

    private void ask() {
        stage.line("The ten busiest airports:");
        stage.answer(
                graph().query(
                                Query.of(
                                        """
                                        MATCH (a:Airport)-[r:Route]-(:Airport)
                                        RETURN a.iata AS iata, a.name AS name, a.city AS city,
                                               sum(r.flights) AS flights
                                        ORDER BY flights DESC LIMIT 10\
                                        """)),
                10);
        stage.line("Airports within two hops of ABE:");
        stage.answer(
                graph().query(
                                Query.of(
                                                """
                                                MATCH (a:Airport {iata: $from})-[:Route*1..2]->(b:Airport)
                                                WHERE b.iata <> $from
                                                RETURN DISTINCT b.iata AS iata, b.name AS name, b.state AS state
                                                ORDER BY iata\
                                                """)
                                        .with(Map.of("from", "ABE"))),
                4);
        stage.line("A shortest path from ABE to Barrow, in the north of Alaska:");
        stage.answer(
                graph().query(
                                Query.of(
                                                """
                                                MATCH p = (a:Airport {iata: $from})-[:Route* SHORTEST 1..6]->(b:Airport {iata: $to})
                                                RETURN length(p) AS hops, p AS path\
                                                """)
                                        .with(Map.of("from", "ABE", "to", "BRW"))),
                1);
    }

    private void branch() {
        History.Branch branch = graph().createBranch(BRANCH, MAIN);
        stage.line("branch %s at %s".formatted(branch.name(), branch.commit()));
        Written written =
                graph().mutate(
                                BRANCH,
                                List.of(
                                        Row.delete("Airport", Map.of("iata", CLOSED)),
                                        Row.upsertEdge(
                                                "Route", "ABE", "SFO", Map.of("flights", 365))),
                                Optional.of("close ABI, fly ABE to SFO daily"));
        stage.line("on %s: %s".formatted(BRANCH, Cells.counts(written.counts())));
        History.MergePreview preview = graph().previewMerge(BRANCH, MAIN);
        stage.line(
                "preview: %s, %s"
                        .formatted(
                                Cells.counts(preview.counts()),
                                Words.plural(preview.conflicts().size(), "conflict")));
        Written merged =
                graph().merge(
                                new History.Merge(
                                        BRANCH,
                                        MAIN,
                                        List.of(),
                                        Optional.empty(),
                                        Optional.of("merge closing")));
        long begun = stage.now();
        Answer answer =
                graph().query(
                                Query.of(
                                                """
                                                MATCH (a:Airport) OPTIONAL MATCH (:Airport {iata: 'ABE'})-[r:Route]->(b:Airport {iata: 'SFO'})
                                                WITH count(DISTINCT a.iata) AS airports, max(r.flights) AS abe_to_sfo
                                                RETURN airports, abe_to_sfo\
                                                """)
                                        .atLeast(merged.commit()));
        stage.line(
                "merged as %s; Cypher saw it %s later:"
                        .formatted(merged.commit(), stage.since(begun)));
        stage.answer(answer, 1);
    }

    private void rebuild() {
        ReaderLoop reader = new ReaderLoop(graph(), world.threads());
        try {
            watched(graph().materialize());
        } finally {
            reader.stop();
        }
        Table table = Table.of(">QUERIES", ">FAILURES", ">GENERATIONS", ">PER QUERY", ">ANSWERS");
        stage.table(
                table.row(
                        Words.count(reader.queries()),
                        Words.count(reader.failures()),
                        Words.count(reader.generations()),
                        Words.count(reader.generationsPerQuery()),
                        Words.count(reader.answers())));
    }

    private void kill() {
        Graph before = graph().show();
        long pid = process.pid();
        process.kill();
        long begun = stage.now();
        node = process.start();
        stage.line("killed process %d; up again in %s".formatted(pid, stage.since(begun)));
        Graph after = graph().show();
        Table table = Table.of("", "HEAD", "HOLDS");
        table.row("before", before.commit(), Cells.totals(before.counts()));
        table.row("after", after.commit(), Cells.totals(after.counts()));
        stage.table(table);
        stage.answer(
                graph().query(
                                Query.of("MATCH (a:Airport) RETURN count(*) AS airports")
                                        .atLeast(before.commit())),
                1);
        if (!before.commit().equals(after.commit()) || !before.counts().equals(after.counts())) {
            throw HedgerowException.of(
                    Failure.CORRUPT, "The graph is not as it was before the node was killed");
        }
    }
}
