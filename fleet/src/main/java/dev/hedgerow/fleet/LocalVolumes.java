package dev.hedgerow.fleet;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.InstanceId;
import dev.hedgerow.kernel.VolumeId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Volumes as folders under one root, each named by its id:
 *
 * <pre>
 * vo_.../manifest.json      epoch and holder, see VolumeManifest
 * vo_.../lock               locked by the process that has it attached; a killed process loses it
 * vo_.../graphs/gr_.../     all of a graph
 * </pre>
 */
public final class LocalVolumes implements VolumeProvider {
    public static final String NAME = "local";

    private static final String LOCK = "lock";

    private final Path root;
    private final ReentrantLock mutex = new ReentrantLock();
    private final Map<VolumeId, Held> held = new TreeMap<>();

    /** The root is made when it does not exist. */
    public LocalVolumes(Path root) {
        this.root = root.toAbsolutePath().normalize();
        Folders.make(this.root);
    }

    /** The open lock file; closing any other channel of that file would let go of the lock. */
    private record Held(Attachment attachment, FileChannel channel) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void create(VolumeId volume) {
        mutex.lock();
        try {
            Path folder = folder(volume);
            if (Files.exists(folder.resolve(VolumeManifest.FILE))) {
                VolumeManifest.read(folder, volume);
                return;
            }
            List<String> foreign =
                    Folders.names(folder).stream()
                            .filter(name -> !name.startsWith(VolumeManifest.FILE))
                            .toList();
            if (!foreign.isEmpty() || Files.isRegularFile(folder)) {
                throw HedgerowException.of(
                        Failure.WRONG_STATE,
                        "%s is not a volume and not empty; move it away, nothing in it was touched"
                                .formatted(folder));
            }
            Folders.make(folder);
            new VolumeManifest(volume, 0, Optional.empty()).write(folder);
        } finally {
            mutex.unlock();
        }
    }

    @Override
    public Attachment attach(VolumeId volume, InstanceId instance, long epoch) {
        mutex.lock();
        try {
            Path folder = folder(volume);
            VolumeManifest before = VolumeManifest.read(folder, volume);
            refuseOlder(folder, before, instance, epoch);
            Held mine = held.get(volume);
            FileChannel channel = mine == null ? locked(folder, volume) : mine.channel();
            try {
                // whoever had the lock before may have raised the epoch meanwhile
                refuseOlder(folder, VolumeManifest.read(folder, volume), instance, epoch);
                new VolumeManifest(volume, epoch, Optional.of(instance)).write(folder);
            } catch (HedgerowException e) {
                if (mine == null) {
                    unlock(channel, folder);
                }
                throw e;
            }
            var attachment = new Attachment(volume, instance, epoch, folder);
            held.put(volume, new Held(attachment, channel));
            return attachment;
        } finally {
            mutex.unlock();
        }
    }

    private static void refuseOlder(
            Path folder, VolumeManifest manifest, InstanceId instance, long epoch) {
        boolean others = manifest.instance().filter(holder -> !holder.equals(instance)).isPresent();
        if (epoch < manifest.epoch() || (epoch == manifest.epoch() && others)) {
            throw HedgerowException.of(
                    Failure.STALE_EPOCH,
                    ("volume %s at %s was attached under epoch %d; instance %s "
                                    + "comes with the older %d and is refused")
                            .formatted(
                                    manifest.volume(), folder, manifest.epoch(), instance, epoch));
        }
    }

    private static FileChannel locked(Path folder, VolumeId volume) {
        Path file = folder.resolve(LOCK);
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw Folders.failed(e, "the volume's lock %s could not be opened".formatted(file));
        }
        if (tryLock(channel, file) == null) {
            unlock(channel, folder);
            throw HedgerowException.of(
                    Failure.LOCKED,
                    "volume %s at %s is attached by another process; stop that one first"
                            .formatted(volume, folder));
        }
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel, Path file) {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        } catch (IOException e) {
            unlock(channel, file);
            throw Folders.failed(e, "the volume's lock %s could not be taken".formatted(file));
        }
    }

    private static void unlock(FileChannel channel, Path folder) {
        try {
            channel.close();
        } catch (IOException e) {
            throw Folders.failed(e, "the lock of volume %s could not be given".formatted(folder));
        }
    }

    @Override
    public void detach(VolumeId volume, long epoch) {
        mutex.lock();
        try {
            Path folder = folder(volume);
            VolumeManifest manifest = VolumeManifest.read(folder, volume);
            if (manifest.epoch() > epoch) {
                throw HedgerowException.of(
                        Failure.STALE_EPOCH,
                        ("volume %s was attached again under epoch %d, so "
                                        + "that it is not detached under %d")
                                .formatted(volume, manifest.epoch(), epoch));
            }
            Held mine = held.get(volume);
            if (mine != null) {
                // the lock is kept until the disk says that nobody has it
                new VolumeManifest(volume, manifest.epoch(), Optional.empty()).write(folder);
                held.remove(volume);
                unlock(mine.channel(), folder);
            }
        } finally {
            mutex.unlock();
        }
    }

    @Override
    public VolumeDescription describe(VolumeId volume) {
        Path folder = folder(volume);
        VolumeManifest manifest = VolumeManifest.read(folder, volume);
        List<GraphId> graphs =
                Folders.names(folder.resolve(Attachment.GRAPHS)).stream()
                        .filter(GraphId::matches)
                        .map(GraphId::new)
                        .toList();
        return new VolumeDescription(
                volume, manifest.epoch(), manifest.instance(), graphs, space(volume));
    }

    @Override
    public VolumeSpace space(VolumeId volume) {
        Path folder = folder(volume);
        try {
            FileStore disk = Files.getFileStore(folder);
            long bytes = Math.max(0, disk.getTotalSpace());
            return new VolumeSpace(bytes, Math.clamp(disk.getUsableSpace(), 0, bytes));
        } catch (IOException e) {
            throw Folders.failed(
                    e, "the disk of volume %s could not be measured".formatted(folder));
        }
    }

    @Override
    public List<VolumeId> volumes() {
        return Folders.names(root).stream()
                .filter(VolumeId::matches)
                .filter(name -> Files.exists(root.resolve(name).resolve(VolumeManifest.FILE)))
                .map(VolumeId::new)
                .toList();
    }

    @Override
    public void deleteIfEmpty(VolumeId volume) {
        mutex.lock();
        try {
            Path folder = folder(volume);
            VolumeManifest.read(folder, volume);
            List<String> graphs = Folders.names(folder.resolve(Attachment.GRAPHS));
            if (!graphs.isEmpty()) {
                throw HedgerowException.of(
                        Failure.WRONG_STATE,
                        "volume %s at %s holds %d graphs; remove or move them first"
                                .formatted(volume, folder, graphs.size()));
            }
            if (held.containsKey(volume)) {
                throw HedgerowException.of(
                        Failure.LOCKED,
                        "volume %s at %s is attached here; detach it first"
                                .formatted(volume, folder));
            }
            FileChannel channel = locked(folder, volume);
            try {
                Folders.delete(folder);
            } finally {
                unlock(channel, folder);
            }
        } finally {
            mutex.unlock();
        }
    }

    private Path folder(VolumeId volume) {
        return root.resolve(volume.value());
    }

    @Override
    public void close() {
        mutex.lock();
        try {
            held.forEach((volume, mine) -> unlock(mine.channel(), folder(volume)));
            held.clear();
        } finally {
            mutex.unlock();
        }
    }
}
