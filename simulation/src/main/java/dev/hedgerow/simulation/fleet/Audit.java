package dev.hedgerow.simulation.fleet;

import dev.hedgerow.fleet.InstanceState;
import dev.hedgerow.fleet.PlacementState;
import dev.hedgerow.fleet.Tier;
import dev.hedgerow.fleet.VolumeState;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.simulation.CheckFailed;
import dev.hedgerow.store.Store;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What holds at every moment, looked at after each transaction. */
final class Audit {
    private final Map<String, Tier> tiers = new TreeMap<>();
    private final Disks disks;
    private final TreeMap<Stamp, Registry> known = new TreeMap<>();
    private long looks;

    Audit(List<Tier> tiers, Disks disks) {
        tiers.forEach(tier -> this.tiers.put(tier.name(), tier));
        this.disks = disks;
    }

    /** How many moments were looked at. */
    long looks() {
        return looks;
    }

    /** Looks at the registry as a transaction left it. */
    void look(Store store, Stamp at) {
        if (known.containsKey(at)) {
            return;
        }
        try {
            check(store, at);
        } catch (HedgerowException e) {
            // the store has no answer, and so nothing to be held against it
            looks--;
        }
    }

    private void check(Store store, Stamp at) {
        looks++;
        Registry registry = read(store, at);
        checkIndexes(registry, at);
        registry.volumes().forEach((id, volume) -> checkVolume(registry, id, volume));
        registry.placements().forEach((id, row) -> checkPlacement(registry, id, row, at));
        var before = known.lowerEntry(at);
        if (before != null) {
            checkStep(before.getValue(), registry);
        }
        known.put(at, registry);
        var manifests = disks.manifests();
        Registry newest = read(store, store.visible());
        manifests.forEach((volume, manifest) -> checkManifest(volume, manifest, registry, newest));
    }

    /** The registry of one moment. */
    Registry read(Store store, Stamp at) {
        Registry seen = known.get(at);
        if (seen != null) {
            return seen;
        }
        try (var snapshot = store.snapshot(at)) {
            return Registry.read(snapshot);
        }
    }

    private static void checkIndexes(Registry registry, Stamp at) {
        var wanted = registry.wanted();
        if (!wanted.equals(registry.index())) {
            var missing = new java.util.TreeSet<>(wanted);
            missing.removeAll(registry.index());
            var tooMany = new java.util.TreeSet<>(registry.index());
            tooMany.removeAll(wanted);
            throw new CheckFailed(
                    "the indexes at %s lack %s and have %s too many"
                            .formatted(at, missing, tooMany));
        }
    }

    private void checkVolume(Registry registry, String id, Registry.Volume volume) {
        int slots = tier(volume.tier()).slots();
        long taken = registry.slotsOf(id);
        CheckFailed.unless(taken <= slots, "%d of %d slots of %s are taken", taken, slots, id);
        CheckFailed.unless(
                volume.isLive() == volume.instance().isPresent(), "volume %s is %s", id, volume);
        volume.instance()
                .ifPresent(by ->
                        CheckFailed.unless(
                                registry.instances().containsKey(by),
                                "volume %s is at %s, which is not there",
                                id,
                                by));
    }

    private Tier tier(String name) {
        Tier tier = tiers.get(name);
        if (tier == null) {
            throw new CheckFailed("there is no tier " + name);
        }
        return tier;
    }

    private void checkPlacement(Registry registry, String id, Registry.Placement row, Stamp at) {
        CheckFailed.unless(
                registry.volumes().containsKey(row.volume()), "%s is nowhere: %s", id, row);
        CheckFailed.unless(
                row.isTombstone() == row.removed().isPresent()
                        && (row.state() == PlacementState.DELETED) == row.cleared().isPresent(),
                "%s is half removed: %s",
                id,
                row);
        row.parent().ifPresent(parent -> checkSubgraph(registry, id, row, parent));
        if (row.state() == PlacementState.RESERVED && row.written().equals(at)) {
            checkRoom(registry, id, row);
        }
    }

    private void checkSubgraph(
            Registry registry, String id, Registry.Placement row, String parent) {
        var above = registry.placements().get(parent);
        CheckFailed.unless(
                above != null && above.volume().equals(row.volume()),
                "subgraph %s is not with its parent %s, which is %s",
                id,
                parent,
                above);
        CheckFailed.unless(
                row.isTombstone() || (above != null && !above.isTombstone()),
                "subgraph %s outlives its parent %s",
                id,
                parent);
        String volume = row.volume();
        var tier = tier(java.util.Objects.requireNonNull(registry.volumes().get(volume)).tier());
        long siblings =
                registry.placements().values().stream()
                        .filter(each -> each.parent().equals(Optional.of(parent)))
                        .filter(each -> !each.isTombstone())
                        .count();
        CheckFailed.unless(
                siblings <= tier.subgraphsMax(), "%s has %d subgraphs", parent, siblings);
    }

    /** A new graph went where there was room for it at the moment of its commit. */
    private static void checkRoom(Registry registry, String id, Registry.Placement row) {
        var volume = java.util.Objects.requireNonNull(registry.volumes().get(row.volume()));
        if (row.parent().isPresent()) {
            return;
        }
        CheckFailed.unless(
                volume.state() == VolumeState.ATTACHED && !volume.expanding(),
                "%s was placed on %s, which was %s",
                id,
                row.volume(),
                volume);
        String host = volume.instance().orElseThrow();
        var instance = java.util.Objects.requireNonNull(registry.instances().get(host));
        CheckFailed.unless(
                instance.state() == InstanceState.READY,
                "%s was placed at %s, which was %s",
                id,
                host,
                instance);
        long graphs = registry.volumesOf(host).stream().mapToLong(registry::slotsOf).sum();
        CheckFailed.unless(
                graphs <= instance.graphs(),
                "%s was placed at %s, which has %d graphs of %d",
                id,
                host,
                graphs,
                instance.graphs());
    }

    /** Every moment against the one before it. */
    void checkAll() {
        Registry before = null;
        for (Registry registry : known.values()) {
            if (before != null) {
                checkStep(before, registry);
            }
            before = registry;
        }
    }

    /** From one moment to a later one. */
    private static void checkStep(Registry before, Registry after) {
        before.instances()
                .forEach((id, row) -> {
                    var now = after.instances().get(id);
                    CheckFailed.unless(
                            now != null && now.epoch() >= row.epoch(),
                            "%s was %s, is %s",
                            id,
                            row,
                            now);
                });
        before.volumes()
                .forEach((id, row) -> {
                    var now = after.volumes().get(id);
                    CheckFailed.unless(
                            now != null
                                    && now.epoch() >= row.epoch()
                                    && (now.epoch() > row.epoch()
                                            || now.instance().isEmpty()
                                            || now.instance().equals(row.instance())),
                            "%s was %s, is %s",
                            id,
                            row,
                            now);
                });
        before.placements()
                .forEach((id, row) -> {
                    var now = after.placements().get(id);
                    CheckFailed.unless(
                            now != null
                                    && now.owner().equals(row.owner())
                                    && now.volume().equals(row.volume())
                                    && now.parent().equals(row.parent())
                                    && now.state().compareTo(row.state()) >= 0
                                    && (row.removed().isEmpty()
                                            || row.removed().equals(now.removed())),
                            "%s was %s, is %s",
                            id,
                            row,
                            now);
                });
    }

    /**
     * The registry first, then the disk: a manifest is never ahead of the newest row, and not
     * behind a row that says attached.
     */
    private static void checkManifest(
            String id, Disks.Manifest manifest, Registry then, Registry newest) {
        var now = newest.volumes().get(id);
        CheckFailed.unless(
                manifest.epoch() == 0 || (now != null && manifest.epoch() <= now.epoch()),
                "the manifest of %s says %s, and the registry %s",
                id,
                manifest,
                now);
        var row = then.volumes().get(id);
        boolean attached = row != null && row.state() == VolumeState.ATTACHED;
        CheckFailed.unless(
                !attached || manifest.epoch() >= java.util.Objects.requireNonNull(row).epoch(),
                "the manifest of %s says %s, and the registry has said %s",
                id,
                manifest,
                row);
    }

    /** All rows, for people. */
    static String text(Registry registry) {
        var rows = new LinkedHashMap<String, Object>();
        rows.putAll(registry.instances());
        rows.putAll(registry.volumes());
        rows.putAll(registry.placements());
        var text = new StringBuilder();
        rows.forEach((id, row) -> text.append(id).append(' ').append(row).append('\n'));
        return text.toString();
    }
}
