package dev.hedgerow.service;

import dev.hedgerow.graph.CatalogEntry;
import dev.hedgerow.graph.Graph;
import dev.hedgerow.graph.Graphs;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Nearest;
import dev.hedgerow.store.Reader;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The one place that decides whether a caller may do something, and the only way to a graph. What a
 * caller's tenant or scope does not have is not found, so that nobody learns of it.
 *
 * <p>Each method names the act for the message of a refusal: {@code create a graph}.
 */
final class Gate {
    private static final int NAMES_LOOKED_AT = 500;

    private final Graphs graphs;

    Gate(Graphs graphs) {
        this.graphs = graphs;
    }

    /**
     * Lets the caller pass; what is answered must be cut to the caller's scope.
     *
     * @throws HedgerowException FORBIDDEN
     */
    void check(Caller caller, Right needed, String what) {
        if (!caller.right().includes(needed)) {
            String word = needed.name().toLowerCase(Locale.ROOT);
            throw HedgerowException.of(
                    Failure.FORBIDDEN,
                    "The token of %s may not %s: that needs the right to %s"
                            .formatted(caller.actor(), what, word),
                    Map.of("actor", caller.actor(), "needs", word));
        }
    }

    /**
     * Lets a caller pass that is for the whole tenant.
     *
     * @throws HedgerowException FORBIDDEN
     */
    void checkTenant(Caller caller, Right needed, String what) {
        check(caller, needed, what);
        if (!caller.scope().isWhole()) {
            throw HedgerowException.of(
                    Failure.FORBIDDEN,
                    "The token of %s may not %s: it is for %s only"
                            .formatted(caller.actor(), what, caller.scope()),
                    Map.of("actor", caller.actor(), "needs", "a token for all graphs"));
        }
    }

    /**
     * The graph, by name or id.
     *
     * @throws HedgerowException FORBIDDEN; GRAPH_NOT_FOUND, also for a graph of another tenant or
     *     outside the caller's scope
     */
    Graph graph(Caller caller, Right needed, String what, String nameOrId) {
        check(caller, needed, what);
        if (!GraphId.matches(nameOrId)) {
            return graphs.find(caller.tenant(), nameOrId)
                    .filter(graph -> caller.scope().includes(graph.id()))
                    .orElseThrow(() -> missing(caller, nameOrId));
        }
        var id = new GraphId(nameOrId);
        if (!caller.scope().includes(id)) {
            throw missing(caller, nameOrId);
        }
        Graph graph = graphs.open(id);
        if (!graph.entry().tenant().equals(caller.tenant())) {
            throw missing(caller, nameOrId);
        }
        return graph;
    }

    /** {@link #graph(Caller, Right, String, String)} as the reader sees it. */
    CatalogEntry graph(Reader reader, Caller caller, Right needed, String what, String nameOrId) {
        check(caller, needed, what);
        GraphId id =
                GraphId.matches(nameOrId)
                        ? new GraphId(nameOrId)
                        : graphs.find(reader, caller.tenant(), nameOrId)
                                .orElseThrow(() -> missing(caller, nameOrId));
        CatalogEntry entry = graphs.entry(reader, id);
        if (!caller.scope().includes(id) || !entry.tenant().equals(caller.tenant())) {
            throw missing(caller, nameOrId);
        }
        return entry;
    }

    /**
     * The graph, to be written on a branch.
     *
     * @throws HedgerowException as {@link #graph(Caller, Right, String, String)}; FORBIDDEN for a
     *     branch outside the caller's scope
     */
    Graph branch(Caller caller, String what, String nameOrId, String branch) {
        Graph graph = graph(caller, Right.WRITE, what, nameOrId);
        if (!caller.scope().includesBranch(branch)) {
            throw HedgerowException.of(
                    Failure.FORBIDDEN,
                    "The token of %s may not %s on %s: it writes only to branches that begin with %s"
                            .formatted(
                                    caller.actor(),
                                    what,
                                    branch,
                                    caller.scope().branches().orElse("")),
                    Map.of("actor", caller.actor(), "branch", branch));
        }
        return graph;
    }

    private HedgerowException missing(Caller caller, String nameOrId) {
        List<String> names =
                graphs.list(caller.tenant(), Optional.empty(), NAMES_LOOKED_AT).stream()
                        .filter(entry -> caller.scope().includes(entry.id()))
                        .map(CatalogEntry::name)
                        .toList();
        String meant =
                Nearest.word(nameOrId, names).map(": did you mean `%s`?"::formatted).orElse("");
        return HedgerowException.of(
                Failure.GRAPH_NOT_FOUND,
                "There is no graph '%s' in the tenant %s%s"
                        .formatted(nameOrId, caller.tenant(), meant));
    }
}
