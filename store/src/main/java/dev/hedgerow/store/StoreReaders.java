package dev.hedgerow.store;

import dev.hedgerow.kernel.Stamp;

/** Makes readers of a moment. */
@FunctionalInterface
interface StoreReaders {
    VersionedReader at(Stamp stamp);
}
