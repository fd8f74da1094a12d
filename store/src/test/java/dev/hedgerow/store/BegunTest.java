package dev.hedgerow.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.World;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Transactions and reads of threads that must not wait. */
@Timeout(300)
final class BegunTest {
    private static final Subspace SPACE = new Subspace(100, "test");
    private static final Key KEY = SPACE.key("key");

    private final World world = World.system();
    private final MemoryDisk disk = new MemoryDisk(world.clock());
    private final LinkedBlockingQueue<Store.Begun<String>> told = new LinkedBlockingQueue<>();
    private Store store = Stores.open(disk, world);

    @AfterEach
    void close() {
        store.close();
    }

    private Store.Begun<String> next() throws InterruptedException {
        var begun = told.poll(4, TimeUnit.MINUTES);
        assertThat(begun).isNotNull();
        return begun;
    }

    private String put(Transaction tx, String value) {
        tx.put(KEY, Tuple.of(value));
        return value;
    }

    @Test
    void whatBecameOfItIsToldWhenItIsDurable() throws InterruptedException {
        store.begin(tx -> put(tx, "a"), told::add);
        assertThat(next())
                .isInstanceOfSatisfying(
                        Store.Begun.Committed.class,
                        done -> {
                            assertThat(done.value()).isEqualTo("a");
                            assertThat(store.visible()).isGreaterThanOrEqualTo(done.stamp());
                        });
        try (var now = store.snapshotInMemory()) {
            assertThat(now.get(KEY).orElseThrow().tuple()).isEqualTo(Tuple.of("a"));
        }
    }

    @Test
    void itRunsOnceAndIsRefusedWhenWhatItReadWasChanged() throws InterruptedException {
        store.begin(
                tx -> {
                    tx.get(KEY);
                    store.transact(other -> put(other, "other"));
                    return put(tx, "mine");
                },
                told::add);
        assertThat(next()).isInstanceOf(Store.Begun.Refused.class);
        try (var now = store.snapshot()) {
            assertThat(now.get(KEY).orElseThrow().tuple()).isEqualTo(Tuple.of("other"));
        }
    }

    @Test
    void aKeyThatWasNotReadCanBeDependedOn() throws InterruptedException {
        store.begin(
                tx -> {
                    tx.addReadConflict(KEY);
                    store.transact(other -> put(other, "other"));
                    tx.put(SPACE.key("else"), Tuple.of("mine"));
                    return "";
                },
                told::add);
        assertThat(next()).isInstanceOf(Store.Begun.Refused.class);
    }

    @Test
    void whoMustNotWaitIsToldThatTheDiskWouldHaveToBeAsked() throws InterruptedException {
        store.transact(tx -> put(tx, "a"));
        store.close();
        store = Stores.open(disk, world);
        disk.cold(true);
        assertThatThrownBy(() -> store.begin(tx -> String.valueOf(tx.get(KEY)), told::add))
                .isInstanceOf(MustWait.class);
        try (var now = store.snapshotInMemory()) {
            assertThatThrownBy(() -> now.get(KEY)).isInstanceOf(MustWait.class);
            assertThatThrownBy(() -> now.scan(KeyRange.single(KEY), 1, Reader.Direction.ASCENDING))
                    .isInstanceOf(MustWait.class);
        }
        assertThat(told).isEmpty();
        try (var now = store.snapshot()) {
            assertThat(now.get(KEY)).isPresent();
        }
        // whoever waited brought it into memory
        try (var now = store.snapshotInMemory()) {
            assertThat(now.get(KEY)).isPresent();
        }
        disk.cold(false);
        assertThat(told).isEmpty();
    }

    @Test
    void whoMustNotWaitReadsNotMuch() {
        store.transact(tx -> {
            for (int i = 0; i < 100; i++) {
                tx.put(SPACE.key("long", i), new byte[1_000]);
            }
            return "";
        });
        var rows = KeyRange.below(SPACE, Tuple.of("long"));
        for (var direction : Reader.Direction.values()) {
            try (var now = store.snapshotInMemory()) {
                assertThat(now.scan(rows, 50, direction)).hasSize(50);
                assertThatThrownBy(() -> now.scan(rows, 50, direction))
                        .isInstanceOf(MustWait.class);
            }
            try (var now = store.snapshot()) {
                assertThat(now.scan(rows, 100, direction)).hasSize(100);
                assertThat(now.scan(rows, 100, direction)).hasSize(100);
            }
        }
    }

    @Test
    void whatNobodySeesTakesItsTimeToo() {
        store.transact(tx -> {
            for (int i = 0; i < 3_000; i++) {
                tx.put(SPACE.key("gone", i), new byte[0]);
            }
            return "";
        });
        var gone = KeyRange.below(SPACE, Tuple.of("gone"));
        store.transact(tx -> {
            tx.deleteRange(gone);
            return "";
        });
        for (var direction : Reader.Direction.values()) {
            try (var now = store.snapshotInMemory()) {
                assertThatThrownBy(() -> now.scan(gone, 1, direction)).isInstanceOf(MustWait.class);
            }
        }
        try (var now = store.snapshot()) {
            assertThat(now.scan(gone, 1, Reader.Direction.ASCENDING)).isEmpty();
        }
        // whoever waited knows now where nothing is
        try (var now = store.snapshotInMemory()) {
            assertThat(now.scan(gone, 1, Reader.Direction.ASCENDING)).isEmpty();
        }
    }

    @Test
    void aReaderThatDoesNotWaitSeesOnRocksWhatIsInItsMemory(@TempDir Path folder) {
        Path data = folder.resolve("data");
        try (var rocks = Stores.open(data, world)) {
            rocks.transact(tx -> {
                for (int i = 0; i < 200; i++) {
                    tx.put(SPACE.key(i), new byte[10_000]);
                }
                return true;
            });
            try (var now = rocks.snapshotInMemory()) {
                assertThat(now.get(SPACE.key(100))).isPresent();
            }
            rocks.compact();
        }
        try (var rocks = Stores.open(data, world, StoreOptions.DEFAULT.withRecentBytes(0))) {
            try (var now = rocks.snapshotInMemory()) {
                assertThatThrownBy(() -> now.get(SPACE.key(100))).isInstanceOf(MustWait.class);
            }
            try (var now = rocks.snapshot()) {
                assertThat(now.get(SPACE.key(100))).isPresent();
            }
            try (var now = rocks.snapshotInMemory()) {
                assertThat(now.get(SPACE.key(100))).isPresent();
            }
        }
    }

    @Test
    void whatFailsIsTold() throws InterruptedException {
        disk.low(true);
        store.begin(tx -> put(tx, "a"), told::add);
        assertThat(next())
                .isInstanceOfSatisfying(
                        Store.Begun.Failed.class,
                        failed ->
                                assertThat(failed.failure().failure())
                                        .isEqualTo(Failure.DISK_FULL));
        disk.low(false);
    }

    @Test
    void whoFailsToListenKeepsNobodyElseFromHearing() throws InterruptedException {
        store.begin(
                tx -> put(tx, "a"),
                _ -> {
                    throw new IllegalStateException("not listening");
                });
        store.begin(tx -> put(tx, "b"), told::add);
        assertThat(next()).isInstanceOf(Store.Begun.Committed.class);
        assertThat(store.<String>transact(tx -> put(tx, "c"))).isEqualTo("c");
    }
}
