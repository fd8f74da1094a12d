package dev.hedgerow.store;

import dev.hedgerow.kernel.World;
import dev.hedgerow.store.storage.RocksStorage;
import dev.hedgerow.store.storage.Storage;
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
                    public Storage storage() {
                        return new RocksStorage(folder, StoreOptions.Memory.DEFAULT.storage());
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
                public Storage storage() {
                    return disk.attach();
                }

                @Override
                public void close() {}
            };
        }
    };

    /** Where a store can be opened, closed and opened again. */
    abstract Place place();

    interface Place extends AutoCloseable {
        Storage storage();

        default Store open(World world, StoreOptions options) {
            return new EmbeddedStore(storage(), world, options);
        }

        default Store open(StoreOptions options) {
            return open(World.system(), options);
        }

        default Store open() {
            return open(StoreOptions.DEFAULT);
        }

        /** How many versions of keys of the subspace are stored; the store is closed. */
        default int versions(Subspace subspace) {
            int count = 0;
            try (var storage = storage();
                    var at = storage.cursor()) {
                at.seek(Layout.beforeVersions(KeyRange.all(subspace).from().bytes()));
                while (at.valid() && Layout.subspace(at.key()) == subspace.number()) {
                    count++;
                    at.next();
                }
            }
            return count;
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
