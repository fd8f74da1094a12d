package dev.hedgerow.store;

import dev.hedgerow.kernel.World;
import dev.hedgerow.store.storage.RocksStorage;
import dev.hedgerow.store.storage.Storage;
import java.nio.file.Path;

/** Opens stores. */
public final class Stores {
    private Stores() {}

    /**
     * The embedded store in a folder, which is made when it is not there.
     *
     * @throws dev.hedgerow.kernel.HedgerowException LOCKED when another process has it open,
     *     CORRUPT when it cannot be read, INVALID_CONFIGURATION when a newer release wrote it
     */
    public static Store open(Path folder, World world) {
        return open(folder, world, StoreOptions.DEFAULT);
    }

    /** The embedded store in a folder, with options. */
    public static Store open(Path folder, World world, StoreOptions options) {
        StoreFolder.check(folder);
        Store store = open(new RocksStorage(folder, options.memory().storage()), world, options);
        StoreFolder.mark(folder);
        return store;
    }

    /** The embedded store on a simulated disk. */
    public static Store open(MemoryDisk disk, World world) {
        return open(disk, world, StoreOptions.DEFAULT);
    }

    /** The embedded store on a simulated disk, with options. */
    public static Store open(MemoryDisk disk, World world, StoreOptions options) {
        return open(disk.attach(), world, options);
    }

    private static Store open(Storage storage, World world, StoreOptions options) {
        try {
            return new EmbeddedStore(storage, world, options);
        } catch (RuntimeException | Error e) {
            storage.close();
            throw e;
        }
    }
}
