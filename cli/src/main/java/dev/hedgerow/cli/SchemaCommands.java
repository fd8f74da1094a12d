package dev.hedgerow.cli;

import dev.hedgerow.client.Operation;
import dev.hedgerow.client.Schema;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code schema show|plan|apply}. */
@Command(name = "schema", description = "Show, plan and change the schema of a graph")
final class SchemaCommands {
    private final Session session;

    SchemaCommands(Session session) {
        this.session = session;
    }

    @Command(name = "show", description = "The schema, as it was given")
    int show(@Parameters(paramLabel = "GRAPH[@VIEW]") View view) {
        Optional<String> at = view.at();
        return session.answer(
                session.node().graph(view.graph()).schema(at),
                schema -> session.say(schema.text().stripTrailing()));
    }

    @Command(name = "plan", description = "What applying a schema would do, or why it cannot be")
    int plan(
            @Parameters(paramLabel = "GRAPH[@BRANCH]") View view,
            @Parameters(paramLabel = "FILE.pg", description = "The schema, in the .pg language")
                    Path file)
            throws IOException {
        Schema.Plan plan = session.node().graph(view.graph()).planSchema(wanted(view, file));
        int shown = session.answer(plan, this::print);
        return plan.refusals().isEmpty() ? shown : Failure.SCHEMA_INVALID.kind().exitCode();
    }

    @Command(name = "apply", description = "Bring a branch to a schema; readers and writers go on")
    int apply(
            @Parameters(paramLabel = "GRAPH[@BRANCH]") View view,
            @Parameters(paramLabel = "FILE.pg", description = "The schema, in the .pg language")
                    Path file,
            @Option(names = "--no-wait", description = "Only start it") boolean noWait)
            throws IOException {
        Schema.Plan plan = session.node().graph(view.graph()).applySchema(wanted(view, file));
        Optional<Operation> operation = plan.operation();
        if (operation.isEmpty() || noWait) {
            return session.answer(plan, this::print);
        }
        if (!session.json()) {
            print(plan);
        }
        return ProjectionCommands.watch(session, operation.get().id());
    }

    private static Schema.Wanted wanted(View view, Path file) throws IOException {
        return new Schema.Wanted(
                Files.readString(file),
                view.branch(),
                file.getFileName().toString(),
                Optional.empty());
    }

    private void print(Schema.Plan plan) {
        String where = "%s@%s".formatted(plan.graph(), plan.branch());
        if (!plan.refusals().isEmpty()) {
            session.say("%s cannot be brought to this schema:".formatted(where));
            for (Violation refusal : plan.refusals()) {
                session.say("  " + refusal);
            }
        } else if (plan.steps().isEmpty()) {
            session.say(
                    "Nothing to do: %s has this schema, version %d"
                            .formatted(where, plan.version()));
        } else {
            session.say(
                    "%s, schema version %d to %d:".formatted(where, plan.version(), plan.result()));
            plan.steps().forEach(step -> session.say("  " + step));
        }
    }
}
