package dev.hedgerow.cli;

import dev.hedgerow.cli.text.Cells;
import dev.hedgerow.cli.text.StepLines;
import dev.hedgerow.cli.text.Table;
import dev.hedgerow.cli.text.Words;
import dev.hedgerow.client.Operation;
import dev.hedgerow.client.Projection;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code materialize}, {@code freshness}, {@code generations} and {@code rollback}. */
@Command
final class ProjectionCommands {
    private final Session session;

    ProjectionCommands(Session session) {
        this.session = session;
    }

    @Command(
            name = "materialize",
            description = "Build a new generation beside the active one, and promote it")
    int materialize(
            @Parameters(paramLabel = "GRAPH") View view,
            @Option(names = "--no-wait", description = "Only start it") boolean noWait) {
        Operation started = session.node().graph(view.graph()).materialize();
        if (noWait) {
            return session.answer(started, o -> session.say("Started %s".formatted(o.id())));
        }
        return watch(session, started.id());
    }

    /** Shows the operation's steps until it has ended; the exit code is the operation's. */
    static int watch(Session session, String id) {
        StepLines lines = new StepLines(session.terminal(), "");
        Operation ended =
                session.node().operations().watch(id, session.json() ? operation -> {} : lines);
        session.answer(
                ended, o -> session.say("%s %s in %s".formatted(o.kind(), o.state(), took(o))));
        return OperationCommands.exitCode(ended);
    }

    static String took(Operation operation) {
        return operation
                .endedAt()
                .map(end -> Words.duration(Duration.between(operation.createdAt(), end)))
                .orElse("");
    }

    @Command(name = "freshness", description = "How far the projection is behind the truth")
    int freshness(@Parameters(paramLabel = "GRAPH") View view) {
        Projection projection = session.node().graph(view.graph()).projection();
        return session.answer(
                projection.freshness(),
                f -> {
                    Table table = Table.of("GRAPH", "STATE", "APPLIED", "HEAD", ">BEHIND", ">LAG");
                    table.row(
                            view.graph(),
                            GraphCommands.freshness(f),
                            f.applied().orElse(""),
                            f.head().orElse(""),
                            Words.count(f.commits()),
                            Words.duration(Duration.ofMillis(f.lagMs())));
                    table.print(session.terminal());
                });
    }

    @Command(name = "generations", description = "The materialised databases of a graph")
    int generations(@Parameters(paramLabel = "GRAPH") View view) {
        return session.answer(session.node().graph(view.graph()).projection(), this::print);
    }

    private void print(Projection projection) {
        Table table =
                Table.of("GENERATION", "STATE", "COMMIT", "HOLDS", ">SIZE", ">READERS", "PROMOTED");
        for (Projection.Generation generation : projection.generations()) {
            table.row(
                    generation.id(),
                    generation.state(),
                    generation.commit(),
                    Cells.totals(generation.counts()),
                    Words.bytes(generation.bytes()),
                    Words.count(generation.readers()),
                    Words.moment(generation.promotedAt()));
        }
        session.table(table, "The graph has not been materialised: 'hedgerow materialize' does.");
    }

    @Command(name = "rollback", description = "Make the previous generation the active one again")
    int rollback(@Parameters(paramLabel = "GRAPH") View view) {
        return session.answer(session.node().graph(view.graph()).rollback(), this::print);
    }
}
