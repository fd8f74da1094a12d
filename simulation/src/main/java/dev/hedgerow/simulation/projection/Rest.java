package dev.hedgerow.simulation.projection;

import dev.hedgerow.graph.Branch;
import dev.hedgerow.graph.Graph;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.operations.Operation;
import dev.hedgerow.operations.Origin;
import dev.hedgerow.operations.Page;
import dev.hedgerow.operations.Target;
import dev.hedgerow.projection.Freshness;
import dev.hedgerow.projection.Generation;
import dev.hedgerow.projection.GenerationState;
import dev.hedgerow.simulation.CheckFailed;
import dev.hedgerow.simulation.disk.FileDisk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How it must be when nobody writes and nothing fails any more. */
final class Rest {
    private static final List<String> FILES =
            List.of("graph.lbug", "graph.lbug.wal", "manifest.json");

    private final Shelf shelf;
    private final FileDisk disk;
    private final List<OperationId> asked;
    private final List<String> complaints = new ArrayList<>();

    Rest(Shelf shelf, FileDisk disk, List<OperationId> asked) {
        this.shelf = shelf;
        this.disk = disk;
        this.asked = asked;
    }

    /** What keeps it from being reached. */
    String complaint() {
        return complaints.isEmpty() ? "the node does not start" : String.join("; ", complaints);
    }

    /** Whether everything has ended and is fresh. */
    boolean isReached(Station node) {
        complaints.clear();
        for (GraphId id : shelf.graphs()) {
            var building = Target.exclusive("materialization", id.value());
            List<Operation> pending =
                    node.operations().pending(building, Page.Request.first(10)).items();
            if (!pending.isEmpty()) {
                complaints.add("%s is in flight".formatted(pending));
                continue;
            }
            Freshness freshness = node.projections().freshness(id);
            if (freshness.state() == Freshness.State.ABSENT) {
                // nobody has asked for it in the whole play
                var _ = node.projections().materialize(id, Origin.of("play", "default"));
            }
            if (freshness.state() != Freshness.State.FRESH) {
                complaints.add("%s is %s".formatted(id, freshness));
            }
            for (Generation generation : node.projections().generations(id)) {
                if (generation.state() == GenerationState.RETIRED) {
                    complaints.add("%s is still there".formatted(generation));
                }
            }
        }
        return complaints.isEmpty();
    }

    void check(Station node, Visitor visitor) {
        for (OperationId id : asked) {
            var operation = node.operations().find(id);
            CheckFailed.unless(
                    operation.isPresent() && operation.get().state().ended(),
                    "%s has not ended: %s",
                    id,
                    operation);
            shelf.counts().recover(1);
        }
        for (GraphId id : shelf.graphs()) {
            Graph graph = node.graphs().open(id);
            var answer = Visitor.ask(node, id, false, Optional.of(graph.head(Branch.MAIN)));
            CheckFailed.unless(
                    answer.commit().equals(graph.head(Branch.MAIN))
                            && !shelf.told(id).isAfter(answer.commit()),
                    "%s is at %s, and queries are at %s",
                    id,
                    graph.head(Branch.MAIN),
                    answer.commit());
            visitor.compare(graph, answer, false);
            checkFiles(node, id);
        }
    }

    /** A folder for each row, and of a generation that may serve nothing but its own files. */
    private void checkFiles(Station node, GraphId id) {
        Path home = node.fleet().folder(node.fleet().locate(id));
        var generations = node.projections().generations(id);
        var folders = new ArrayList<>(disk.names(home));
        for (Generation generation : generations) {
            Path folder = generation.id().in(home);
            boolean there = folders.remove(folder.getFileName() + "");
            if (generation.state() == GenerationState.FAILED) {
                continue;
            }
            CheckFailed.unless(there, "%s has no folder", generation);
            List<String> files = disk.names(folder);
            CheckFailed.unless(
                    FILES.containsAll(files)
                            && files.contains("graph.lbug")
                            && files.contains("manifest.json"),
                    "%s has the files %s",
                    generation,
                    files);
            shelf.counts().collect(1);
        }
        CheckFailed.unless(folders.isEmpty(), "%s has left the folders %s", id, folders);
    }
}
