package dev.hedgerow.cli;

import dev.hedgerow.cli.text.Bar;
import dev.hedgerow.cli.text.Cells;
import dev.hedgerow.cli.text.Table;
import dev.hedgerow.cli.text.Words;
import dev.hedgerow.client.Export;
import dev.hedgerow.client.GraphCalls;
import dev.hedgerow.client.History;
import dev.hedgerow.client.Load;
import dev.hedgerow.client.Operation;
import dev.hedgerow.client.Written;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;

/** {@code load}, {@code mutate}, {@code export}, {@code node}, {@code log} and {@code diff}. */
@Command
final class RowCommands {
    private final Session session;

    RowCommands(Session session) {
        this.session = session;
    }

    @Command(name = "load", description = "Load CSV and JSONL files as one commit, or none")
    int load(
            @Parameters(paramLabel = "GRAPH[@BRANCH]") View view,
            @Parameters(arity = "0..*", paramLabel = "FILE.jsonl") List<Path> files,
            @Option(
                            names = "--node",
                            paramLabel = "TYPE=FILE.csv[:property=column,…]",
                            description = "A CSV file of nodes")
                    List<String> nodes,
            @Option(
                            names = "--edge",
                            paramLabel = "TYPE=FILE.csv:from=column,to=column[,…]",
                            description = "A CSV file of edges")
                    List<String> edges,
            @Option(
                            names = {"-m", "--message"},
                            paramLabel = "TEXT")
                    Optional<String> message,
            @Option(names = "--key", paramLabel = "KEY", description = "The idempotency key")
                    Optional<String> key) {
        Load load =
                new Load(
                        view.branch(),
                        orNone(nodes),
                        orNone(edges),
                        orNone(files),
                        message.orElse(""),
                        key.orElse(null));
        if (load.nodes().isEmpty() && load.edges().isEmpty() && load.rows().isEmpty()) {
            throw HedgerowException.of(
                    Failure.INVALID_REQUEST,
                    "There is nothing to load: name JSONL files, or CSV files with --node and"
                            + " --edge");
        }
        return session.answer(sent(view, load), w -> written("Loaded", w));
    }

    private Written sent(View view, Load load) {
        try (Bar bar = new Bar(session.terminal(), session.world().clock())) {
            return session.node().graph(view.graph()).load(load, listener(bar));
        }
    }

    private static <T> List<T> orNone(@Nullable List<T> values) {
        return values == null ? List.of() : values;
    }

    static Load.Listener listener(Bar bar) {
        return new Load.Listener() {
            @Override
            public void sent(long bytes, long total) {
                String figures = Words.bytes(bytes) + " of " + Words.bytes(total);
                bar.show("sending", bytes, total, figures);
            }

            @Override
            public void working(Operation.Progress progress) {
                String figures = Words.count(progress.done()) + " " + progress.unit();
                bar.show("loading", progress.done(), progress.total(), figures);
            }
        };
    }

    @Command(
            name = "mutate",
            description = "Insert, upsert, merge, update and delete rows as one commit, or none")
    int mutate(
            @Parameters(paramLabel = "GRAPH[@BRANCH]") View view,
            @Parameters(
                            arity = "0..*",
                            paramLabel = "ROW",
                            description = "A row as JSON; without any, lines of standard input")
                    List<String> rows,
            @Option(
                            names = {"-f", "--file"},
                            paramLabel = "FILE.jsonl")
                    Optional<Path> file,
            @Option(
                            names = {"-m", "--message"},
                            paramLabel = "TEXT")
                    Optional<String> message)
            throws IOException {
        List<Object> parsed = new ArrayList<>();
        List<String> texts = texts(orNone(rows), file);
        for (int i = 0; i < texts.size(); i++) {
            if (!texts.get(i).isBlank()) {
                parsed.add(row(texts.get(i), file.map(Path::toString).orElse("row"), i + 1));
            }
        }
        if (parsed.isEmpty()) {
            throw Misuse.of(
                    "There is nothing to write: give rows as arguments, in a --file, or on the"
                            + " standard input");
        }
        GraphCalls calls = session.node().graph(view.graph());
        Written written = calls.mutate(view.branch(), parsed, message, null);
        return session.answer(written, w -> written("Wrote", w));
    }

    private static List<String> texts(List<String> rows, Optional<Path> file) throws IOException {
        if (!rows.isEmpty()) {
            return rows;
        }
        if (file.isPresent()) {
            return Inputs.text(file.orElseThrow()).lines().toList();
        }
        return Inputs.standard().lines().toList();
    }

    private static Object row(String text, String name, int line) {
        String problem = "";
        try {
            if (Session.JSON.readValue(text, Object.class) instanceof Map<?, ?> row) {
                return row;
            }
        } catch (JacksonException e) {
            String told = String.valueOf(e.getOriginalMessage());
            int source = told.indexOf(" (start marker");
            problem = ": " + (source < 0 ? told : told.substring(0, source));
        }
        throw Misuse.of(
                "%s:%d is not a JSON object such as {\"type\": …, \"data\": {…}}%s"
                        .formatted(name, line, problem));
    }

    private void written(String verb, Written written) {
        if (written.counts().isEmpty()) {
            session.say(
                    "Nothing changed: %s@%s stays at %s"
                            .formatted(written.graph(), written.branch(), written.commit()));
            return;
        }
        session.say(
                "%s %s in 1 commit: %s@%s at %s%s"
                        .formatted(
                                verb,
                                Cells.counts(written.counts()),
                                written.graph(),
                                written.branch(),
                                written.commit(),
                                written.replayed() ? " (done before with this key)" : ""));
    }

    @Command(name = "export", description = "Write every node and edge as JSONL")
    int export(
            @Parameters(paramLabel = "GRAPH[@VIEW]") View view,
            @Option(
                            names = "--to",
                            paramLabel = "FILE.jsonl",
                            description = "Else the standard output")
                    Optional<Path> file)
            throws IOException {
        try (Export export = session.node().graph(view.graph()).export(view.at());
                Writer target = target(file)) {
            long rows = 0;
            for (var row = export.next(); row.isPresent(); row = export.next()) {
                target.write(row.orElseThrow());
                target.write('\n');
                rows++;
            }
            target.flush();
            session.terminal()
                    .err()
                    .printf(
                            "Exported %s of %s at %s%n",
                            Words.plural(rows, "row"), view.graph(), export.commit());
        }
        return 0;
    }

    private Writer target(Optional<Path> file) throws IOException {
        return file.isPresent()
                ? Files.newBufferedWriter(file.orElseThrow())
                : new BufferedWriter(
                        new OutputStreamWriter(session.terminal().out(), StandardCharsets.UTF_8));
    }

    @Command(name = "node", description = "One node by its key")
    int node(
            @Parameters(paramLabel = "GRAPH[@VIEW]") View view,
            @Parameters(paramLabel = "TYPE") String type,
            @Parameters(paramLabel = "KEY") String key) {
        GraphCalls.NodeAnswer found = session.node().graph(view.graph()).node(type, key, view.at());
        return session.answer(
                found,
                f -> {
                    Table table = Table.of("PROPERTY", "VALUE");
                    f.node().properties().forEach((name, v) -> table.row(name, Cells.text(v)));
                    table.print(session.terminal());
                    session.say("%s %s of %s at %s".formatted(type, key, f.graph(), f.commit()));
                });
    }

    @Command(name = "log", description = "The commits of a branch, newest first")
    int log(
            @Parameters(paramLabel = "GRAPH[@BRANCH]") View view,
            @Option(
                            names = {"-n", "--limit"},
                            paramLabel = "N",
                            defaultValue = "20")
                    int limit) {
        GraphCalls calls = session.node().graph(view.graph());
        History.Log log = calls.log(view.branch(), Optional.of(limit), Optional.empty());
        Table table = Table.of("COMMIT", "AT", "BY", "WHAT", "MESSAGE");
        for (History.Commit commit : log.commits()) {
            String merged = commit.mergedFrom().map(from -> " (merge of " + from + ")").orElse("");
            table.row(
                    commit.commit(),
                    Words.moment(commit.at()),
                    commit.actor(),
                    Cells.counts(commit.counts()) + merged,
                    commit.message());
        }
        return session.answer(log, l -> session.table(table, "There are no commits."));
    }

    @Command(name = "diff", description = "The rows that differ between two views")
    int diff(
            @Parameters(paramLabel = "GRAPH") View view,
            @Parameters(paramLabel = "FROM") String from,
            @Parameters(paramLabel = "TO", defaultValue = View.MAIN, arity = "0..1") String to) {
        History.Diff diff = session.node().graph(view.graph()).diff(from, to, Optional.of(1000));
        return session.answer(
                diff,
                d -> {
                    session.table(changes(d.changes()), "There is no difference.");
                    if (d.truncated()) {
                        session.say("and more");
                    }
                });
    }

    /** Changed rows as a table. */
    static Table changes(List<History.Change> changes) {
        Table table = Table.of("CHANGE", "ROW", "BEFORE", "NOW");
        for (History.Change change : changes) {
            String row =
                    change.edge().isEmpty()
                            ? change.type() + " " + Cells.text(change.key())
                            : "%s %s → %s"
                                    .formatted(
                                            change.edge(),
                                            Cells.text(change.from()),
                                            Cells.text(change.to()));
            String before = change.before().isEmpty() ? "" : Cells.text(change.before());
            String now = change.data().isEmpty() ? "" : Cells.text(change.data());
            table.row(change.op(), row, before, now);
        }
        return table;
    }
}
