package dev.hedgerow.graph;

import dev.hedgerow.graph.Ref.EdgeRef;
import dev.hedgerow.graph.ThreeWay.Versions;
import dev.hedgerow.graph.sort.KeyedBytes;
import dev.hedgerow.graph.sort.Sorter;
import dev.hedgerow.store.Reader.Entry;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a large merge makes of each changed row by itself: the three versions are walked together in
 * the order of their keys, and what differs from ours is written down, edges once more by target.
 */
final class MergeDecisions implements AutoCloseable {
    private static final int STRIDE = 10_000;

    private final MergeSides sides;
    private final ThreeWay threeWay;
    private final LoadLimits limits;
    private final LongConsumer progress;
    private final SortedRecords rows;
    private final SortedRecords targets;
    private boolean deletesNodes;
    private long seen;

    MergeDecisions(MergeSides sides, ThreeWay threeWay, LoadLimits limits, LongConsumer progress) {
        this.sides = sides;
        this.threeWay = threeWay;
        this.limits = limits;
        this.progress = progress;
        rows = new SortedRecords(limits.folder());
        targets = new SortedRecords(limits.folder());
    }

    /** Takes every row that has changed on the merged branch; how many there are. */
    long decide(LoadedTypes types) {
        try (var changed = new Sorter(limits.folder(), limits.partBytes());
                var byTarget = new Sorter(limits.folder(), limits.partBytes())) {
            var _ =
                    History.eachChangedSince(
                            sides.theirs(),
                            sides.base().since(),
                            ref -> {
                                changed.add(LoadedRow.key(ref), Layers.TOMBSTONE);
                                step(changed.count());
                                return true;
                            });
            var cursor = new KeyedCursor(changed.sorted());
            for (LoadedType type : types.all()) {
                decide(type, cursor, byTarget);
            }
            var sorted = new KeyedCursor(byTarget.sorted());
            for (LoadedType type : types.edges()) {
                for (var next = sorted.peek(type.number());
                        next != null;
                        next = sorted.peek(type.number())) {
                    targets.add(type.type(), next.key(), next.value());
                    sorted.skip();
                }
            }
        }
        return seen;
    }

    private void step(long count) {
        if (count % STRIDE == 0) {
            progress.accept(seen);
        }
    }

    private void decide(LoadedType type, KeyedCursor changed, Sorter byTarget) {
        var base = lookup(sides.base().layers(), type);
        var ours = lookup(sides.ours(), type);
        var theirs = lookup(sides.theirs(), type);
        for (var next = changed.peek(type.head()); next != null; next = changed.peek(type.head())) {
            changed.skip();
            step(++seen);
            var row = LoadedRow.read(type, next);
            var versions =
                    new Versions(
                            row.ref(), values(base, row), values(ours, row), values(theirs, row));
            Map<Integer, Object> after = threeWay.merge(versions);
            if (!Objects.equals(versions.ours(), after)) {
                add(row, versions, after, byTarget);
            }
        }
    }

    private static SortedLookup lookup(Layers layers, LoadedType type) {
        return new SortedLookup(layers, space -> space.rowPrefix(type.type()));
    }

    private static @Nullable Map<Integer, Object> values(SortedLookup lookup, LoadedRow row) {
        Optional<Entry> entry = lookup.get(row.key(), row.begin(), row.key().length);
        return entry.isEmpty() ? null : row.type().rows().decode(entry.get().value());
    }

    private void add(
            LoadedRow row,
            Versions versions,
            @Nullable Map<Integer, Object> after,
            Sorter byTarget) {
        Change.Kind kind =
                versions.ours() == null
                        ? Change.Kind.INSERTED
                        : after == null ? Change.Kind.DELETED : Change.Kind.UPDATED;
        byte[] stored = after == null ? Layers.TOMBSTONE : row.type().rows().encode(after);
        byte[] value = LoadedRow.value(kind, stored);
        rows.add(row.type().type(), row.key(), value);
        if (versions.ref() instanceof EdgeRef) {
            if (kind != Change.Kind.UPDATED) {
                byTarget.add(row.byTarget(), LoadedRow.value(kind, Layers.TOMBSTONE));
            }
        } else {
            deletesNodes |= kind == Change.Kind.DELETED;
        }
    }

    /** Whether any node goes. */
    boolean deletesNodes() {
        return deletesNodes;
    }

    /** The decided rows of the type, as {@link LoadedRow} reads them. */
    Iterator<KeyedBytes> of(LoadedType type) {
        return rows.of(type.type());
    }

    /** The edges of the type that come or go, by target. */
    Iterator<KeyedBytes> byTarget(LoadedType type) {
        return targets.of(type.type());
    }

    @Override
    public void close() {
        try (rows) {
            targets.close();
        }
    }
}
