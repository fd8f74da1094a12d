package dev.hedgerow.cli;

import dev.hedgerow.cli.text.Words;
import dev.hedgerow.client.ClientException;
import dev.hedgerow.client.Graphs;
import dev.hedgerow.client.Hedgerow;
import dev.hedgerow.client.Node;
import dev.hedgerow.client.Operation;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code status}, {@code backup} and {@code version}. */
@Command
final class NodeCommands {
    private final Session session;

    NodeCommands(Session session) {
        this.session = session;
    }

    @Command(name = "status", description = "How the node is, its graphs, and what is being done")
    int status() {
        Hedgerow node = session.node();
        Node.Version version = node.node().version();
        Node.Health health = node.node().ready();
        Graphs.Page graphs = node.graphs().list(Optional.of(1000), Optional.empty());
        List<Operation> inFlight =
                node.operations()
                        .list(
                                Optional.empty(),
                                Optional.of("in-flight"),
                                Optional.of(20),
                                Optional.empty())
                        .operations();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("url", node.address().url().toString());
        all.put("version", version);
        all.put("health", health);
        all.put("graphs", graphs.graphs());
        all.put("inFlight", inFlight);
        return session.answer(
                all,
                a -> {
                    session.say(
                            "%s is %s: hedgerow %s, up since %s"
                                    .formatted(
                                            node.address().url(),
                                            health.status(),
                                            version.version(),
                                            Words.moment(version.startedAt())));
                    session.say("");
                    session.table(GraphCommands.table(graphs), "There are no graphs.");
                    session.say("");
                    session.table(OperationCommands.table(inFlight), "Nothing is in flight.");
                });
    }

    @Command(
            name = "backup",
            description = {
                "Copy all that is true into a new folder on the node's machine, while it goes on",
                "'hedgerow restore FOLDER --data DIR' makes a data folder of it, 'hedgerow restore"
                        + " FOLDER --check' reads it over."
            })
    int backup(
            @Parameters(paramLabel = "FOLDER", description = "Is not there yet, or empty")
                    Path folder) {
        String path = folder.toAbsolutePath().normalize().toString();
        return session.answer(
                session.node().node().backup(path),
                b ->
                        session.say(
                                "Backed up %s up to %s in %s"
                                        .formatted(
                                                Words.bytes(b.bytes()),
                                                Words.moment(b.at()),
                                                b.folder())));
    }

    @Command(name = "version", description = "The version of this command and of the node")
    int version() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("command", Versions.own());
        try {
            Node.Version version = session.node().node().version();
            versions.put("node", version.version());
            versions.put("java", version.java());
            versions.put("engine", version.engine());
            versions.put("storage", version.storage());
        } catch (ClientException e) {
            versions.put("node", "not reached");
        }
        return session.answer(
                versions,
                v -> v.forEach((name, value) -> session.say("%-8s %s".formatted(name, value))));
    }
}
