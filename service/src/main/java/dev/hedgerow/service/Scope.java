package dev.hedgerow.service;

import dev.hedgerow.graph.Branch;
import dev.hedgerow.kernel.GraphId;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What part of a tenant a token is for.
 *
 * @param graphs the only graphs it sees; empty means all of the tenant
 * @param branches what the name of a branch begins with that it may write to; empty means any
 */
public record Scope(Optional<NavigableSet<GraphId>> graphs, Optional<String> branches) {
    /** Graphs that one token may name. */
    public static final int GRAPHS_MAX = 100;

    /** The whole tenant. */
    public static final Scope TENANT = new Scope(Optional.empty(), Optional.empty());

    public Scope {
        graphs = graphs.map(TreeSet::new);
    }

    boolean includes(GraphId graph) {
        return graphs.isEmpty() || graphs.get().contains(graph);
    }

    boolean includesBranch(String branch) {
        return branches.isEmpty() || branch.startsWith(branches.get());
    }

    /** Whether it is for everything of its tenant. */
    boolean isWhole() {
        return graphs.isEmpty() && branches.isEmpty();
    }

    /** {@code all graphs}, for messages. */
    @Override
    public String toString() {
        String which =
                graphs.map(some -> some.size() == 1 ? "1 graph" : some.size() + " graphs")
                        .orElse("all graphs");
        return which
                + branches.map(prefix -> ", branches " + prefix + "…, not " + Branch.MAIN)
                        .orElse("");
    }
}
