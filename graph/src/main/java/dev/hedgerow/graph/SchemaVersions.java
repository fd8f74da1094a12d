package dev.hedgerow.graph;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.store.Transaction;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The versions of graphs' schemas; one that is written never changes, so they are kept. */
final class Schemas {
    private static final int KEPT_MAX = 1_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Version, Schema> kept =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Version, Schema> eldest) {
                    return size() > KEPT_MAX;
                }
            };

    private record Version(GraphId graph, int version) {}

    Schema of(Home home, int number) {
        var version = new Version(home.id(), number);
        Schema known = find(version);
        if (known != null) {
            return known;
        }
        Schema read;
        try (var now = home.store().snapshot()) {
            read =
                    now.get(Space.schema(home.id(), number))
                            .map(entry -> SchemaCodec.decode(entry.value()))
                            .orElseThrow(() ->
                                    HedgerowException.of(
                                            Failure.CORRUPT,
                                            "The graph %s has no schema version %d"
                                                    .formatted(home.id(), number)));
        }
        lock.lock();
        try {
            kept.put(version, read);
        } finally {
            lock.unlock();
        }
        return read;
    }

    private @Nullable Schema find(Version version) {
        lock.lock();
        try {
            return kept.get(version);
        } finally {
            lock.unlock();
        }
    }

    static void write(Transaction tx, GraphId graph, Schema schema) {
        tx.put(Space.schema(graph, schema.version()), SchemaCodec.encode(schema));
    }
}
