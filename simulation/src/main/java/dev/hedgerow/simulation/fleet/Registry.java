package dev.hedgerow.simulation.fleet;

import dev.hedgerow.fleet.InstanceState;
import dev.hedgerow.fleet.PlacementState;
import dev.hedgerow.fleet.VolumeState;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Subspace;
import dev.hedgerow.store.Tuple;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All rows of the fleet at one moment, read by their documented format and nothing else.
 *
 * @param index keys of all indexes, as text
 */
record Registry(
        Map<String, Instance> instances,
        Map<String, Volume> volumes,
        Map<String, Placement> placements,
        TreeSet<String> index) {
    private static final Subspace FLEET = new Subspace(17, "fleet");

    record Instance(InstanceState state, long epoch, String tier, long graphs) {}

    record Volume(
            VolumeState state,
            boolean expanding,
            long epoch,
            Optional<String> instance,
            Optional<String> intended,
            String tier) {
        boolean isLive() {
            return List.of(VolumeState.ATTACHING, VolumeState.ATTACHED, VolumeState.DETACHING)
                    .contains(state);
        }
    }

    record Placement(
            PlacementState state,
            String tenant,
            String owner,
            Optional<String> parent,
            String volume,
            Optional<Long> removed,
            Optional<Long> cleared,
            Stamp written) {
        boolean isTombstone() {
            return state == PlacementState.DELETING || state == PlacementState.DELETED;
        }
    }

    static Registry read(Reader reader) {
        var registry =
                new Registry(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeSet<>());
        for (Reader.Entry entry : reader.stream(KeyRange.all(FLEET))) {
            registry.add(entry);
        }
        return registry;
    }

    private void add(Reader.Entry entry) {
        Tuple key = entry.key().tuple();
        String id = key.string(key.size() - 1);
        switch (key.string(0)) {
            case "instance" -> instances.put(id, instance(entry.tuple()));
            case "volume" -> volumes.put(id, volume(entry.tuple()));
            case "placement" -> placements.put(id, placement(entry.tuple(), entry.stamp()));
            case "beat", "space" -> {}
            default -> index.add(key.toString());
        }
    }

    private static <S extends Enum<S>> S state(Class<S> states, Tuple row) {
        return Enum.valueOf(states, row.string(1).toUpperCase(Locale.ROOT));
    }

    private static Optional<String> text(Tuple row, int index) {
        return row.isNull(index) ? Optional.empty() : Optional.of(row.string(index));
    }

    private static Optional<Long> time(Tuple row, int index) {
        return row.isNull(index) ? Optional.empty() : Optional.of(row.number(index));
    }

    private static Instance instance(Tuple row) {
        return new Instance(
                state(InstanceState.class, row), row.number(2), row.string(6), row.number(7));
    }

    private static Volume volume(Tuple row) {
        return new Volume(
                state(VolumeState.class, row),
                row.bool(2),
                row.number(3),
                text(row, 4),
                text(row, 5),
                row.string(7));
    }

    private static Placement placement(Tuple row, Stamp written) {
        return new Placement(
                state(PlacementState.class, row),
                row.string(2),
                row.string(3),
                text(row, 5),
                row.string(6),
                time(row, 8),
                time(row, 9),
                written);
    }

    /** The keys of the indexes that these rows ask for. */
    TreeSet<String> wanted() {
        var wanted = new TreeSet<String>();
        instances.forEach((id, row) -> wanted.add(key("tier-instance", row.tier(), id)));
        volumes.forEach((id, row) -> {
            wanted.add(key("tier-volume", row.tier(), id));
            row.instance().ifPresent(by -> wanted.add(key("instance-volume", by, id)));
        });
        placements.forEach((id, row) -> {
            if (row.state() != PlacementState.DELETED) {
                wanted.add(key("volume-graph", row.volume(), row.parent().isPresent(), id));
            }
            if (!row.isTombstone()) {
                wanted.add(key("owner-graph", row.tenant(), row.owner(), id));
                row.parent().ifPresent(parent -> wanted.add(key("parent-graph", parent, id)));
            }
        });
        return wanted;
    }

    private static String key(Object... parts) {
        return Tuple.of(parts).toString();
    }

    /** Live volumes of an instance. */
    List<String> volumesOf(String instance) {
        return volumes.entrySet().stream()
                .filter(each -> each.getValue().instance().equals(Optional.of(instance)))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Graphs that take a slot on a volume. */
    long slotsOf(String volume) {
        return placements.values().stream()
                .filter(row -> row.volume().equals(volume))
                .filter(row -> row.parent().isEmpty() && row.state() != PlacementState.DELETED)
                .count();
    }

    /** Graphs on a volume, those with a slot first. */
    List<String> graphsOn(String volume) {
        return placements.entrySet().stream()
                .filter(each -> each.getValue().volume().equals(volume))
                .filter(each -> each.getValue().state() != PlacementState.DELETED)
                .sorted(
                        java.util.Comparator.comparing(
                                each -> each.getValue().parent().isPresent() + each.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
