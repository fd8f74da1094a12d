package dev.hedgerow.simulation.disk;

import dev.hedgerow.kernel.Clock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The disk itself. It outlives everything that works on it; faults are switched on and off. */
public final class FileDisk {
    private static final long BYTES = 1L << 40;

    private final Clock clock;
    private final RandomGenerator chance;
    private final Inode.Folder root = new Inode.Folder();
    private final List<Renaming> unsynced = new ArrayList<>();
    private Duration latency = Duration.ZERO;
    private boolean full;
    private boolean syncLies;
    private boolean locksLie;

    /**
     * A change of the names in a folder that is not on the disk yet.
     *
     * @param names with what they name from then on; nothing when they are deleted
     */
    private record Renaming(Mount by, Inode.Folder folder, Map<String, Optional<Inode>> names) {
        void apply(Map<String, Inode> to) {
            names.forEach((name, inode) ->
                    inode.ifPresentOrElse(named -> to.put(name, named), () -> to.remove(name)));
        }
    }

    /**
     * @param clock on which the time passes that a sync takes
     */
    public FileDisk(Clock clock, RandomGenerator chance) {
        this.clock = clock;
        this.chance = chance;
    }

    /** The disk as another machine sees it. */
    public Mount mount() {
        return new Mount(this);
    }

    /** How long a sync takes at most. */
    public void latency(Duration atMost) {
        latency = atMost;
    }

    /** Whether writes fail for want of space. */
    public void full(boolean isFull) {
        full = isFull;
    }

    /** Whether the disk says it synced and did not. */
    public void syncLies(boolean lies) {
        syncLies = lies;
    }

    /** Whether everybody is told that the lock is theirs. */
    public void locksLie(boolean lie) {
        locksLie = lie;
    }

    /** What a file holds, as everybody sees it; nothing when there is none. For looking only. */
    public Optional<byte[]> content(Path path) {
        return find(path) instanceof Inode.File file
                ? Optional.of(file.live.clone())
                : Optional.empty();
    }

    /** The names in a folder; none when there is no such folder. For looking only. */
    public List<String> names(Path path) {
        return find(path) instanceof Inode.Folder folder
                ? List.copyOf(folder.live.keySet())
                : List.of();
    }

    /** Who has a file locked. For looking only. */
    public Optional<Mount> locker(Path path) {
        return find(path) instanceof Inode.File file
                ? Optional.ofNullable(file.locker)
                : Optional.empty();
    }

    boolean isFull() {
        return full;
    }

    boolean locksLie() {
        return locksLie;
    }

    long freeBytes() {
        return full ? 0 : BYTES / 2;
    }

    long bytes() {
        return BYTES;
    }

    /** Lets others go first, now and then. */
    void pause() {
        var _ = clock.nanos();
    }

    @Nullable Inode find(Path path) {
        Inode at = root;
        for (Path name : path) {
            Inode next = at instanceof Inode.Folder folder ? folder.live.get(name + "") : null;
            if (next == null) {
                return null;
            }
            at = next;
        }
        return at;
    }

    void rename(Mount by, Inode.Folder folder, Map<String, Optional<Inode>> names) {
        var change = new Renaming(by, folder, new TreeMap<>(names));
        change.apply(folder.live);
        unsynced.add(change);
    }

    void sync(Inode inode) {
        if (latency.isPositive()) {
            clock.sleep(Duration.ofNanos(chance.nextLong(latency.toNanos())));
        }
        if (syncLies) {
            return;
        }
        switch (inode) {
            case Inode.File file -> {
                file.durable = file.live;
                file.writer = null;
            }
            case Inode.Folder folder -> {
                for (Renaming change : unsynced) {
                    if (change.folder() == folder) {
                        change.apply(folder.durable);
                    }
                }
                unsynced.removeIf(change -> change.folder() == folder);
            }
        }
    }

    /** The power of a machine fails. */
    void crash(Mount machine) {
        var mine = unsynced.stream().filter(change -> change.by() == machine).toList();
        int kept = mine.isEmpty() ? 0 : chance.nextInt(mine.size() + 1);
        mine.subList(0, kept).forEach(change -> change.apply(change.folder().durable));
        unsynced.removeIf(change -> change.by() == machine);
        for (Renaming change : mine) {
            change.folder().live.clear();
            change.folder().live.putAll(change.folder().durable);
        }
        for (Renaming left : unsynced) {
            left.apply(left.folder().live);
        }
        tear(machine, root);
    }

    private void tear(Mount machine, Inode inode) {
        switch (inode) {
            case Inode.File file -> {
                if (file.writer == machine) {
                    file.live = torn(file);
                    file.durable = file.live;
                    file.writer = null;
                }
            }
            case Inode.Folder folder ->
                    folder.live.values().forEach(inside -> tear(machine, inside));
        }
    }

    /** All that was written, a beginning of it, or what was there before. */
    private byte[] torn(Inode.File file) {
        return switch (chance.nextInt(3)) {
            case 0 -> file.durable;
            case 1 -> file.live;
            default -> {
                int length = file.live.length == 0 ? 0 : chance.nextInt(file.live.length);
                int safe = Math.min(file.durable.length, file.live.length);
                yield java.util.Arrays.copyOf(file.live, Math.max(length, safe));
            }
        };
    }

    /** A process of the machine ends: its locks are free. */
    void unlock(Mount machine) {
        unlock(machine, root);
    }

    private static void unlock(Mount machine, Inode inode) {
        switch (inode) {
            case Inode.File file -> {
                if (file.locker == machine) {
                    file.locker = null;
                }
            }
            case Inode.Folder folder ->
                    folder.live.values().forEach(inside -> unlock(machine, inside));
        }
    }
}
