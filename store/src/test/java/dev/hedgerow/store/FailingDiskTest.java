package dev.hedgerow.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.storage.RocksStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Disks that are full, and data that is not as it was written. */
final class FailingDiskTest {
    private static final Subspace SPACE = new Subspace(100, "test");
    private final World world = World.system();
    private final MemoryDisk disk = new MemoryDisk(world.clock());

    private static void write(Store store, String name) {
        store.transact(tx -> {
            tx.put(SPACE.key(name), new byte[] {1});
            tx.add(SPACE.key("count"), 1);
            return true;
        });
    }

    private static boolean has(Store store, String name) {
        try (var snapshot = store.snapshot()) {
            return snapshot.get(SPACE.key(name)).isPresent();
        }
    }

    private static long count(Store store) {
        try (var snapshot = store.snapshot()) {
            return snapshot.get(SPACE.key("count")).map(Transaction::counter).orElse(0L);
        }
    }

    private static void assertFails(Failure failure, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        HedgerowException.class, e -> assertThat(e.failure()).isEqualTo(failure));
    }

    @Test
    void K14_aDiskThatIsNearlyFullStopsWritesForCertainAndKeepsReads() {
        try (var store = Stores.open(disk, world)) {
            write(store, "before");
            disk.low(true);
            assertFails(Failure.DISK_FULL, () -> write(store, "full"));
            assertThat(has(store, "before")).isTrue();
            disk.low(false);
            assertThat(has(store, "full")).isFalse();
            write(store, "after");
            assertThat(count(store)).isEqualTo(2);
        }
    }

    @Test
    void K14_aFullDiskStopsWritesAndHealsWithWhatBecameOfTheOneInDoubt() {
        try (var store = Stores.open(disk, world);
                var watch = store.watch(KeyRange.all(SPACE))) {
            write(store, "before");
            disk.full(true);
            assertFails(Failure.OUTCOME_UNKNOWN, () -> write(store, "did not happen"));
            assertFails(Failure.DISK_FULL, () -> write(store, "refused"));
            assertThat(has(store, "before")).isTrue();
            disk.full(false);
            write(store, "healed");
            assertThat(has(store, "did not happen")).isFalse();
            disk.full(true);
            assertFails(Failure.OUTCOME_UNKNOWN, () -> write(store, "did not happen either"));
            assertFails(Failure.DISK_FULL, () -> write(store, "refused"));
            disk.full(false);
            write(store, "healed again");
            disk.full(true);
            assertFails(Failure.OUTCOME_UNKNOWN, () -> write(store, "lost"));
            disk.full(false);
            write(store, "ready");
            assertThat(watch.await(Duration.ofMinutes(1))).isTrue();
            disk.full(true);
            assertFails(Failure.OUTCOME_UNKNOWN, () -> write(store, "happened"));
            assertThat(has(store, "happened")).as("nobody knows yet").isFalse();
            disk.full(false);
            write(store, "last");
            assertThat(has(store, "happened")).isTrue();
            assertThat(watch.await(Duration.ofMinutes(1))).isTrue();
            assertThat(count(store)).isEqualTo(6);
        }
        try (var store = Stores.open(disk, world)) {
            assertThat(has(store, "happened")).isTrue();
            assertThat(has(store, "refused")).isFalse();
            assertThat(count(store)).isEqualTo(6);
        }
    }

    @Test
    void aDiskThatFailsOtherwiseStopsWritesUntilTheStoreIsOpenedAgain() {
        try (var store = Stores.open(disk, world)) {
            write(store, "before");
            disk.failing(true);
            assertFails(Failure.OUTCOME_UNKNOWN, () -> write(store, "in doubt"));
            disk.failing(false);
            assertFails(Failure.UNAVAILABLE, () -> write(store, "later"));
            assertThat(has(store, "before")).isTrue();
        }
        try (var store = Stores.open(disk, world)) {
            write(store, "after");
            assertThat(has(store, "later")).isFalse();
            assertThat(has(store, "before")).isTrue();
        }
    }

    @Test
    void K14_aLoadOnAFullDiskIsRefusedAndLeavesNothing() {
        var range = KeyRange.prefix(SPACE, Tuple.of("loaded"));
        try (var store = Stores.open(disk, world)) {
            try (var load = store.bulkLoad(List.of(range))) {
                load.put(SPACE.key("loaded", 1), new byte[1]);
                disk.full(true);
                assertFails(Failure.DISK_FULL, load::finish);
                disk.full(false);
            }
            write(store, "after");
            try (var snapshot = store.snapshot()) {
                assertThat(snapshot.scan(range, 9, Reader.Direction.ASCENDING)).isEmpty();
            }
        }
    }

    @Test
    void K14_aReadThatFailsItsChecksumStopsTheStore() {
        try (var store = Stores.open(disk, world)) {
            write(store, "before");
            disk.rotten(true);
            assertFails(Failure.CORRUPT, () -> has(store, "before"));
            disk.rotten(false);
            assertFails(Failure.CORRUPT, () -> has(store, "before"));
            assertThatThrownBy(() -> write(store, "after")).isInstanceOf(HedgerowException.class);
        }
    }

    @Test
    void K14_aDamagedFileOfRocksIsNoticedAndNothingIsServedFromItsStore(@TempDir Path folder)
            throws IOException {
        var random = new Random(1);
        try (var store = Stores.open(folder, world)) {
            for (int i = 0; i < 200; i++) {
                var noise = new byte[5_000];
                random.nextBytes(noise);
                Key key = SPACE.key(i);
                store.transact(tx -> {
                    tx.put(key, noise);
                    return true;
                });
            }
            store.compact();
        }
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".sst")).toList()) {
                damage(file, Files.size(file) / 2);
            }
        }
        try (var storage = new RocksStorage(folder, StoreOptions.Memory.DEFAULT.storage())) {
            var first = Layout.versioned(SPACE.key(0), dev.hedgerow.kernel.Stamp.MAX);
            try (var at = storage.cursor()) {
                at.seek(first);
                assertThat(at.valid()).as("the first block is sound").isTrue();
                assertFails(
                        Failure.CORRUPT,
                        () -> {
                            while (at.valid()) {
                                at.next();
                            }
                        });
            }
            assertFails(Failure.CORRUPT, () -> storage.read(first));
            assertFails(Failure.CORRUPT, () -> storage.cursor().close());
        }
    }

    /** What the disk has of a store of fifty commits that was never closed. */
    private Path crashed(Path folder) throws IOException {
        Path copy = Files.createDirectory(folder.resolve("copy"));
        try (var store = Stores.open(folder.resolve("store"), world)) {
            for (int i = 0; i < 50; i++) {
                write(store, "row " + i);
            }
            try (var files = Files.list(folder.resolve("store"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, copy.resolve(file.getFileName()));
                }
            }
        }
        return copy;
    }

    private static Path log(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .reduce((_, _) -> {
                        throw new AssertionError("one log");
                    })
                    .orElseThrow();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9})
    void K14_aLogThatIsDamagedBeforeItsEndIsNotOpened(double where, @TempDir Path folder)
            throws IOException {
        Path copy = crashed(folder);
        Path log = log(copy);
        damage(log, (long) (Files.size(log) * where));
        assertThatThrownBy(
                        () -> new RocksStorage(copy, StoreOptions.Memory.DEFAULT.storage()).close())
                .isInstanceOfSatisfying(
                        HedgerowException.class,
                        e -> {
                            assertThat(e.failure()).isEqualTo(Failure.CORRUPT);
                            assertThat(e).hasMessageContaining(log + " at byte ");
                        });
    }

    @Test
    void K12_aLogThatEndsInTheMiddleOfItsLastRecordIsOpenedWithoutIt(@TempDir Path folder)
            throws IOException {
        Path copy = crashed(folder);
        Path log = log(copy);
        try (var channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 3);
        }
        try (var store = Stores.open(copy, world)) {
            assertThat(count(store)).isEqualTo(49);
            assertThat(has(store, "row 49")).isFalse();
        }
    }

    /** As some file systems leave it: the length is there, what was in it is not. */
    @Test
    void K12_aLogWhoseLastRecordDidNotReachTheDiskIsOpenedWithoutIt(@TempDir Path folder)
            throws IOException {
        Path copy = crashed(folder);
        Path log = log(copy);
        damage(log, Files.size(log) - 10);
        try (var store = Stores.open(copy, world)) {
            assertThat(count(store)).isEqualTo(49);
            write(store, "after");
            assertThat(count(store)).isEqualTo(50);
        }
    }

    private static void damage(Path file, long where) throws IOException {
        try (var channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.allocate(8);
            channel.read(bytes, where);
            bytes.put(0, (byte) ~bytes.get(0)).flip();
            channel.write(bytes, where);
        }
    }
}
