package dev.hedgerow.store;

import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.storage.Batch;
import dev.hedgerow.store.storage.Storage;
import java.util.List;

/** Ends loads: gives their ranges free, and removes the rows of those that were not published. */
final class LoadSweep {
    private static final int BATCH = 1_000;

    private final Storage storage;
    private final Store store;
    private final Loads loads;
    private final Stamp opened;

    /**
     * @param opened the newest stamp when the store was opened
     */
    LoadSweep(Storage storage, Store store, Loads loads, Stamp opened) {
        this.storage = storage;
        this.store = store;
        this.loads = loads;
        this.opened = opened;
    }

    /** Ends a load of this process. What fails is done again when the store is opened. */
    void close(OpenLoad load) {
        loads.release(load.claim());
        try {
            sweep(load.begun(), load.claim().ranges());
        } catch (HedgerowException _) {
            // invisible for ever, with or without its rows
        }
    }

    /** Removes what earlier lives of the store have left. */
    void sweepAbandoned() {
        List<Loads.Stored> all;
        try (var now = store.snapshot()) {
            all = Loads.stored(now);
        }
        for (var load : all) {
            if (load.published().isEmpty() && !load.begun().isAfter(opened)) {
                sweep(load.begun(), load.ranges());
            }
        }
    }

    /** Removes the load's rows, unless it was published; its record goes last. */
    private void sweep(Stamp begun, List<KeyRange> ranges) {
        boolean published = store.transact(tx -> Loads.isPublished(tx, begun));
        loads.end(begun);
        if (!published) {
            ranges.forEach(range -> remove(begun, range));
            store.transact(tx -> {
                Loads.forget(tx, begun);
                return begun;
            });
        }
    }

    private void remove(Stamp begun, KeyRange range) {
        var batch = new Batch();
        try (var at = storage.cursor()) {
            at.seek(Layout.beforeVersions(range.from().bytes()));
            while (at.valid()) {
                byte[] here = at.key();
                if (!Layout.isData(here) || Layout.compareKey(here, range.to()) >= 0) {
                    break;
                }
                boolean ours = Layout.stamp(here).equals(begun) && Layout.isLoaded(at.value());
                if (ours) {
                    batch.delete(here);
                }
                if (batch.size() == BATCH) {
                    storage.write(batch);
                    batch = new Batch();
                }
                at.next();
            }
        }
        storage.write(batch);
    }
}
