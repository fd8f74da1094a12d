package dev.hedgerow.projection;

import dev.hedgerow.fleet.Fleet;
import dev.hedgerow.graph.Branch;
import dev.hedgerow.graph.Graph;
import dev.hedgerow.graph.Graphs;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.projection.build.Folders;
import dev.hedgerow.projection.serve.Serving;
import dev.hedgerow.store.Store;
import java.nio.file.Path;
import java.util.List;

/** Generations between their rows, their folders and the open databases. */
final class Places {
    static final String DATABASE = "graph.lbug";

    private final Store store;
    private final Fleet fleet;
    private final Graphs graphs;
    private final Generations generations;
    private final Serving serving;

    Places(Store store, Fleet fleet, Graphs graphs, Generations generations, Serving serving) {
        this.store = store;
        this.fleet = fleet;
        this.graphs = graphs;
        this.generations = generations;
        this.serving = serving;
    }

    Store.Snapshot snapshot() {
        return store.snapshot();
    }

    /** The folder of a generation; the graph's volume is attached here. */
    Path folder(GenerationId id) {
        return fleet.folder(fleet.locate(id.graph())).resolve(Long.toString(id.number()));
    }

    /** What queries of the graph are to be answered from. */
    Serving.Source active(GraphId graph) {
        Generation active =
                generations
                        .active(graph, Branch.MAIN)
                        .orElseThrow(() ->
                                HedgerowException.of(
                                        Failure.PROJECTION_NOT_FOUND,
                                        "The graph %s has not been materialised; do that first"
                                                .formatted(graph)));
        return source(graphs.open(graph), active.id());
    }

    private Serving.Source source(Graph graph, GenerationId id) {
        return new Serving.Source(graph, id.number(), folder(id).resolve(DATABASE));
    }

    /** Lets queries in to a generation that the store calls active. */
    void serve(Graph graph, GenerationId id) {
        serving.swap(source(graph, id), () -> {});
    }

    /** Bytes of the active generation's database. */
    long activeBytes(GraphId graph) {
        return generations
                .active(graph, Branch.MAIN)
                .map(active -> folder(active.id()).resolve(DATABASE).toFile().length())
                .orElse(0L);
    }

    void fail(GenerationId id, LockClaim claim, String reason) {
        store.transact(tx -> {
            Generation generation = generations.find(tx, id);
            return generation.state().unfinished()
                    ? generations.fail(tx, claim, id, reason)
                    : generation;
        });
    }

    /** Removes folders that no row names, and what is retired; harmless again. */
    void clear(GraphId graph) {
        Path home = fleet.folder(fleet.locate(graph));
        List<GenerationId> strays = generations.strays(graph, home);
        for (GenerationId stray : strays) {
            Folders.delete(home.resolve(Long.toString(stray.number())));
        }
        for (Generation generation : generations.list(graph)) {
            if (generation.state() == GenerationState.RETIRED) {
                Folders.delete(home.resolve(Long.toString(generation.id().number())));
                store.transact(tx -> {
                    generations.removed(tx, generation.id());
                    return graph;
                });
            }
        }
    }
}
