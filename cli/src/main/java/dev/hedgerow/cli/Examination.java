package dev.hedgerow.cli;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.hedgerow.cli.text.Words;
import dev.hedgerow.client.ClientException;
import dev.hedgerow.client.Fleet;
import dev.hedgerow.client.Graph;
import dev.hedgerow.client.Hedgerow;
import dev.hedgerow.client.Node;
import dev.hedgerow.client.Operation;
import dev.hedgerow.client.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Everything {@code doctor} looks at. A node that cannot be reached ends it. */
final class Examination {
    private static final int LOOKED_AT = 1000;
    private static final int RECENT = 50;
    private static final double LITTLE_ROOM = 0.1;
    private static final long LITTLE_BYTES = 1_000_000_000;
    private static final long LONG_LAG_MS = 60_000;

    private final Session session;
    private final List<Finding> findings = new ArrayList<>();

    Examination(Session session) {
        this.session = session;
    }

    /** How bad it is. */
    enum State {
        GOOD,
        WARNING,
        BAD;

        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One thing that was looked at.
     *
     * @param todo empty when nothing is to be done
     */
    record Finding(String check, State state, String found, String todo) {}

    List<Finding> findings() {
        Hedgerow node = session.node();
        Node.Version version = node.node().version();
        good("node", "%s answers, %s".formatted(node.address().url(), version.version()));
        version(version);
        ready(node);
        if (access(node)) {
            graphs(node);
            operations(node);
            volumes(node);
        }
        return findings;
    }

    private void good(String check, String found) {
        findings.add(new Finding(check, State.GOOD, found, ""));
    }

    private void warn(String check, String found, String todo) {
        findings.add(new Finding(check, State.WARNING, found, todo));
    }

    private void bad(String check, String found, String todo) {
        findings.add(new Finding(check, State.BAD, found, todo));
    }

    private void version(Node.Version version) {
        if (version.version().equals(Versions.own())) {
            good("version", "command and node are " + version.version());
        } else {
            warn(
                    "version",
                    "the command is %s, the node %s".formatted(Versions.own(), version.version()),
                    "install the same version for both");
        }
    }

    private void ready(Hedgerow node) {
        try {
            node.node().ready();
            good("ready", "it takes requests");
        } catch (ClientException e) {
            bad("ready", e.detail(), "see the node's log, in the folder logs of its data");
        }
    }

    /** Whether there is a token to look further with. */
    private boolean access(Hedgerow node) {
        try {
            Tokens.Self self = node.tokens().self();
            good(
                    "token",
                    "%s, to %s %s"
                            .formatted(
                                    self.name(),
                                    self.right(),
                                    TokenCommands.scope(self.graphs(), self.branches())));
            return true;
        } catch (ClientException e) {
            bad("token", e.detail(), "set HEDGEROW_TOKEN, or run on the node's own machine");
            return false;
        }
    }

    private void graphs(Hedgerow node) {
        List<Graph> graphs = node.graphs().list(Optional.of(LOOKED_AT), Optional.empty()).graphs();
        int before = findings.size();
        for (Graph graph : graphs) {
            graph.freshness().ifPresent(fresh -> graph(graph.name(), fresh));
        }
        if (findings.size() == before) {
            String found = Words.plural(graphs.size(), "graph") + ", all in order";
            good("graphs", graphs.isEmpty() ? "there are none" : found);
        }
    }

    private void graph(String name, dev.hedgerow.client.Projection.Freshness freshness) {
        String check = "graph " + name;
        String build = "hedgerow materialize " + name;
        switch (freshness.state()) {
            case "failed" -> bad(check, "cannot be kept fresh: " + freshness.reason(), build);
            case "absent" -> warn(check, "is not materialised, so Cypher cannot ask it", build);
            case "rebuild_needed" -> warn(check, freshness.reason(), build);
            case "behind" -> {
                if (freshness.lagMs() > LONG_LAG_MS) {
                    warn(
                            check,
                            "is behind by %s, the oldest %s old"
                                    .formatted(
                                            Words.plural(freshness.commits(), "commit"),
                                            Words.duration(
                                                    java.time.Duration.ofMillis(
                                                            freshness.lagMs()))),
                            "wait, or " + build);
                }
            }
            default -> {}
        }
    }

    private void operations(Hedgerow node) {
        List<Operation> recent =
                node.operations()
                        .list(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(RECENT),
                                Optional.empty())
                        .operations();
        List<Operation> failed =
                recent.stream()
                        .filter(o -> o.state().equals("failed") || o.state().equals("expired"))
                        .toList();
        if (failed.isEmpty()) {
            String found = "none of the newest %d failed".formatted(recent.size());
            good("operations", recent.isEmpty() ? "there are none" : found);
        }
        for (Operation operation : failed) {
            warn(
                    "operation " + operation.kind(),
                    operation.failure().map(Operation.Trouble::detail).orElse(operation.state()),
                    "hedgerow operation show " + operation.id());
        }
    }

    private void volumes(Hedgerow node) {
        List<Fleet.Volume> volumes;
        try {
            volumes = node.fleet().volumes();
        } catch (ClientException e) {
            warn("volumes", e.detail(), "");
            return;
        }
        for (Fleet.Volume volume : volumes) {
            volume(volume);
        }
    }

    private void volume(Fleet.Volume volume) {
        String check = "volume";
        long free = volume.sizeBytes() - volume.usedBytes();
        String room =
                "%s: %s of %s free, %d of %d graphs"
                        .formatted(
                                volume.id(),
                                Words.bytes(free),
                                Words.bytes(volume.sizeBytes()),
                                volume.graphs(),
                                volume.slots());
        if (!volume.state().equals("attached")) {
            bad(check, volume.id() + " is " + volume.state(), "see the node's log");
        } else if (free < LITTLE_BYTES || free < volume.sizeBytes() * LITTLE_ROOM) {
            warn(check, room, "make room on the disk, or delete graphs");
        } else {
            good(check, room);
        }
    }
}
