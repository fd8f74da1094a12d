package dev.hedgerow.cli;

import dev.hedgerow.cli.text.Table;
import dev.hedgerow.client.Fleet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code placement show}. */
@Command(name = "placement", description = "Where a graph lives")
final class PlacementCommands {
    private final Session session;

    PlacementCommands(Session session) {
        this.session = session;
    }

    @Command(name = "show", description = "The volume that holds a graph's projection")
    int show(@Parameters(paramLabel = "GRAPH") View view) {
        Fleet.Placement placement = session.node().fleet().placement(view.graph());
        return session.answer(
                placement,
                p -> {
                    Table table =
                            Table.of("GRAPH", "VOLUME", "INSTANCE", "STATE", ">EPOCH", "ROUTE");
                    table.row(
                            p.name().isEmpty() ? p.graph() : p.name(),
                            p.volume(),
                            p.instance(),
                            p.state(),
                            Long.toString(p.epoch()),
                            p.route());
                    table.print(session.terminal());
                });
    }
}
