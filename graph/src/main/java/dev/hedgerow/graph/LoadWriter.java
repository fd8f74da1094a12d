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
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

    private final BulkLoad load;
    private final Layers layers;
    private final Rows rows;
    private final LongConsumer progress;
    private final LoadViolations violations;
    private final LoadedNodes nodes;
    private final LoadUniqueness uniques;
    private final LoadedChanges changes;
    private final Sorter incoming;
    private final List<LoadedType> nodeTypes;
    private final List<LoadedType> edgeTypes;
    private long written;

    LoadWriter(
            BulkLoad load,
            Layers layers,
            Rows rows,
            LoadLimits limits,
            LongConsumer progress,
            LoadViolations violations) {
        this.load = load;
        this.layers = layers;
        this.rows = rows;
        this.progress = progress;
        this.violations = violations;
        nodes = new LoadedNodes(limits.folder());
        uniques = new LoadUniqueness(layers, rows, limits, violations);
        changes = new LoadedChanges(load, layers.space());
        incoming = new Sorter(limits.folder(), limits.partBytes());
        nodeTypes = inOrder(rows.schema().nodes());
        edgeTypes = inOrder(rows.schema().edges());
    }

    /** Types as their rows are sorted. */
    private List<LoadedType> inOrder(Iterable<? extends EntityType> types) {
        var byNumber = new TreeMap<Integer, LoadedType>();
        for (EntityType type : types) {
            byNumber.put(type.number(), new LoadedType(layers, rows.of(type)));
        }
        return List.copyOf(byNumber.values());
    }

    /**
     * Puts the rows into the load, unless something is wrong with them.
     *
     * @param sorted as {@link LoadedRow} makes them
     */
    void write(Iterator<KeyedBytes> sorted) {
        var groups = new Groups(sorted);
        for (LoadedType type : nodeTypes) {
            for (var next = groups.peek(type); next != null; next = groups.peek(type)) {
                Group group = groups.next(next);
                nodes.add(group.last(), group.before().isEmpty());
                put(group);
            }
        }
        for (LoadedType type : edgeTypes) {
            outgoing(type, groups);
        }
        incoming();
        uniques.write(load);
        changes.flush();
    }

    Counts counts() {
        var counts = new HashMap<String, Counts.OfType>();
        for (List<LoadedType> types : List.of(nodeTypes, edgeTypes)) {
            for (LoadedType type : types) {
                if (type.counts().total() > 0) {
                    counts.put(type.type().name(), type.counts());
                }
            }
        }
        return new Counts(counts);
    }

    /** How counters change. */
    Map<Key, Long> deltas() {
        var deltas = new LinkedHashMap<Key, Long>();
        for (List<LoadedType> types : List.of(nodeTypes, edgeTypes)) {
            for (LoadedType type : types) {
                if (type.inserted() > 0) {
                    deltas.put(layers.space().count(type.type().number()), type.inserted());
                }
            }
        }
        return deltas;
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
            change(row, stored, Change.Kind.INSERTED);
            return true;
        }
        Map<Integer, Object> after = type.decode(stored);
        Map<Integer, Object> before =
                group.before().map(entry -> type.decode(entry.value())).orElse(null);
        if (after.equals(before)) {
            return false;
        }
        change(row, stored, isNew ? Change.Kind.INSERTED : Change.Kind.UPDATED);
        Ref ref = row.ref();
        index(type, ref, before, after);
        uniques.add(row, ref, before, after);
        return isNew;
    }

    private void change(LoadedRow row, byte[] stored, Change.Kind kind) {
        load.put(row.stored(), stored);
        row.type().count(kind);
        changes.add(kind, row);
    }

    private void index(
            TypeRows type,
            Ref ref,
            @Nullable Map<Integer, Object> before,
            Map<Integer, Object> after) {
        for (Constraint.Index index : type.indexes()) {
            Optional<Tuple> old = type.place(index, ref, before);
            Optional<Tuple> now = type.place(index, ref, after);
            if (!old.equals(now)) {
                old.ifPresent(
                        place -> remove(load, layers, layers.space().index(ref.type(), place)));
                now.ifPresent(
                        place -> load.put(layers.space().index(ref.type(), place), Layers.PRESENT));
            }
        }
    }

    static void remove(BulkLoad load, Layers layers, Key key) {
        if (layers.hasAncestors()) {
            load.put(key, Layers.TOMBSTONE);
        } else {
            load.delete(key);
        }
    }

    /** All edges of a type, by source. */
    private void outgoing(LoadedType type, Groups groups) {
        var check = new EndCheck(layers, rows, (EdgeType) type.type(), true, nodes, violations);
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
            check.counted(from, fresh, first.place());
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
        for (LoadedType type : edgeTypes) {
            var check =
                    new EndCheck(layers, rows, (EdgeType) type.type(), false, nodes, violations);
            while (next != null && next.isOf(type)) {
                Incoming first = next;
                byte[] to = first.to(type);
                boolean exists = check.exists(to);
                long fresh = 0;
                while (next != null && next.isOf(type) && first.entersWhere(next, type)) {
                    fresh++;
                    load.put(prefix.with(next.key(), 0, next.key().length), Layers.PRESENT);
                    if (!exists) {
                        missing(next.edge(), false, next.place());
                    }
                    next = Incoming.read(sorted);
                }
                check.counted(to, fresh, first.place());
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
            Tuple all = Tuple.decode(key);
            int type = Math.toIntExact(all.number(0));
            return new EdgeRef(type, all.tuple(2), all.tuple(1), all.from(3));
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
