package dev.hedgerow.graph;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Reader.Direction;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.Tuple;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The versions of graphs' schemas. They are counted per graph, whichever branch they are made for;
 * each but the first comes from another. One that is written never changes, so what is made of it
 * is kept.
 */
final class SchemaVersions {
    private static final int KEPT_MAX = 1_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Version, Rows> kept = new Latest<>();
    private final Map<Follower, Integer> followed = new Latest<>();

    private record Version(GraphId graph, int number) {}

    private record Follower(GraphId graph, String branch) {}

    /** What was used last, in bounds. */
    private static final class Latest<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1;

        Latest() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > KEPT_MAX;
        }
    }

    /** The version that the branch followed when it was looked at last; 0 when it never was. */
    int followed(GraphId graph, String branch) {
        lock.lock();
        try {
            return followed.getOrDefault(new Follower(graph, branch), 0);
        } finally {
            lock.unlock();
        }
    }

    void follows(GraphId graph, String branch, int version) {
        lock.lock();
        try {
            followed.put(new Follower(graph, branch), version);
        } finally {
            lock.unlock();
        }
    }

    Rows rows(Store store, GraphId graph, int number) {
        var version = new Version(graph, number);
        Rows known = find(version);
        if (known != null) {
            return known;
        }
        try (var now = store.snapshot()) {
            return rows(now, graph, number);
        }
    }

    /** The same, as the reader sees it. */
    Rows rows(Reader reader, GraphId graph, int number) {
        var version = new Version(graph, number);
        Rows known = find(version);
        if (known != null) {
            return known;
        }
        var read = new Rows(read(reader, version));
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

    private static Schema read(Reader reader, Version version) {
        return reader.get(Space.schema(version.graph(), version.number()))
                .map(Entry::tuple)
                .map(Schemas::decode)
                .orElseThrow(() ->
                        HedgerowException.of(
                                Failure.CORRUPT,
                                "The graph %s has no schema version %d"
                                        .formatted(version.graph(), version.number())));
    }

    /** The newest version of the graph, on whichever branch. */
    static int newest(Reader reader, GraphId graph) {
        return reader.scan(Space.schemas(graph), 1, Direction.DESCENDING).stream()
                .mapToInt(entry -> Math.toIntExact(entry.key().tuple().number(2)))
                .findFirst()
                .orElseThrow();
    }

    /** Whether the version was made from the other one, or from one that was. */
    static boolean descends(Reader reader, GraphId graph, int version, int from) {
        int at = version;
        while (at > from) {
            at =
                    reader.get(Space.schemaParent(graph, at))
                            .map(entry -> Math.toIntExact(entry.tuple().number(0)))
                            .orElse(0);
        }
        return at == from;
    }

    /** Writes a graph's first version. */
    static void write(Transaction tx, GraphId graph, Schema schema) {
        tx.put(Space.schema(graph, schema.version()), Schemas.encode(schema));
    }

    /** Writes a version that was made from another. */
    static void write(Transaction tx, GraphId graph, Schema schema, int from) {
        write(tx, graph, schema);
        tx.put(Space.schemaParent(graph, schema.version()), Tuple.of(from));
    }
}
