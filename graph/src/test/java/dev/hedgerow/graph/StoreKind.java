package dev.hedgerow.graph;

import dev.hedgerow.kernel.World;
import dev.hedgerow.store.MemoryDisk;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Stores;
import java.nio.file.Path;

/** The storages that graphs are tested on. */
enum StoreKind {
    ROCKS {
        @Override
        Store open(Path folder) {
            return Stores.open(folder, World.system());
        }
    },
    MEMORY {
        @Override
        Store open(Path folder) {
            return Stores.open(new MemoryDisk(World.system().clock()), World.system());
        }
    };

    abstract Store open(Path folder);
}
