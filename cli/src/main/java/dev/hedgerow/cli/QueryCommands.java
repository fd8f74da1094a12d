package dev.hedgerow.cli;

import dev.hedgerow.cli.text.Answers;
import dev.hedgerow.cli.text.Cells;
import dev.hedgerow.cli.text.Table;
import dev.hedgerow.cli.text.Words;
import dev.hedgerow.client.Answer;
import dev.hedgerow.client.Found;
import dev.hedgerow.client.Query;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;

/** {@code query} and {@code find}. */
@Command
final class QueryCommands {
    private final Session session;

    QueryCommands(Session session) {
        this.session = session;
    }

    @Command(name = "query", description = "Answer a Cypher query")
    int query(
            @Parameters(paramLabel = "GRAPH[@VIEW]") View view,
            @Parameters(
                            paramLabel = "CYPHER",
                            description = "The query; - reads it from the standard input")
                    String cypher,
            @Option(
                            names = {"-p", "--parameter"},
                            paramLabel = "NAME=VALUE",
                            description = "A parameter; the value is JSON, or else a text")
                    @Nullable List<String> parameters,
            @Option(
                            names = "--min-commit",
                            paramLabel = "COMMIT",
                            description = "Wait until this commit can be seen")
                    Optional<String> minCommit,
            @Option(names = "--timeout", paramLabel = "SECONDS") Optional<Double> timeout,
            @Option(names = "--max-rows", paramLabel = "N") Optional<Integer> maxRows)
            throws IOException {
        String text = cypher.equals("-") ? Inputs.standard() : cypher;
        Query query =
                new Query(
                        text,
                        values(parameters),
                        view.at(),
                        minCommit,
                        timeout.map(seconds -> (long) (seconds * 1000)),
                        maxRows);
        Answer answer = session.node().graph(view.graph()).query(query);
        return session.answer(answer, this::print);
    }

    @Command(name = "find", description = "Nodes or edges by values of their properties")
    int find(
            @Parameters(paramLabel = "GRAPH[@VIEW]") View view,
            @Parameters(
                            paramLabel = "TYPE",
                            description = "A node type, an edge type or an interface")
                    String type,
            @Parameters(
                            arity = "0..*",
                            paramLabel = "PROPERTY=VALUE",
                            description = "The value is JSON, or else a text")
                    @Nullable List<String> where,
            @Option(
                            names = {"-n", "--limit"},
                            paramLabel = "N",
                            defaultValue = "100")
                    int limit) {
        var wanted =
                new Found.Wanted(
                        type, values(where), view.at(), Optional.of(limit), Optional.empty());
        Found.Page page = session.node().graph(view.graph()).find(wanted);
        return session.answer(page, this::print);
    }

    private void print(Found.Page page) {
        Set<String> names = new LinkedHashSet<>();
        page.rows().forEach(row -> names.addAll(row.properties().keySet()));
        List<String> head = new ArrayList<>(List.of("ROW"));
        head.addAll(names);
        Table table = Table.of(head.toArray(String[]::new));
        for (Found.Row row : page.rows()) {
            List<String> cells = new ArrayList<>(List.of(named(row)));
            names.forEach(name -> cells.add(Cells.text(row.properties().get(name))));
            table.row(cells);
        }
        session.table(table, "There are none.");
        String more = page.next().isPresent() ? ", and more" : "";
        String rows = Words.plural(page.rows().size(), "row") + more;
        session.say(session.terminal().faint(rows + " at " + page.commit()));
    }

    private static String named(Found.Row row) {
        return row.edge()
                .map(edge ->
                        "%s %s → %s".formatted(edge, Cells.text(row.from()), Cells.text(row.to())))
                .orElseGet(() -> row.type().orElse("") + " " + Cells.text(row.key()));
    }

    private static Map<String, @Nullable Object> values(@Nullable List<String> texts) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (String text : texts == null ? List.<String>of() : texts) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw Misuse.of("'%s' gives nothing a value: expected NAME=VALUE".formatted(text));
            }
            values.put(text.substring(0, equals), value(text.substring(equals + 1)));
        }
        return values;
    }

    private static @Nullable Object value(String text) {
        try {
            return Session.JSON.readValue(text, Object.class);
        } catch (JacksonException e) {
            return text;
        }
    }

    private void print(Answer answer) {
        Answers.table(answer, Integer.MAX_VALUE).print(session.terminal());
        session.say(session.terminal().faint(Answers.summary(answer)));
    }
}
