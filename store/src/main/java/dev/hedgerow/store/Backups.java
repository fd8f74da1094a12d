package dev.hedgerow.store;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Backup.StoredFile;
import dev.hedgerow.store.storage.RocksCopy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;

/** Checks backups, and makes stores of them. {@link Store#backup} makes them. */
public final class Backups {
    private static final String FILES = "store";

    private Backups() {}

    /**
     * Completes what the storage has put into the folder; what is written here makes it a backup.
     */
    static Backup describe(Path folder) {
        Path files = files(folder);
        Stamp stamp;
        int format;
        try (var copy = new RocksCopy(files)) {
            stamp = LocalLog.stored(copy::read).stamp();
            format =
                    copy.read(Layout.FORMAT)
                            .map(found -> ByteBuffer.wrap(found).getInt())
                            .orElse(1);
        }
        try (var all = Files.list(files)) {
            var stored = new ArrayList<StoredFile>();
            for (Path file : all.sorted().toList()) {
                stored.add(sync(file));
            }
            StoreFolder.sync(files);
            var backup = new Backup(format, stamp, stored);
            BackupManifest.write(folder, backup);
            return backup;
        } catch (IOException e) {
            throw HedgerowException.causedBy(
                    e, Failure.INPUT_OUTPUT, "The backup in %s failed".formatted(folder));
        }
    }

    /** Where the copied files are. */
    static Path files(Path folder) {
        return folder.resolve(FILES);
    }

    private static StoredFile sync(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        return stored(file);
    }

    private static StoredFile stored(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            String sum = Sha256.copying(in, OutputStream.nullOutputStream());
            return new StoredFile(file.getFileName().toString(), Files.size(file), sum);
        }
    }

    /**
     * Reads every byte of a backup and compares it with what was written.
     *
     * @throws HedgerowException NOT_FOUND when there is no completed backup, CORRUPT when it is not
     *     as it was written, INVALID_CONFIGURATION when its format is not known here
     */
    public static Backup verify(Path folder) {
        Backup backup = BackupManifest.read(folder);
        StoreFolder.checkFormat(backup.format(), "The backup in " + folder);
        try {
            for (StoredFile expected : backup.files()) {
                Path file = files(folder).resolve(expected.name());
                if (!Files.exists(file) || !stored(file).equals(expected)) {
                    throw damaged(file);
                }
            }
        } catch (IOException e) {
            throw HedgerowException.causedBy(
                    e, Failure.INPUT_OUTPUT, "The backup in %s cannot be read".formatted(folder));
        }
        return backup;
    }

    private static HedgerowException damaged(Path file) {
        return HedgerowException.of(
                Failure.CORRUPT,
                "%s is missing or not as the backup wrote it; use another backup".formatted(file));
    }

    /**
     * Makes a folder that {@link Stores#open} opens, with everything up to the backup's stamp. The
     * backup stays as it is. A folder whose restore was cut off is refused by {@link Stores#open}.
     *
     * @param target has nothing in it, or is not there
     * @throws HedgerowException ALREADY_EXISTS when something is in the target, or as {@link
     *     #verify}
     */
    public static Backup restore(Path folder, Path target) {
        Backup backup = BackupManifest.read(folder);
        StoreFolder.checkFormat(backup.format(), "The backup in " + folder);
        StoreFolder.makeEmpty(target);
        StoreFolder.beginRestore(target);
        try {
            for (StoredFile file : backup.files()) {
                copy(files(folder).resolve(file.name()), target.resolve(file.name()), file);
            }
            StoreFolder.endRestore(target);
        } catch (IOException e) {
            boolean full = String.valueOf(e.getMessage()).contains("No space left");
            throw HedgerowException.causedBy(
                    e,
                    full ? Failure.DISK_FULL : Failure.INPUT_OUTPUT,
                    "The backup in %s could not be copied to %s: %s"
                            .formatted(folder, target, e.getMessage()));
        }
        return backup;
    }

    private static void copy(Path from, Path to, StoredFile expected) throws IOException {
        if (!Files.exists(from)) {
            throw damaged(from);
        }
        try (var in = Files.newInputStream(from);
                var channel =
                        FileChannel.open(
                                to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            String sum = Sha256.copying(in, Channels.newOutputStream(channel));
            if (!sum.equals(expected.sha256()) || channel.size() != expected.size()) {
                throw damaged(from);
            }
            channel.force(true);
        }
    }
}
