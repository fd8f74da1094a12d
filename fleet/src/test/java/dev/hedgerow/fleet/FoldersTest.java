package dev.hedgerow.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Folders that several touch at a time. */
@Timeout(300)
class FoldersTest {
    private static final int ROUNDS = 100;
    private static final int THREADS = 4;

    @TempDir Path root;

    @Test
    void aFolderMayBeDeletedBySeveralAtATime() throws Exception {
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            for (int round = 0; round < ROUNDS; round++) {
                Path folder = filled(root.resolve("folder" + round));
                var deletions = new ArrayList<Callable<Boolean>>();
                for (int i = 0; i < THREADS; i++) {
                    deletions.add(() -> {
                        Folders.delete(folder);
                        return true;
                    });
                }
                for (Future<Boolean> deleted : threads.invokeAll(deletions)) {
                    assertThat(deleted.get()).isTrue();
                }
                assertThat(folder).doesNotExist();
            }
        }
    }

    private static Path filled(Path folder) throws IOException {
        for (String inner : new String[] {"a", "b"}) {
            Path made = Files.createDirectories(folder.resolve(inner));
            for (int i = 0; i < 8; i++) {
                Files.writeString(made.resolve("file" + i), "content");
            }
        }
        return folder;
    }
}
