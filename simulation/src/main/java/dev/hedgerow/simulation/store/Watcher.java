package dev.hedgerow.simulation.store;

import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Store;
import java.time.Duration;

/** Follows a counter by a watch alone: it looks again only when told that something changed. */
final class Watcher {
    private static final Duration LONG = Duration.ofDays(1);

    private Stamp seen = Stamp.ZERO;

    /** The stamp of the counter's newest value that it has seen. */
    Stamp seen() {
        return seen;
    }

    /** Works until its thread dies. */
    void work(Store store) {
        var key = Space.counter(0);
        try (var watch = store.watch(KeyRange.single(key))) {
            while (true) {
                try (var snapshot = store.snapshot()) {
                    snapshot.get(key).ifPresent(entry -> seen = entry.stamp());
                } catch (HedgerowException _) {
                    // the store is closed
                    return;
                }
                watch.await(LONG);
            }
        }
    }
}
