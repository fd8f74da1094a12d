package dev.hedgerow.fleet;

import dev.hedgerow.kernel.Failpoints;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.VolumeId;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.Tuple;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows of placements: {@code (state, tenant, owner, tier, parent or null, volume, epoch, removed or
 * null, cleared or null)}, times in milliseconds since 1970.
 */
final class PlacementRows {
    private PlacementRows() {}

    static Optional<PlacementRow> find(Reader reader, GraphId graph) {
        return reader.get(Keys.placement(graph)).map(PlacementRows::row);
    }

    static PlacementRow require(Reader reader, GraphId graph) {
        return find(reader, graph)
                .orElseThrow(() ->
                        HedgerowException.of(
                                Failure.PLACEMENT_NOT_FOUND,
                                "graph %s has no placement; allocate one".formatted(graph)));
    }

    /** A placement that an index names. */
    static PlacementRow named(Reader reader, Reader.Entry index) {
        return find(reader, new GraphId(Keys.last(index.key())))
                .orElseThrow(() ->
                        HedgerowException.of(
                                Failure.CORRUPT,
                                "the registry's index key %s has no row; restore it from a backup"
                                        .formatted(index.key())));
    }

    /** Writes the row with its index keys. */
    static PlacementRow put(
            Transaction tx, PlacementRow row, long promised, Failpoints<Steps.Allocate> steps) {
        tx.put(Keys.placement(row.graph()), Rows.row(fields(row)));
        steps.reached(Steps.Allocate.ROW_WRITTEN);
        var slot = Keys.volumeGraph(row.volume(), row.subgraph(), row.graph());
        if (row.state() == PlacementState.DELETED) {
            tx.delete(slot);
        } else {
            tx.put(slot, Rows.row(List.of(promised)));
        }
        steps.reached(Steps.Allocate.SLOT_TAKEN);
        index(tx, row);
        steps.reached(Steps.Allocate.INDEXED);
        return row;
    }

    private static void index(Transaction tx, PlacementRow row) {
        var owner = Keys.ownerGraph(row.request().owner(), row.graph());
        var parent = row.request().parent().map(graph -> Keys.parentGraph(graph, row.graph()));
        if (row.state().tombstone()) {
            tx.delete(owner);
            parent.ifPresent(tx::delete);
        } else {
            tx.put(owner, Rows.NOTHING);
            parent.ifPresent(key -> tx.put(key, Rows.NOTHING));
        }
    }

    /** The bytes that an entry of {@link Keys#graphsOn} keeps promised. */
    static long promised(Reader.Entry entry) {
        return Rows.decode(entry, fields -> fields.number(0));
    }

    private static List<@Nullable Object> fields(PlacementRow row) {
        AllocateRequest request = row.request();
        return Arrays.asList(
                Rows.name(row.state()),
                request.owner().tenant(),
                request.owner().name(),
                request.tier(),
                request.parent().map(GraphId::value).orElse(null),
                row.volume().value(),
                row.epoch(),
                row.removed().map(Instant::toEpochMilli).orElse(null),
                row.cleared().map(Instant::toEpochMilli).orElse(null));
    }

    static PlacementRow row(Reader.Entry entry) {
        var graph = new GraphId(Keys.last(entry.key()));
        return Rows.decode(
                entry,
                fields ->
                        new PlacementRow(
                                new AllocateRequest(
                                        new Owner(fields.string(1), fields.string(2)),
                                        graph,
                                        fields.string(3),
                                        Rows.optional(fields, 4).map(GraphId::new)),
                                new VolumeId(fields.string(5)),
                                Rows.state(PlacementState.class, fields.string(0)),
                                fields.number(6),
                                time(fields, 7),
                                time(fields, 8)));
    }

    private static Optional<Instant> time(Tuple fields, int index) {
        return fields.isNull(index)
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(fields.number(index)));
    }
}
