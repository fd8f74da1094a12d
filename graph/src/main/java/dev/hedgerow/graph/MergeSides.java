package dev.hedgerow.graph;

import dev.hedgerow.graph.ThreeWay.Versions;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Store.Snapshot;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a large merge looks at: both branches at one moment, and their base, held open. */
final class MergeSides implements AutoCloseable {
    private final Home home;
    private final Snapshot now;
    private final Map<Stamp, Snapshot> past = new TreeMap<>();
    private final BranchRecord from;
    private final BranchRecord into;
    private final MergeBase base;
    private final Layers ours;
    private final Layers theirs;
    private final Rows rows;

    MergeSides(Home home, MergeRequest request) {
        this.home = home;
        now = home.store().snapshot();
        try {
            from = BranchRecord.read(now, home.id(), request.from());
            into = BranchRecord.read(now, home.id(), request.into());
            check(now, home, from, into);
            ours = Layers.of(home.id(), into, now, this::past);
            theirs = Layers.of(home.id(), from, now, this::past);
            base = MergeBase.find(now, this::past, home.id(), from, into);
            rows = home.rows(into.schemaVersion());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private Reader past(Stamp at) {
        return past.computeIfAbsent(at, home.store()::snapshot);
    }

    /** Fails unless one branch can be merged into the other. */
    static void check(Reader reader, Home home, BranchRecord from, BranchRecord into) {
        if (from.number() == into.number()) {
            throw HedgerowException.of(
                    Failure.INVALID_REQUEST,
                    "The branch '%s' cannot be merged into itself".formatted(from.name()));
        }
        boolean understood =
                SchemaVersions.descends(
                        reader, home.id(), into.schemaVersion(), from.schemaVersion());
        if (!understood) {
            throw HedgerowException.of(
                    Failure.WRONG_STATE,
                    "'%s' has schema version %d, which '%s' (version %d) does not know: apply the schema of '%s' to '%s' first"
                            .formatted(
                                    from.name(),
                                    from.schemaVersion(),
                                    into.name(),
                                    into.schemaVersion(),
                                    from.name(),
                                    into.name()));
        }
    }

    /** The moment at which both branches are looked at. */
    Stamp at() {
        return now.stamp();
    }

    BranchRecord from() {
        return from;
    }

    BranchRecord into() {
        return into;
    }

    MergeBase base() {
        return base;
    }

    Layers ours() {
        return ours;
    }

    Layers theirs() {
        return theirs;
    }

    /** Rows under the schema of the branch merged into. */
    Rows rows() {
        return rows;
    }

    /** One row in its three versions. */
    Versions versions(Ref ref) {
        return new Versions(ref, read(base.layers(), ref), read(ours, ref), read(theirs, ref));
    }

    private @Nullable Map<Integer, Object> read(Layers layers, Ref ref) {
        return layers.get(space -> space.row(ref))
                .map(entry -> rows.values(ref, entry.value()))
                .orElse(null);
    }

    @Override
    public void close() {
        now.close();
        past.values().forEach(Snapshot::close);
    }
}
