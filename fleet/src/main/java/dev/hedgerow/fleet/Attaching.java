package dev.hedgerow.fleet;

import dev.hedgerow.kernel.Failpoints;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.kernel.VolumeId;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Volumes come and go. The registry and the provider are two worlds: the epoch is raised in the
 * registry, then the provider is asked, then the registry is told. Whatever is lost in between, the
 * same instance begins again with the next epoch.
 */
final class Attaching {
    private final Store store;
    private final VolumeProvider provider;
    private final Failpoints<Steps.Attach> steps;

    /** What this process has attached. */
    private final Map<VolumeId, Attachment> here = new ConcurrentHashMap<>();

    Attaching(Store store, VolumeProvider provider, Failpoints<Steps.Attach> steps) {
        this.store = store;
        this.provider = provider;
        this.steps = steps;
    }

    Volume register(VolumeId id, VolumeSpec spec) {
        if (!spec.provider().equals(provider.name())) {
            throw HedgerowException.of(
                    Failure.INVALID_REQUEST,
                    "volume %s is of provider '%s'; this fleet has '%s'"
                            .formatted(id, spec.provider(), provider.name()));
        }
        // a disk without a row is harmless; a row without its disk would look like lost data
        if (store.transact(tx -> VolumeRows.find(tx, id)).isEmpty()) {
            provider.create(id);
        }
        return store.transact(tx ->
                VolumeRows.find(tx, id)
                        .map(row -> same(row, spec))
                        .orElseGet(() -> VolumeRows.put(tx, fresh(id, spec))));
    }

    private static Volume same(Volume row, VolumeSpec spec) {
        if (!row.spec().equals(spec)) {
            throw HedgerowException.of(
                    Failure.ALREADY_EXISTS,
                    "volume %s is registered as %s, not as %s"
                            .formatted(row.id(), row.spec(), spec));
        }
        return row;
    }

    private static Volume fresh(VolumeId id, VolumeSpec spec) {
        return new Volume(
                id, spec, VolumeState.AVAILABLE, false, Optional.empty(), Optional.empty(), 0);
    }

    Volume claim(VolumeId id, InstanceId intended) {
        return change(
                id,
                row -> {
                    refuseOthers(row, intended);
                    return row.state() == VolumeState.CLAIMED ? row : row.claimed(intended);
                });
    }

    Volume attach(VolumeId id, Instance node) {
        Volume raised = store.transact(tx -> raise(tx, id, node));
        steps.reached(Steps.Attach.EPOCH_RAISED);
        Attachment attachment = provider.attach(id, node.id(), raised.epoch());
        VolumeSpace space = provider.space(id);
        steps.reached(Steps.Attach.PROVIDER_ATTACHED);
        Volume attached =
                store.transact(tx -> {
                    Volume row = mine(VolumeRows.require(tx, id), raised);
                    VolumeRows.space(tx, id, space);
                    return row.state() == VolumeState.ATTACHED
                            ? row
                            : VolumeRows.put(tx, row.attached());
                });
        steps.reached(Steps.Attach.RECORDED);
        here.put(id, attachment);
        return attached;
    }

    private static Volume raise(Transaction tx, VolumeId id, Instance node) {
        InstanceRows.current(tx, node);
        Volume row = VolumeRows.require(tx, id);
        refuseOthers(row, node.id());
        // a detach that was interrupted is finished first
        Volume rest = row.state() == VolumeState.DETACHING ? row.available() : row;
        Volume claimed = rest.state() == VolumeState.AVAILABLE ? rest.claimed(node.id()) : rest;
        return VolumeRows.put(tx, claimed.attaching(node.id()));
    }

    private static void refuseOthers(Volume row, InstanceId by) {
        row.instance()
                .or(row::intended)
                .filter(holder -> !holder.equals(by))
                .ifPresent(holder -> {
                    throw HedgerowException.of(
                            Failure.LOCKED,
                            "volume %s is %s, by instance %s; detach it there first"
                                    .formatted(row.id(), Rows.name(row.state()), holder));
                });
    }

    private static Volume mine(Volume row, Volume raised) {
        if (row.epoch() != raised.epoch()) {
            throw HedgerowException.of(
                    Failure.STALE_EPOCH,
                    ("volume %s was attached under epoch %d, but its "
                                    + "epoch is %d now; attach it again")
                            .formatted(row.id(), raised.epoch(), row.epoch()));
        }
        return row;
    }

    Volume detach(VolumeId id, Instance node) {
        Volume leaving = store.transact(tx -> leave(tx, id, node));
        if (leaving.state() == VolumeState.AVAILABLE) {
            return leaving;
        }
        here.remove(id);
        steps.reached(Steps.Attach.DETACHING_RECORDED);
        provider.detach(id, leaving.epoch());
        steps.reached(Steps.Attach.PROVIDER_DETACHED);
        return change(
                id,
                row -> {
                    mine(row, leaving);
                    return row.state() == VolumeState.AVAILABLE ? row : row.available();
                });
    }

    private static Volume leave(Transaction tx, VolumeId id, Instance node) {
        InstanceRows.current(tx, node);
        Volume row = VolumeRows.require(tx, id);
        refuseOthers(row, node.id());
        return switch (row.state()) {
            case AVAILABLE, DETACHING -> row;
            case CLAIMED -> VolumeRows.put(tx, row.available());
            case ATTACHING, ATTACHED, LOST, RETIRED -> VolumeRows.put(tx, row.detaching());
        };
    }

    Volume expanding(VolumeId id, boolean expanding) {
        return change(id, row -> row.expanding(expanding));
    }

    VolumeSpace reportSpace(VolumeId id) {
        VolumeSpace space = provider.space(id);
        return store.transact(tx -> {
            VolumeRows.require(tx, id);
            VolumeRows.space(tx, id, space);
            return space;
        });
    }

    private Volume change(VolumeId id, UnaryOperator<Volume> next) {
        return store.transact(tx -> {
            Volume row = VolumeRows.require(tx, id);
            Volume changed = next.apply(row);
            return changed.equals(row) ? row : VolumeRows.put(tx, changed);
        });
    }

    /** The volume as attached here, or empty. */
    Optional<Attachment> here(VolumeId id) {
        return Optional.ofNullable(here.get(id));
    }

    List<VolumeId> here() {
        return here.keySet().stream().sorted().toList();
    }

    Path folder(Route route, GraphId graph) {
        return here(route.volume())
                .filter(attachment -> attachment.epoch() == route.epoch())
                .orElseThrow(() ->
                        HedgerowException.of(
                                Failure.STALE_EPOCH,
                                ("volume %s of graph %s is not attached here "
                                                + "under epoch %d; locate the graph again")
                                        .formatted(route.volume(), graph, route.epoch())))
                .folder(graph);
    }

    void close() {
        here.clear();
        provider.close();
    }
}
