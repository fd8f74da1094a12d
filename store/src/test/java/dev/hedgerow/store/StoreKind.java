package dev.hedgerow.store;

import dev.hedgerow.kernel.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** The storages that the engine's contract holds on. */
enum StoreKind {
    ROCKS {
        @Override
        Place place() {
            try {
                Path folder = Files.createTempDirectory("store-test");
                return new Place() {
                    @Override
                    public Store open(StoreOptions options) {
                        return Stores.open(folder, World.system(), options);
                    }

                    @Override
                    public void close() {
                        deleteAll(folder);
                    }
                };
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    },
    MEMORY {
        @Override
        Place place() {
            var disk = new MemoryDisk(World.system().clock());
            return new Place() {
                @Override
                public Store open(StoreOptions options) {
                    return Stores.open(disk, World.system(), options);
                }

                @Override
                public void close() {}
            };
        }
    };

    /** Where a store can be opened, closed and opened again. */
    abstract Place place();

    interface Place extends AutoCloseable {
        Store open(StoreOptions options);

        default Store open() {
            return open(StoreOptions.DEFAULT);
        }

        @Override
        void close();
    }

    static void deleteAll(Path folder) {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
