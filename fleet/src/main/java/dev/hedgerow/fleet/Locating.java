package dev.hedgerow.fleet;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.VolumeId;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.Reader;
import java.util.Optional;

/** From a placement to its volume, to the instance that has it, to the address. */
final class Locating {
    private static final String SLOT = "g:";
    private static final String SUBGRAPH = "s:";

    Placement locate(Reader reader, GraphId graph) {
        PlacementRow row = PlacementRows.require(reader, graph);
        row.removed()
                .ifPresent(at -> {
                    throw HedgerowException.of(
                            Failure.PLACEMENT_NOT_FOUND,
                            "graph %s was deleted at %s".formatted(graph, at));
                });
        return placement(reader, row);
    }

    Placement placement(Reader reader, PlacementRow row) {
        AllocateRequest request = row.request();
        return new Placement(
                row.graph(),
                request.owner(),
                request.tier(),
                request.parent(),
                row.state(),
                route(reader, row),
                row.epoch());
    }

    private static Route route(Reader reader, PlacementRow row) {
        Volume volume = VolumeRows.named(reader, row.volume(), row.graph());
        Optional<Route.Host> host =
                volume.instance()
                        .filter(_ -> volume.state() == VolumeState.ATTACHED)
                        .map(id -> InstanceRows.holder(reader, id, volume.id()))
                        .filter(Locating::serves)
                        .map(instance -> new Route.Host(instance.id(), instance.spec().address()));
        return new Route(volume.id(), volume.epoch(), host);
    }

    private static boolean serves(Instance instance) {
        return switch (instance.state()) {
            case JOINING, READY, CORDONED, DRAINING -> true;
            case LOST, RETIRED -> false;
        };
    }

    Page<Placement> on(Reader reader, VolumeId volume, Page.Request page) {
        VolumeRows.require(reader, volume);
        return Rows.page(
                reader,
                Keys.graphsOn(volume),
                page,
                after -> key(volume, after),
                Locating::token,
                entry -> placement(reader, PlacementRows.named(reader, entry)));
    }

    Page<Placement> all(Reader reader, Page.Request page) {
        return Rows.page(
                reader,
                Keys.PLACEMENTS,
                page,
                after -> Keys.placement(new GraphId(after)),
                Keys::last,
                entry -> placement(reader, PlacementRows.row(entry)));
    }

    private static String token(Key index) {
        return (index.tuple().bool(2) ? SUBGRAPH : SLOT) + Keys.last(index);
    }

    private static Key key(VolumeId volume, String token) {
        boolean subgraph = token.startsWith(SUBGRAPH);
        if (!subgraph && !token.startsWith(SLOT)) {
            throw HedgerowException.of(
                    Failure.INVALID_REQUEST,
                    "'%s' is no page of graphs; take it from the page before".formatted(token));
        }
        return Keys.volumeGraph(volume, subgraph, new GraphId(token.substring(SLOT.length())));
    }
}
