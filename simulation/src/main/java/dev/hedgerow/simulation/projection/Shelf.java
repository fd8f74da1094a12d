package dev.hedgerow.simulation.projection;

import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.simulation.CheckFailed;
import dev.hedgerow.simulation.Tally;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What is known outside of the node: the graphs there are, and what was told of them. */
final class Shelf {
    private final List<GraphId> graphs = new ArrayList<>();
    private final List<GraphId> removed = new ArrayList<>();
    private final Map<GraphId, Stamp> told = new LinkedHashMap<>();
    private final Map<GraphId, Integer> rollbacks = new LinkedHashMap<>();
    private final List<String> violations = new ArrayList<>();
    private final Tally.Counts counts = new Tally.Counts();

    Tally.Counts counts() {
        return counts;
    }

    List<GraphId> graphs() {
        return graphs;
    }

    /** Those that are deleted, or may be. */
    List<GraphId> removed() {
        return removed;
    }

    GraphId any(RandomGenerator chance) {
        return graphs.get(chance.nextInt(graphs.size()));
    }

    /** The newest commit of main that anybody was told. */
    Stamp told(GraphId graph) {
        return told.getOrDefault(graph, Stamp.ZERO);
    }

    void tell(GraphId graph, Stamp commit) {
        told.merge(graph, commit, (a, b) -> a.isAfter(b) ? a : b);
    }

    /** Somebody goes back to the generation before, and perhaps to what it had seen. */
    void rollBack(GraphId graph) {
        rollbacks.merge(graph, 1, Integer::sum);
    }

    /** How often that was asked for. */
    int rollbacks(GraphId graph) {
        return rollbacks.getOrDefault(graph, 0);
    }

    /**
     * A file is deleted.
     *
     * @param open whether an engine has it open
     */
    void deleted(Path file, boolean open) {
        if (open) {
            violations.add("%s was deleted and still open".formatted(file));
        }
    }

    /** Fails when something was seen that must not be, where failing would have gone unnoticed. */
    void check() {
        CheckFailed.unless(violations.isEmpty(), "%s", violations);
    }
}
