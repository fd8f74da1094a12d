package dev.hedgerow.fleet;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.kernel.VolumeId;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Rows of instances: {@code (state, epoch, incarnation, address, zone, tier, graphs, bytes, memory,
 * (label, value, ...))}; a beat is its milliseconds since 1970.
 */
final class InstanceRows {
    private InstanceRows() {}

    static Optional<Instance> find(Reader reader, InstanceId id) {
        return reader.get(Keys.instance(id)).map(entry -> instance(reader, entry));
    }

    static Instance require(Reader reader, InstanceId id) {
        return find(reader, id)
                .orElseThrow(() ->
                        HedgerowException.of(
                                Failure.INSTANCE_NOT_FOUND,
                                "there is no instance %s; it has to register first".formatted(id)));
    }

    /**
     * The holder of a volume, as of no beat: reading that one, which changes all the time, would
     * make the reader meet it. Without a row the registry is damaged, not empty.
     */
    static Instance holder(Reader reader, InstanceId id, VolumeId volume) {
        return reader.get(Keys.instance(id))
                .map(entry -> instance(entry, Instant.EPOCH))
                .orElseThrow(() ->
                        HedgerowException.of(
                                Failure.CORRUPT,
                                ("volume %s names instance %s, which is not in the registry;"
                                                + " restore it from a backup")
                                        .formatted(volume, id)));
    }

    /** The row of a node that acts, which must be the newest incarnation. */
    static Instance current(Reader reader, Instance node) {
        Instance row = require(reader, node.id());
        if (row.epoch() != node.epoch()) {
            throw HedgerowException.of(
                    Failure.STALE_EPOCH,
                    ("instance %s acts under epoch %d, but has joined "
                                    + "again under %d; stop this process")
                            .formatted(node.id(), node.epoch(), row.epoch()));
        }
        return row;
    }

    static Page<Instance> page(Reader reader, Page.Request page) {
        return Rows.page(
                reader,
                Keys.INSTANCES,
                page,
                after -> Keys.instance(new InstanceId(after)),
                Keys::last,
                entry -> instance(reader, entry));
    }

    static Instance put(Transaction tx, Instance instance) {
        find(tx, instance.id())
                .filter(before -> !before.spec().tier().equals(instance.spec().tier()))
                .ifPresent(
                        before -> tx.delete(Keys.tierInstance(before.spec().tier(), before.id())));
        tx.put(Keys.instance(instance.id()), Rows.row(fields(instance)));
        tx.put(Keys.tierInstance(instance.spec().tier(), instance.id()), Rows.NOTHING);
        return instance;
    }

    static void beat(Transaction tx, InstanceId id, Instant at) {
        tx.put(Keys.beat(id), Rows.row(List.of(at.toEpochMilli())));
    }

    private static List<Object> fields(Instance instance) {
        InstanceSpec spec = instance.spec();
        var labels = new ArrayList<String>();
        spec.labels()
                .forEach((name, value) -> {
                    labels.add(name);
                    labels.add(value);
                });
        return List.of(
                Rows.name(instance.state()),
                instance.epoch(),
                instance.incarnation(),
                spec.address(),
                spec.zone(),
                spec.tier(),
                spec.capacity().graphs(),
                spec.capacity().bytes(),
                spec.capacity().memoryBytes(),
                Tuple.ofAll(labels));
    }

    private static Instance instance(Reader reader, Reader.Entry entry) {
        var id = new InstanceId(Keys.last(entry.key()));
        Instant beat =
                reader.get(Keys.beat(id))
                        .map(found -> Rows.decode(found, fields -> fields.number(0)))
                        .map(Instant::ofEpochMilli)
                        .orElse(Instant.EPOCH);
        return instance(entry, beat);
    }

    private static Instance instance(Reader.Entry entry, Instant beat) {
        var id = new InstanceId(Keys.last(entry.key()));
        return Rows.decode(
                entry,
                fields ->
                        new Instance(
                                id,
                                spec(fields),
                                Rows.state(InstanceState.class, fields.string(0)),
                                fields.number(1),
                                fields.string(2),
                                beat));
    }

    private static InstanceSpec spec(Tuple fields) {
        var capacity =
                new Capacity(Math.toIntExact(fields.number(6)), fields.number(7), fields.number(8));
        Tuple flat = fields.tuple(9);
        var labels = new LinkedHashMap<String, String>();
        for (int i = 0; i < flat.size(); i += 2) {
            labels.put(flat.string(i), flat.string(i + 1));
        }
        return new InstanceSpec(
                fields.string(3), fields.string(4), fields.string(5), capacity, labels);
    }
}
