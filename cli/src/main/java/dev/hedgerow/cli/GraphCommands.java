package dev.hedgerow.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hedgerow.cli.text.Cells;
import dev.hedgerow.cli.text.Table;
import dev.hedgerow.cli.text.Words;
import dev.hedgerow.client.Graph;
import dev.hedgerow.client.Graphs;
import dev.hedgerow.client.Operation;
import dev.hedgerow.client.Projection;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code graph create|list|show|rename|delete}. */
@Command(name = "graph", description = "Create, list, show, rename and delete graphs")
final class GraphCommands {
    private final Session session;

    GraphCommands(Session session) {
        this.session = session;
    }

    @Command(name = "create", description = "Create a graph from a schema file")
    int create(
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--schema",
                            required = true,
                            paramLabel = "FILE.pg",
                            description = "The schema, in the .pg language")
                    Path schema)
            throws IOException {
        Graph graph =
                session.node()
                        .graphs()
                        .create(name, Inputs.text(schema), schema.getFileName().toString(), null);
        return session.answer(
                graph,
                g ->
                        session.say(
                                "Created graph %s (%s), branch %s at %s"
                                        .formatted(g.name(), g.id(), g.branch(), g.commit())));
    }

    @Command(name = "list", description = "The graphs, with what they hold and how fresh they are")
    int list() {
        Graphs.Page page = session.node().graphs().list(Optional.of(1000), Optional.empty());
        return session.answer(page, p -> session.table(table(p), "There are no graphs."));
    }

    static Table table(Graphs.Page page) {
        Table table = Table.of("GRAPH", "HOLDS", "FRESHNESS", "HEAD", "CREATED");
        for (Graph graph : page.graphs()) {
            table.row(
                    graph.name(),
                    Cells.totals(graph.counts()),
                    graph.freshness().map(GraphCommands::freshness).orElse(""),
                    graph.commit(),
                    Words.moment(graph.createdAt()));
        }
        return table;
    }

    static String freshness(Projection.Freshness freshness) {
        return switch (freshness.state()) {
            case "absent" -> "not materialised";
            case "rebuild_needed" -> "to be rebuilt: " + freshness.reason();
            case "behind" -> "behind by " + Words.plural(freshness.commits(), "commit");
            default ->
                    freshness.state()
                            + (freshness.reason().isEmpty() ? "" : ": " + freshness.reason());
        };
    }

    @Command(name = "show", description = "One graph")
    int show(@Parameters(paramLabel = "GRAPH") View view) {
        return session.answer(session.node().graph(view.graph()).show(), this::print);
    }

    private void print(Graph graph) {
        Table table = Table.of("GRAPH", graph.name());
        table.row("id", graph.id());
        table.row("tenant", graph.tenant());
        table.row("created", Words.moment(graph.createdAt()));
        table.row("schema version", Long.toString(graph.schemaVersion()));
        table.row("head", graph.branch() + " at " + graph.commit());
        table.row("holds", Cells.totals(graph.counts()));
        table.row("freshness", graph.freshness().map(GraphCommands::freshness).orElse(""));
        graph.lastOperation().ifPresent(o -> table.row("last operation", describe(o)));
        table.print(session.terminal());
    }

    private static String describe(Operation operation) {
        return "%s %s (%s)".formatted(operation.kind(), operation.state(), operation.id());
    }

    @Command(name = "rename", description = "Give a graph another name; readers and writers go on")
    int rename(
            @Parameters(paramLabel = "GRAPH") View view,
            @Parameters(paramLabel = "NAME") String next) {
        Graph graph = session.node().graphs().rename(view.graph(), next);
        return session.answer(
                graph,
                g ->
                        session.say(
                                "Renamed %s to %s (%s)".formatted(view.graph(), g.name(), g.id())));
    }

    @Command(name = "delete", description = "Delete a graph and all its history")
    int delete(
            @Parameters(paramLabel = "GRAPH") String name,
            @Option(names = "--yes", description = "Do not ask") boolean yes)
            throws IOException {
        if (!yes && !confirmed(name)) {
            session.terminal().err().println("Nothing was deleted.");
            return 1;
        }
        Operation operation = session.node().graphs().delete(name);
        return session.answer(
                operation,
                o -> session.say("Deleted graph %s; %s removes its files".formatted(name, o.id())));
    }

    private boolean confirmed(String name) throws IOException {
        if (!session.terminal().live()) {
            throw HedgerowException.of(
                    Failure.INVALID_REQUEST,
                    "Deleting %s removes all its history: say --yes to do it".formatted(name));
        }
        session.terminal()
                .err()
                .printf("Delete %s and all its history? Type its name: ", Words.plain(name));
        var typed = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        return name.equals(typed.readLine());
    }
}
