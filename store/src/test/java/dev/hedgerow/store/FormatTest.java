package dev.hedgerow.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.storage.Batch;
import dev.hedgerow.store.storage.RocksStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores of other releases. */
final class FormatTest {
    private static final StoreOptions FORGETFUL = StoreOptions.DEFAULT.withRetention(Duration.ZERO);
    private final World world = World.system();

    @TempDir private Path folder;

    @Test
    void whatIsWrittenTodayIsReadToday() {
        try (var store = Stores.open(folder, world, FORGETFUL)) {
            KeptStore.write(store);
            KeptStore.writeGone(store);
            KeptStore.check(store);
        }
        checkAll();
    }

    private void checkAll() {
        try (var store = Stores.open(folder, world, FORGETFUL)) {
            KeptStore.check(store);
            KeptStore.checkGone(store);
        }
        try (var store = Stores.open(folder, world, FORGETFUL)) {
            KeptStore.check(store);
            KeptStore.checkGoneAgain(store);
        }
    }

    /** The resource was written by {@link KeptStore#write} when the format was new. */
    @Test
    void theStoreKeptSinceFormatTwoIsRead() throws IOException {
        unpack("store-format-2.zip");
        try (var store = Stores.open(folder, world, FORGETFUL)) {
            KeptStore.check(store);
        }
    }

    /** Likewise, by {@link KeptStore#writeGone} too. */
    @Test
    void theStoreKeptSinceFormatThreeIsRead() throws IOException {
        unpack("store-format-3.zip");
        try (var storage = new RocksStorage(folder, StoreOptions.Memory.DEFAULT.storage())) {
            assertThat(storage.read(Layout.STRETCHES)).isPresent();
        }
        checkAll();
    }

    private void unpack(String name) throws IOException {
        try (var zip = new ZipInputStream(resource(name))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Files.write(folder.resolve(entry.getName()), zip.readAllBytes());
            }
        }
    }

    private static java.io.InputStream resource(String name) {
        var resource = FormatTest.class.getResourceAsStream(name);
        if (resource == null) {
            throw new IllegalStateException("no resource " + name);
        }
        return resource;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aStoreOfAnEarlierFormatIsReadAndIsOfTheNewFormatFromThenOn(int format) {
        try (var store = Stores.open(folder, world)) {
            store.transact(tx -> {
                tx.put(new Subspace(100, "test").key(1), new byte[] {1});
                return true;
            });
        }
        setFormat(format);
        try (var store = Stores.open(folder, world);
                var now = store.snapshot()) {
            assertThat(now.get(new Subspace(100, "test").key(1))).isPresent();
        }
        try (var storage = new RocksStorage(folder, StoreOptions.Memory.DEFAULT.storage())) {
            assertThat(storage.read(Layout.FORMAT)).hasValue(bytes(StoreFolder.FORMAT));
        }
    }

    private void setFormat(int format) {
        try (var storage = new RocksStorage(folder, StoreOptions.Memory.DEFAULT.storage())) {
            var batch = new Batch();
            batch.put(Layout.FORMAT, bytes(format));
            storage.write(batch);
        }
    }

    private static byte[] bytes(int format) {
        return ByteBuffer.allocate(4).putInt(format).array();
    }

    @Test
    void aNewerFormatIsRefusedAndNothingIsTouched() throws IOException {
        Stores.open(folder, world).close();
        setFormat(StoreFolder.FORMAT + 1);
        assertNewer();
        Files.writeString(folder.resolve("FORMAT"), "hedgerow store 4\n");
        Files.delete(folder.resolve("CURRENT"));
        assertNewer();
        assertThat(folder.resolve("CURRENT")).doesNotExist();
    }

    private void assertNewer() {
        assertThatThrownBy(() -> Stores.open(folder, world))
                .hasMessageContaining("has format 4, and this release reads formats 1 to 3")
                .isInstanceOfSatisfying(
                        HedgerowException.class,
                        e -> assertThat(e.failure()).isEqualTo(Failure.INVALID_CONFIGURATION));
    }
}
