package dev.hedgerow.fleet;

import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Failpoints;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A graph leaves: first the registry, then the disk, then its slot. */
final class Removing {
    private static final int SUBGRAPHS_NAMED = 10;

    private final Store store;
    private final Clock clock;
    private final Attaching attaching;
    private final Failpoints<Steps.Remove> steps;

    Removing(Store store, Clock clock, Attaching attaching, Failpoints<Steps.Remove> steps) {
        this.store = store;
        this.clock = clock;
        this.attaching = attaching;
        this.steps = steps;
    }

    Removal deallocate(Transaction tx, GraphId graph) {
        PlacementRow row = PlacementRows.require(tx, graph);
        if (row.removed().isPresent()) {
            return certificate(row, row.removed().get());
        }
        refuseSubgraphs(tx, graph);
        Instant now = Rows.now(clock);
        PlacementRow removed = PlacementRows.put(tx, row.deleting(now), 0, Failpoints.none());
        steps.reached(Steps.Remove.TOMBSTONE_WRITTEN);
        return certificate(removed, now);
    }

    private static void refuseSubgraphs(Reader reader, GraphId graph) {
        List<String> subgraphs =
                reader
                        .scan(Keys.subgraphsOf(graph), SUBGRAPHS_NAMED, Reader.Direction.ASCENDING)
                        .stream()
                        .map(entry -> Keys.last(entry.key()))
                        .toList();
        if (!subgraphs.isEmpty()) {
            throw HedgerowException.of(
                    Failure.WRONG_STATE,
                    "graph %s has subgraphs; delete them first: %s".formatted(graph, subgraphs));
        }
    }

    Removal clear(GraphId graph) {
        PlacementRow row = store.transact(tx -> PlacementRows.require(tx, graph));
        Instant removed = removed(row);
        if (row.state() == PlacementState.DELETED) {
            return certificate(row, removed);
        }
        Attachment attachment =
                attaching
                        .here(row.volume())
                        .orElseThrow(() ->
                                HedgerowException.of(
                                        Failure.WRONG_STATE,
                                        ("volume %s with the files of graph %s is not "
                                                        + "attached here; clear it where it is")
                                                .formatted(row.volume(), graph)));
        Folders.delete(attachment.folder(graph));
        steps.reached(Steps.Remove.FILES_REMOVED);
        return store.transact(tx -> free(tx, graph));
    }

    private Removal free(Transaction tx, GraphId graph) {
        PlacementRow row = PlacementRows.require(tx, graph);
        Instant removed = removed(row);
        if (row.state() == PlacementState.DELETED) {
            return certificate(row, removed);
        }
        PlacementRow deleted = row.deleted(Rows.now(clock));
        return certificate(PlacementRows.put(tx, deleted, 0, Failpoints.none()), removed);
    }

    private static Instant removed(PlacementRow row) {
        Optional<Instant> removed = row.removed();
        return removed.orElseThrow(() ->
                HedgerowException.of(
                        Failure.WRONG_STATE,
                        "graph %s is %s; only a deleted graph is cleared"
                                .formatted(row.graph(), Rows.name(row.state()))));
    }

    private static Removal certificate(PlacementRow row, Instant removed) {
        AllocateRequest request = row.request();
        return new Removal(
                row.graph(),
                request.owner(),
                row.volume(),
                request.parent(),
                removed,
                row.cleared());
    }
}
