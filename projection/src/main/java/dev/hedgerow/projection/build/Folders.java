package dev.hedgerow.projection.build;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Folders of generations. */
public final class Folders {
    private Folders() {}

    public static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw HedgerowException.causedBy(
                    e, Failure.INPUT_OUTPUT, "The folder %s cannot be made".formatted(folder));
        }
    }

    /** Deletes a file or a folder with everything in it; harmless when it is not there. */
    public static void delete(Path path) {
        if (!Files.exists(path)) {
            return;
        }
        try (var files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw HedgerowException.causedBy(
                    e, Failure.INPUT_OUTPUT, "%s cannot be deleted".formatted(path));
        }
    }
}
