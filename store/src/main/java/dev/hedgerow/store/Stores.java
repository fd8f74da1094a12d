package dev.hedgerow.store;

import dev.hedgerow.kernel.World;
import dev.hedgerow.store.storage.RocksStorage;
import java.nio.file.Path;

/** Opens stores. */
public final class Stores {
    private Stores() {}

    /**
     * The embedded store in a folder, which is made when it is not there.
     *
     * @throws dev.hedgerow.kernel.HedgerowException LOCKED when another process has it open,
     *     CORRUPT when it cannot be read
     */
    public static Store open(Path folder, World world) {
        return new EmbeddedStore(new RocksStorage(folder), world);
    }

    /** The embedded store on a simulated disk. */
    public static Store open(MemoryDisk disk, World world) {
        return new EmbeddedStore(disk.attach(), world);
    }
}
