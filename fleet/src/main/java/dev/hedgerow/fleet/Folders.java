package dev.hedgerow.fleet;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Folders and small files on a volume, durably. Every failure names its path. */
public final class Folders {
    private static final String TEMPORARY = ".tmp";

    private Folders() {}

    /**
     * Replaces a file as a whole: after a crash it has its old content or the new one, on the disk
     * when this returns.
     */
    public static void write(Path file, byte[] content) {
        Path temporary = file.resolveSibling(file.getFileName() + TEMPORARY);
        try {
            Files.write(
                    temporary,
                    content,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DSYNC);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw failed(e, "file %s could not be written".formatted(file));
        }
        sync(parent(file));
    }

    /** Makes a folder and its parents, on the disk when this returns. */
    public static void make(Path folder) {
        try {
            var missing = new ArrayList<Path>();
            for (Path at = folder; !Files.isDirectory(at); at = parent(at)) {
                missing.add(at);
            }
            Files.createDirectories(folder);
            missing.reversed().forEach(made -> sync(parent(made)));
        } catch (IOException e) {
            throw failed(e, "folder %s could not be made".formatted(folder));
        }
    }

    /**
     * Deletes a folder with all it holds; harmless when it is gone or goes meanwhile. Links are not
     * followed.
     */
    public static void delete(Path folder) {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.walkFileTree(folder, new Deletion());
        } catch (IOException e) {
            throw failed(e, "folder %s could not be deleted".formatted(folder));
        }
        sync(parent(folder));
    }

    /** The names in a folder, ordered; none when it does not exist. */
    public static List<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        var names = new ArrayList<String>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(entry -> names.add(parentless(entry)));
        } catch (IOException e) {
            throw failed(e, "folder %s could not be listed".formatted(folder));
        }
        Collections.sort(names);
        return names;
    }

    static HedgerowException failed(IOException cause, String sentence) {
        String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        boolean full = reason.contains("No space left") || reason.contains("quota exceeded");
        return HedgerowException.causedBy(
                cause,
                full ? Failure.DISK_FULL : Failure.INPUT_OUTPUT,
                "%s (%s)".formatted(sentence, reason));
    }

    private static void sync(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            throw failed(e, "folder %s could not be synced".formatted(folder));
        }
    }

    private static Path parent(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        return parent == null ? path : parent;
    }

    private static String parentless(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }

    /** Whoever else deletes the same at the same time may be first. */
    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                throws IOException {
            if (failure != null && !(failure instanceof NoSuchFileException)) {
                throw failure;
            }
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
