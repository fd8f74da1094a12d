package dev.hedgerow.projection;

import dev.hedgerow.fleet.Fleet;
import dev.hedgerow.fleet.Folders;
import dev.hedgerow.graph.Branch;
import dev.hedgerow.graph.CatalogEntry;
import dev.hedgerow.graph.Graph;
import dev.hedgerow.graph.Graphs;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Threads;
import dev.hedgerow.projection.serve.Serving;
import dev.hedgerow.store.Store;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Generations between their rows, their folders and the open databases. */
final class Places {
    static final String DATABASE = "graph.lbug";

    private static final System.Logger LOG = System.getLogger(Places.class.getName());

    private final Store store;
    private final Fleet fleet;
    private final Graphs graphs;
    private final Generations generations;
    private final Serving serving;
    private final Threads threads;

    Places(
            Store store,
            Fleet fleet,
            Graphs graphs,
            Generations generations,
            Serving serving,
            Threads threads) {
        this.store = store;
        this.fleet = fleet;
        this.graphs = graphs;
        this.generations = generations;
        this.serving = serving;
        this.threads = threads;
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
        Generation active = generations.active(graph, Branch.MAIN).orElseThrow(() -> absent(graph));
        return source(graphs.open(graph), active);
    }

    private HedgerowException absent(GraphId graph) {
        String name = graphs.lookUp(graph).map(CatalogEntry::name).orElse(graph.value());
        return HedgerowException.of(
                Failure.PROJECTION_NOT_FOUND,
                "The graph %s has not been materialised: do it with 'hedgerow materialize %s'"
                        .formatted(name, name));
    }

    private Serving.Source source(Graph graph, Generation generation) {
        return new Serving.Source(
                graph,
                generation.id().number(),
                generation.source().schemaVersion(),
                folder(generation.id()).resolve(DATABASE));
    }

    /** Lets queries in to a generation that the store calls active. */
    void serve(Graph graph, GenerationId id) {
        Generation generation;
        try (var now = store.snapshot()) {
            generation = generations.find(now, id);
        }
        serving.swap(
                source(graph, generation),
                () -> threads.start("clear-" + graph.id(), () -> clearLeft(graph.id())));
    }

    /** Behind the last reader; what fails now is done at the next build or start. */
    private void clearLeft(GraphId graph) {
        try {
            clear(graph);
        } catch (HedgerowException e) {
            LOG.log(Level.INFO, "Generations of " + graph + " are cleared later", e);
        }
    }

    /** What is free on the graph's volume, in bytes. */
    long freeBytes(GraphId graph) {
        return fleet.reportSpace(fleet.locate(graph).volume()).freeBytes();
    }

    /** Bytes of the active generation's database. */
    long activeBytes(GraphId graph) {
        return generations.active(graph, Branch.MAIN).map(active -> bytes(active.id())).orElse(0L);
    }

    /** Bytes of a generation's database; 0 when it is not there. */
    long bytes(GenerationId id) {
        Path file = folder(id).resolve(DATABASE);
        try {
            return Files.size(file);
        } catch (NoSuchFileException _) {
            return 0;
        } catch (IOException e) {
            throw HedgerowException.causedBy(
                    e, Failure.INPUT_OUTPUT, "%s cannot be measured".formatted(file));
        }
    }

    void fail(GenerationId id, LockClaim claim, String reason) {
        store.transact(tx -> {
            Generation generation = generations.find(tx, id);
            return generation.state().unfinished()
                    ? generations.fail(tx, claim, id, reason)
                    : generation;
        });
    }

    /** Removes folders that no row names, and what is retired and read no more; harmless again. */
    void clear(GraphId graph) {
        Path home = fleet.folder(fleet.locate(graph));
        List<GenerationId> strays = generations.strays(graph, home);
        for (GenerationId stray : strays) {
            if (!serving.isOpen(graph, stray.number())) {
                Folders.delete(home.resolve(Long.toString(stray.number())));
            }
        }
        for (Generation generation : generations.list(graph)) {
            if (generation.state() == GenerationState.RETIRED
                    && !serving.isOpen(graph, generation.id().number())) {
                Folders.delete(home.resolve(Long.toString(generation.id().number())));
                store.transact(tx -> {
                    generations.removed(tx, generation.id());
                    return graph;
                });
            }
        }
    }
}
