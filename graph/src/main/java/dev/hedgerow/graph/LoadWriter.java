package dev.hedgerow.graph;

import dev.hedgerow.graph.Ref.EdgeRef;
import dev.hedgerow.graph.sort.KeyedBytes;
import dev.hedgerow.graph.sort.Sorter;
import dev.hedgerow.store.BulkLoad;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Checks sorted rows against each other and against what is stored, and puts what they change into
 * a bulk load. Everything is looked at once in the order of its key: rows beside the stored rows,
 * ends of edges beside nodes ({@link EndCheck}), unique values beside one another ({@link
 * LoadUniqueness}), so that memory does not depend on their number.
 */
final class LoadWriter implements AutoCloseable {
    /** Rows between two calls of progress. */
    private static final int STRIDE = 10_000;

    private final LoadTarget target;
    private final Layers layers;
    private final Rows rows;
    private final LongConsumer progress;
    private final LoadViolations violations;
    private final LoadedNodes nodes;
    private final LoadUniqueness uniques;
    private final RowPuts puts;
    private final Sorter incoming;
    private final LoadedTypes types;
    private long written;

    LoadWriter(
            BulkLoad load,
            Layers layers,
            Rows rows,
            LoadLimits limits,
            LongConsumer progress,
            LoadViolations violations) {
        target = LoadTarget.of(load, layers);
        this.layers = layers;
        this.rows = rows;
        this.progress = progress;
        this.violations = violations;
        nodes = new LoadedNodes(limits.folder());
        uniques = new LoadUniqueness(layers, rows, limits, violations::add);
        puts = new RowPuts(target, layers, uniques);
        incoming = new Sorter(limits.folder(), limits.partBytes());
        types = LoadedTypes.of(layers, rows);
    }

    /**
     * Puts the rows into the load, unless something is wrong with them.
     *
     * @param sorted as {@link LoadedRow} makes them
     */
    void write(Iterator<KeyedBytes> sorted) {
        var groups = new Groups(sorted);
        for (LoadedType type : types.nodes()) {
            for (var next = groups.peek(type); next != null; next = groups.peek(type)) {
                Group group = groups.next(next);
                nodes.add(
                        group.last(),
                        group.before().isEmpty() ? Change.Kind.INSERTED : Change.Kind.UPDATED);
                put(group);
            }
        }
        for (LoadedType type : types.edges()) {
            outgoing(type, groups);
        }
        incoming();
        uniques.write(target);
        target.finish();
    }

    Counts counts() {
        return types.counts();
    }

    /** How counters change. */
    Map<Key, Long> deltas() {
        return types.deltas(layers.space());
    }

    /** Rows of one key as the last one leaves it. */
    private record Group(LoadedRow last, Optional<Entry> before) {}

    /** Sorted rows, those of one key together. */
    private final class Groups {
        private final Iterator<KeyedBytes> sorted;
        private @Nullable KeyedBytes ahead;

        Groups(Iterator<KeyedBytes> sorted) {
            this.sorted = sorted;
            advance();
        }

        private void advance() {
            ahead = sorted.hasNext() ? sorted.next() : null;
        }

        /** The next row, if there is one of the type. */
        @Nullable LoadedRow peek(LoadedType type) {
            KeyedBytes next = ahead;
            return next != null && type.has(next.key()) ? LoadedRow.read(type, next) : null;
        }

        Group next(LoadedRow first) {
            LoadedRow row = first;
            Optional<Entry> before = row.type().before(row);
            boolean there = before.isPresent();
            while (true) {
                if (there && row.insert()) {
                    violations.add(Planner.existing(row.place(), rows.key(row.ref())));
                }
                there = true;
                advance();
                if (++written % STRIDE == 0) {
                    progress.accept(written);
                }
                LoadedRow next = peek(row.type());
                if (next == null || !next.hasKeyOf(row)) {
                    return new Group(row, before);
                }
                row = next;
            }
        }
    }

    /** Writes a row with its indexes, if it changes; whether it is new. */
    private boolean put(Group group) {
        LoadedRow row = group.last();
        TypeRows type = row.type().rows();
        boolean isNew = group.before().isEmpty();
        byte[] stored = row.row();
        if (!isNew && Arrays.equals(group.before().get().value(), stored)) {
            return false;
        }
        if (isNew && !type.isDerived()) {
            puts.plain(row, Change.Kind.INSERTED);
            return true;
        }
        Map<Integer, Object> after = type.decode(stored);
        Map<Integer, Object> before =
                group.before().map(entry -> type.decode(entry.value())).orElse(null);
        if (after.equals(before)) {
            return false;
        }
        puts.derived(row, isNew ? Change.Kind.INSERTED : Change.Kind.UPDATED, before, after);
        return isNew;
    }

    /** All edges of a type, by source. */
    private void outgoing(LoadedType type, Groups groups) {
        var check =
                new EndCheck(layers, rows, (EdgeType) type.type(), true, nodes, violations::add);
        LoadedRow next = groups.peek(type);
        while (next != null) {
            LoadedRow first = next;
            byte[] from = first.from();
            boolean exists = check.exists(from);
            long fresh = 0;
            while (next != null && first.leavesWhere(next)) {
                Group group = groups.next(next);
                LoadedRow edge = group.last();
                if (put(group)) {
                    fresh++;
                    incoming.add(edge.byTarget(), edge.placeText());
                }
                if (!exists) {
                    missing((EdgeRef) edge.ref(), true, edge.place());
                }
                next = groups.peek(type);
            }
            if (exists) {
                check.counted(from, fresh, 0, first.place());
            }
        }
        check.finish();
    }

    private void missing(EdgeRef edge, boolean source, String place) {
        Tuple end = source ? edge.from() : edge.to();
        violations.add(
                Constraints.endMissing(
                        place,
                        rows.key(edge),
                        rows.key(rows.endOf(edge.type(), end, source)),
                        source));
    }

    /** All new edges again, by target. */
    private void incoming() {
        Iterator<KeyedBytes> sorted = incoming.sorted();
        Key prefix = layers.space().incomingPrefix();
        Incoming next = Incoming.read(sorted);
        for (LoadedType type : types.edges()) {
            var check =
                    new EndCheck(
                            layers, rows, (EdgeType) type.type(), false, nodes, violations::add);
            while (next != null && next.isOf(type)) {
                Incoming first = next;
                byte[] to = first.to(type);
                boolean exists = check.exists(to);
                long fresh = 0;
                while (next != null && next.isOf(type) && first.entersWhere(next, type)) {
                    fresh++;
                    target.put(prefix.with(next.key(), 0, next.key().length), Layers.PRESENT);
                    if (!exists) {
                        missing(next.edge(), false, next.place());
                    }
                    next = Incoming.read(sorted);
                }
                if (exists) {
                    check.counted(to, fresh, 0, first.place());
                }
            }
            check.finish();
        }
    }

    /**
     * A new edge, as it is sorted by its target.
     *
     * @param key as {@link LoadedRow#byTarget} makes it
     */
    private record Incoming(byte[] key, byte[] placeText) {
        static @Nullable Incoming read(Iterator<KeyedBytes> sorted) {
            if (!sorted.hasNext()) {
                return null;
            }
            KeyedBytes next = sorted.next();
            return new Incoming(next.key(), next.value());
        }

        boolean isOf(LoadedType type) {
            byte[] number = type.number();
            return Arrays.equals(key, 0, number.length, number, 0, number.length);
        }

        byte[] to(LoadedType type) {
            int begin = type.number().length;
            return Arrays.copyOfRange(key, begin + 1, Tuple.end(key, begin) - 1);
        }

        boolean entersWhere(Incoming other, LoadedType type) {
            int end = Tuple.end(key, type.number().length);
            return end <= other.key.length && Arrays.equals(key, 0, end, other.key, 0, end);
        }

        EdgeRef edge() {
            return LoadedRow.edgeByTarget(key);
        }

        String place() {
            return new String(placeText, StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        nodes.close();
        uniques.close();
        incoming.close();
    }
}
