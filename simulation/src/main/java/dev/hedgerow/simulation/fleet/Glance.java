package dev.hedgerow.simulation.fleet;

import dev.hedgerow.fleet.Folders;
import dev.hedgerow.fleet.InstanceState;
import dev.hedgerow.fleet.Page;
import dev.hedgerow.fleet.Placement;
import dev.hedgerow.fleet.VolumeState;
import dev.hedgerow.fleet.VolumesOf;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.VolumeId;
import dev.hedgerow.simulation.CheckFailed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks the fleet, and compares each answer with the registry of exactly its moment. */
final class Glance {
    private final FarStore.Line line;
    private final Disks disks;
    private final List<InstanceId> instances;
    private long compared;

    Glance(FarStore.Line line, Disks disks, List<InstanceId> instances) {
        this.line = line;
        this.disks = disks;
        this.instances = instances;
    }

    /** How many answers were compared. */
    long compared() {
        return compared;
    }

    /** The registry at the moment of the last answer; empty when the store is down by now. */
    private Optional<Registry> then(Clerk.Office office) {
        Stamp at = office.store().lastStamp();
        var server = line.server();
        if (server == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(server.audit().read(server.store(), at));
        } catch (HedgerowException _) {
            return Optional.empty();
        }
    }

    void volumesOf(Clerk.Office office) {
        for (InstanceId instance : instances) {
            VolumesOf answer = office.fleet().volumesOf(instance);
            then(office)
                    .ifPresent(registry -> {
                        List<String> truth = registry.volumesOf(instance.value());
                        Class<?> kind =
                                truth.isEmpty()
                                        ? VolumesOf.None.class
                                        : truth.size() > 1
                                                ? VolumesOf.Several.class
                                                : volume(registry, truth.getFirst()).expanding()
                                                        ? VolumesOf.Expanding.class
                                                        : VolumesOf.One.class;
                        CheckFailed.unless(
                                answer.getClass().equals(kind)
                                        && answer.all().stream()
                                                .map(each -> each.id().value())
                                                .toList()
                                                .equals(truth),
                                "%s has %s, but the answer was %s",
                                instance,
                                truth,
                                answer);
                        compared++;
                    });
        }
    }

    private static Registry.Volume volume(Registry registry, String id) {
        return java.util.Objects.requireNonNull(registry.volumes().get(id));
    }

    void graphsOn(Clerk.Office office, VolumeId volume) {
        var all = new ArrayList<String>();
        Page<Placement> page = office.fleet().graphsOn(volume, Page.Request.first(100));
        page.items().forEach(each -> all.add(each.graph().value()));
        then(office)
                .ifPresent(registry -> {
                    CheckFailed.unless(
                            all.equals(registry.graphsOn(volume.value())),
                            "%s has %s, but the answer was %s",
                            volume,
                            registry.graphsOn(volume.value()),
                            all);
                    compared++;
                });
    }

    Optional<Placement> locate(Clerk.Office office, Book.Page page) {
        boolean known = page.told != null;
        try {
            Placement placement = office.fleet().locate(page.graph);
            then(office).ifPresent(registry -> compare(registry, placement));
            return Optional.of(placement);
        } catch (HedgerowException e) {
            CheckFailed.unless(
                    e.failure() != Failure.PLACEMENT_NOT_FOUND || !known || page.removalAsked,
                    "%s is not found: %s",
                    page,
                    e);
            if (e.failure() == Failure.PLACEMENT_NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void compare(Registry registry, Placement placement) {
        var row = registry.placements().get(placement.graph().value());
        CheckFailed.unless(row != null, "%s is nowhere", placement);
        var truth = java.util.Objects.requireNonNull(row);
        var volume = volume(registry, truth.volume());
        Optional<String> host =
                volume.instance()
                        .filter(_ -> volume.state() == VolumeState.ATTACHED)
                        .filter(id -> serves(registry, id));
        CheckFailed.unless(
                placement.volume().value().equals(truth.volume())
                        && placement.state() == truth.state()
                        && placement.route().epoch() == volume.epoch()
                        && placement
                                .route()
                                .host()
                                .map(each -> each.instance().value())
                                .equals(host),
                "%s is %s on %s, but the answer was %s",
                placement.graph(),
                truth,
                volume,
                placement);
        compared++;
    }

    private static boolean serves(Registry registry, String id) {
        var state = java.util.Objects.requireNonNull(registry.instances().get(id)).state();
        return state != InstanceState.LOST && state != InstanceState.RETIRED;
    }

    /** Who is told that another process has the volume does not have it itself. */
    void isAnothers(Clerk.Office office, VolumeId volume, HedgerowException refusal) {
        CheckFailed.unless(
                !String.valueOf(refusal.getMessage()).contains("by another process")
                        || !disks.holder(volume).equals(Optional.of(office.host().mount())),
                "%s has the lock of %s itself: %s",
                office.host(),
                volume,
                refusal);
    }

    /** Writes into a graph's folder; whoever is given the folder has the volume. */
    void write(Clerk.Office office, Placement placement) {
        var folder = office.fleet().folder(placement);
        boolean mine = disks.holder(placement.volume()).equals(Optional.of(office.host().mount()));
        var manifest = disks.manifest(placement.volume());
        CheckFailed.unless(
                mine
                        && manifest.flatMap(Disks.Manifest::instance)
                                .equals(Optional.of(office.me().id().value()))
                        && manifest.orElseThrow().epoch() >= placement.route().epoch(),
                "%s was given %s, but the disk is held by %s and says %s",
                office.host(),
                folder,
                disks.holder(placement.volume()),
                manifest);
        Folders.make(folder);
        Folders.write(
                folder.resolve("note"), placement.toString().getBytes(StandardCharsets.UTF_8));
        compared++;
    }
}
