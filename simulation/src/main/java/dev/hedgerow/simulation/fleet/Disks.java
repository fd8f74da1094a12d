package dev.hedgerow.simulation.fleet;

import dev.hedgerow.kernel.VolumeId;
import dev.hedgerow.simulation.disk.FileDisk;
import dev.hedgerow.simulation.disk.Mount;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What is on the disks, looked at without a machine. */
final class Disks {
    static final String FOLDER = "volumes";
    private static final Pattern EPOCH = Pattern.compile("\"epoch\"\\s*:\\s*(\\d+)");
    private static final Pattern INSTANCE = Pattern.compile("\"instance\"\\s*:\\s*\"([^\"]+)\"");

    private final FileDisk disk;
    private final List<VolumeId> volumes;

    Disks(FileDisk disk, List<VolumeId> volumes) {
        this.disk = disk;
        this.volumes = volumes;
    }

    /** The manifest on a volume. */
    record Manifest(long epoch, Optional<String> instance) {}

    /** By volume; those that have one. */
    Map<String, Manifest> manifests() {
        var manifests = new TreeMap<String, Manifest>();
        for (VolumeId volume : volumes) {
            manifest(volume).ifPresent(manifest -> manifests.put(volume.value(), manifest));
        }
        return manifests;
    }

    Optional<Manifest> manifest(VolumeId volume) {
        return disk.content(file(volume, "manifest.json"))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .map(text -> {
                    var epoch = EPOCH.matcher(text);
                    var instance = INSTANCE.matcher(text);
                    return new Manifest(
                            epoch.find() ? Long.parseLong(epoch.group(1)) : -1,
                            instance.find() ? Optional.of(instance.group(1)) : Optional.empty());
                });
    }

    /** The machine that has the volume's lock. */
    Optional<Mount> holder(VolumeId volume) {
        return disk.locker(file(volume, "lock"));
    }

    /** Graphs that have a folder on it. */
    List<String> graphs(VolumeId volume) {
        return disk.names(file(volume, "graphs"));
    }

    private static Path file(VolumeId volume, String name) {
        return Path.of("/", FOLDER, volume.value(), name);
    }
}
