package dev.hedgerow.store;

import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.storage.Storage;
import java.util.function.Supplier;

/** Makes readers of a moment; each keeps what it can see from being collected. */
final class StoreReaders {
    /**
     * Bytes that are read on a thread that others wait for: a fraction of a millisecond's worth.
     */
    static final long AT_ONCE = 64 << 10;

    private final VersionedReader.Source anywhere;
    private final VersionedReader.Source inMemory;
    private final DeadStretches stretches;
    private final Loads loads;
    private final Horizon horizon;
    private final Supplier<Stamp> visible;

    StoreReaders(
            Storage storage,
            RecentRows recent,
            DeadStretches stretches,
            Loads loads,
            Horizon horizon,
            Supplier<Stamp> visible) {
        anywhere = new VersionedReader.Source(storage, storage::cursor, recent, Long.MAX_VALUE);
        inMemory = new VersionedReader.Source(storage, storage::cursorInMemory, recent, AT_ONCE);
        this.stretches = stretches;
        this.loads = loads;
        this.horizon = horizon;
        this.visible = visible;
    }

    Stamp visible() {
        return visible.get();
    }

    /** Reads everything acknowledged before. */
    VersionedReader now() {
        return reader(anywhere, pinned());
    }

    /** The same, as far as memory holds it and it does not take long. */
    VersionedReader nowInMemory() {
        return reader(inMemory, pinned());
    }

    private Stamp pinned() {
        while (true) {
            Stamp at = visible.get();
            horizon.pin(at);
            if (horizon.holds(at)) {
                return at;
            }
            horizon.unpin(at);
        }
    }

    /**
     * Reads a moment that is not after the newest.
     *
     * @throws dev.hedgerow.kernel.HedgerowException HISTORY_GONE when it is not kept any more
     */
    VersionedReader at(Stamp at) {
        horizon.pin(at);
        try {
            if (!horizon.holds(at) && !isProtected(at)) {
                throw Protections.gone(at);
            }
        } catch (RuntimeException | Error e) {
            horizon.unpin(at);
            throw e;
        }
        return reader(anywhere, at);
    }

    private boolean isProtected(Stamp at) {
        try (var now = now()) {
            return Protections.isProtected(now, at);
        }
    }

    private VersionedReader reader(VersionedReader.Source source, Stamp at) {
        return new VersionedReader(source, loads, stretches, at, () -> horizon.unpin(at));
    }

    /** Reads the newest of everything, even what is in doubt, and holds nothing back. */
    VersionedReader newest() {
        return new VersionedReader(anywhere, loads, null, Stamp.MAX, () -> {});
    }
}
