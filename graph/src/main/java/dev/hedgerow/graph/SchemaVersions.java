package dev.hedgerow.graph;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The versions of graphs' schemas. One that is written never changes, so what is made of it is
 * kept.
 */
final class SchemaVersions {
    private static final int KEPT_MAX = 1_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Version, Rows> kept =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Version, Rows> eldest) {
                    return size() > KEPT_MAX;
                }
            };

    private record Version(GraphId graph, int number) {}

    Rows rows(Store store, GraphId graph, int number) {
        var version = new Version(graph, number);
        Rows known = find(version);
        if (known != null) {
            return known;
        }
        var read = new Rows(read(store, version));
        lock.lock();
        try {
            kept.put(version, read);
        } finally {
            lock.unlock();
        }
        return read;
    }

    private @Nullable Rows find(Version version) {
        lock.lock();
        try {
            return kept.get(version);
        } finally {
            lock.unlock();
        }
    }

    private static Schema read(Store store, Version version) {
        try (var now = store.snapshot()) {
            return now.get(Space.schema(version.graph(), version.number()))
                    .map(Entry::tuple)
                    .map(Schemas::decode)
                    .orElseThrow(() ->
                            HedgerowException.of(
                                    Failure.CORRUPT,
                                    "The graph %s has no schema version %d"
                                            .formatted(version.graph(), version.number())));
        }
    }

    static void write(Transaction tx, GraphId graph, Schema schema) {
        tx.put(Space.schema(graph, schema.version()), Schemas.encode(schema));
    }
}
