package dev.hedgerow.fleet;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.kernel.VolumeId;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows of volumes: {@code (state, expanding, epoch, instance or null, intended or null, zone, tier,
 * provider)}; a space is {@code (bytes, free bytes)}.
 */
final class VolumeRows {
    private VolumeRows() {}

    static Optional<Volume> find(Reader reader, VolumeId id) {
        return reader.get(Keys.volume(id)).map(VolumeRows::volume);
    }

    static Volume require(Reader reader, VolumeId id) {
        return find(reader, id)
                .orElseThrow(() ->
                        HedgerowException.of(
                                Failure.VOLUME_NOT_FOUND,
                                "there is no volume %s; register it first".formatted(id)));
    }

    /** A volume that another row names: without it the registry is damaged, not empty. */
    static Volume named(Reader reader, VolumeId id, Object by) {
        return find(reader, id)
                .orElseThrow(() ->
                        HedgerowException.of(
                                Failure.CORRUPT,
                                ("%s names volume %s, which is not in the "
                                                + "registry; restore it from a backup")
                                        .formatted(by, id)));
    }

    static Page<Volume> page(Reader reader, Page.Request page) {
        return Rows.page(
                reader,
                Keys.VOLUMES,
                page,
                after -> Keys.volume(new VolumeId(after)),
                Keys::last,
                VolumeRows::volume);
    }

    /** The live volumes of an instance, all of them. */
    static List<Volume> of(Reader reader, InstanceId instance) {
        var volumes = new ArrayList<Volume>();
        for (Reader.Entry entry : reader.stream(Keys.volumesOf(instance))) {
            volumes.add(named(reader, new VolumeId(Keys.last(entry.key())), instance));
        }
        return volumes;
    }

    /** Writes the row with its index keys. */
    static Volume put(Transaction tx, Volume volume) {
        find(tx, volume.id())
                .flatMap(Volume::instance)
                .filter(before -> !volume.instance().equals(Optional.of(before)))
                .ifPresent(before -> tx.delete(Keys.instanceVolume(before, volume.id())));
        volume.instance()
                .ifPresent(now -> tx.put(Keys.instanceVolume(now, volume.id()), Rows.NOTHING));
        tx.put(Keys.tierVolume(volume.spec().tier(), volume.id()), Rows.NOTHING);
        tx.put(Keys.volume(volume.id()), Rows.row(fields(volume)));
        return volume;
    }

    static Optional<VolumeSpace> space(Reader reader, VolumeId id) {
        return reader.get(Keys.space(id))
                .map(entry ->
                        Rows.decode(
                                entry,
                                fields -> new VolumeSpace(fields.number(0), fields.number(1))));
    }

    static void space(Transaction tx, VolumeId id, VolumeSpace space) {
        tx.put(Keys.space(id), Rows.row(List.of(space.bytes(), space.freeBytes())));
    }

    private static List<@Nullable Object> fields(Volume volume) {
        return Arrays.asList(
                Rows.name(volume.state()),
                volume.expanding(),
                volume.epoch(),
                volume.instance().map(InstanceId::value).orElse(null),
                volume.intended().map(InstanceId::value).orElse(null),
                volume.spec().zone(),
                volume.spec().tier(),
                volume.spec().provider());
    }

    private static Volume volume(Reader.Entry entry) {
        return Rows.decode(entry, fields -> volume(Keys.last(entry.key()), fields));
    }

    private static Volume volume(String id, Tuple fields) {
        return new Volume(
                new VolumeId(id),
                new VolumeSpec(fields.string(5), fields.string(6), fields.string(7)),
                Rows.state(VolumeState.class, fields.string(0)),
                fields.bool(1),
                Rows.optional(fields, 3).map(InstanceId::new),
                Rows.optional(fields, 4).map(InstanceId::new),
                fields.number(2));
    }
}
