package dev.hedgerow.cli;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code schema show}. */
@Command(name = "schema", description = "Show the schema of a graph")
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
}
