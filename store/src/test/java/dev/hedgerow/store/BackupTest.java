package dev.hedgerow.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Copies of a store, and what becomes of them. */
@Timeout(300)
final class BackupTest {
    private static final Subspace SPACE = History.SPACE;
    private final long seed = Long.getLong("seed", System.nanoTime());
    private final World world = World.system();
    private final History history = new History(new Random(seed));

    @TempDir private Path root;
    private Path data;
    private Path copy;
    private Path restored;

    @BeforeEach
    void names() {
        data = root.resolve("data");
        copy = root.resolve("copy");
        restored = root.resolve("restored");
    }

    private static void assertFails(Failure failure, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        HedgerowException.class, e -> assertThat(e.failure()).isEqualTo(failure));
    }

    @Test
    void aBackupOfARunningStoreHoldsEverythingUpToItsStampAndNothingAfterIt() throws Exception {
        Backup backup;
        var enough = new AtomicBoolean();
        try (var store = Stores.open(data, world)) {
            history.write(store, 100);
            var writer =
                    world.threads()
                            .start(
                                    "writer",
                                    () -> {
                                        while (!enough.get()) {
                                            history.write(store, 1);
                                        }
                                    });
            try (var load = store.bulkLoad(List.of(KeyRange.below(SPACE, Tuple.of("loaded"))))) {
                load.put(SPACE.key("loaded", 1), Tuple.of(1));
                load.finish();
                backup = store.backup(copy);
            }
            enough.set(true);
            writer.join();
            history.write(store, 50);
            store.collect();
        }
        assertThat(Backups.verify(copy)).isEqualTo(backup);
        assertThat(Backups.restore(copy, restored)).isEqualTo(backup);
        try (var store = Stores.open(restored, world)) {
            try (var now = store.snapshot()) {
                assertThat(History.seen(now)).isEqualTo(history.at(backup.stamp()));
            }
            assertThat(history.stamps().last()).isGreaterThan(backup.stamp());
            for (var at : history.stamps().headSet(backup.stamp(), true)) {
                try (var snapshot = store.snapshot(at)) {
                    assertThat(History.seen(snapshot))
                            .as("-Dseed=%d", seed)
                            .isEqualTo(history.at(at));
                }
            }
            history.write(store, 1);
        }
        assertThat(Backups.verify(copy)).as("after it was restored").isEqualTo(backup);
    }

    @Test
    void aBackupIsIndependentOfItsStore() {
        Backup backup;
        String seen;
        try (var store = Stores.open(data, world, StoreOptions.DEFAULT)) {
            history.write(store, 50);
            seen = history.at(store.visible());
            backup = store.backup(copy);
            history.write(store, 200);
            store.compact();
        }
        StoreKind.deleteAll(data);
        assertThat(Backups.verify(copy)).isEqualTo(backup);
        Backups.restore(copy, restored);
        try (var store = Stores.open(restored, world);
                var now = store.snapshot()) {
            assertThat(History.seen(now)).isEqualTo(seen);
        }
    }

    @Test
    void foldersThatAreNotEmptyAreRefusedAndLeftAsTheyAre() throws IOException {
        try (var store = Stores.open(data, world)) {
            history.write(store, 5);
            store.backup(copy);
            assertFails(Failure.ALREADY_EXISTS, () -> store.backup(copy));
        }
        assertFails(Failure.ALREADY_EXISTS, () -> Backups.restore(copy, data));
        Stores.open(data, world).close();
        Files.createDirectories(restored);
        assertFails(Failure.NOT_FOUND, () -> Backups.verify(restored));
        Backups.restore(copy, restored);
    }

    @Test
    void aDamagedBackupIsNoticedAndWhatWasRestoredOfItIsNotOpened() throws IOException {
        try (var store = Stores.open(data, world)) {
            history.write(store, 50);
            store.backup(copy);
        }
        Path largest = largest(Backups.files(copy));
        byte[] bytes = Files.readAllBytes(largest);
        bytes[bytes.length / 2] ^= 1;
        Files.delete(largest);
        Files.write(largest, bytes);
        assertFails(Failure.CORRUPT, () -> Backups.verify(copy));
        assertFails(Failure.CORRUPT, () -> Backups.restore(copy, restored));
        assertThatThrownBy(() -> Stores.open(restored, world))
                .hasMessageContaining("was not completed");
        Files.delete(largest);
        assertFails(Failure.CORRUPT, () -> Backups.verify(copy));
        Path manifest = copy.resolve("MANIFEST");
        Files.writeString(manifest, Files.readString(manifest).replace("\nformat ", "\nformat 1"));
        assertThatThrownBy(() -> Backups.verify(copy))
                .hasMessageContaining("MANIFEST is not as it was written");
        Files.delete(manifest);
        assertFails(Failure.NOT_FOUND, () -> Backups.verify(copy));
    }

    private static Path largest(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.max((a, b) -> Long.compare(a.toFile().length(), b.toFile().length()))
                    .orElseThrow();
        }
    }
}
