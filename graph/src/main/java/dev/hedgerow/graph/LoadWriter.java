package dev.hedgerow.graph;

import dev.hedgerow.graph.CommitCodec.Changed;
import dev.hedgerow.graph.Ref.EdgeRef;
import dev.hedgerow.graph.Ref.NodeRef;
import dev.hedgerow.graph.sort.KeyedBytes;
import dev.hedgerow.graph.sort.Sorter;
import dev.hedgerow.store.BulkLoad;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
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
    /** Rows between two calls of progress, and changed keys of one chunk. */
    private static final int STRIDE = 10_000;

    private final BulkLoad load;
    private final Layers layers;
    private final Rows rows;
    private final LongConsumer progress;
    private final LoadViolations violations;
    private final LoadedNodes nodes;
    private final LoadUniqueness uniques;
    private final Sorter incoming;
    private final Map<Integer, SortedLookup> stored = new HashMap<>();
    private final Counts.Tally tally = new Counts.Tally();
    private final TreeMap<Key, Long> deltas = new TreeMap<>();
    private final List<Changed> changed = new ArrayList<>();
    private int chunks;
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
        incoming = new Sorter(limits.folder(), limits.partBytes());
    }

    /**
     * Puts the rows into the load, unless something is wrong with them.
     *
     * @param sorted as {@link LoadedRow} makes them
     */
    void write(Iterator<KeyedBytes> sorted) {
        var groups = new Groups(sorted);
        while (groups.hasNext() && groups.peek().ref() instanceof NodeRef) {
            node(groups.next());
        }
        for (EdgeType type : inOrder()) {
            outgoing(type, groups);
        }
        incoming();
        uniques.write(load);
        flushChanged();
    }

    /** Edge types as their rows are sorted. */
    private List<EdgeType> inOrder() {
        return rows.schema().edges().stream()
                .sorted(Comparator.comparingInt(EdgeType::number))
                .toList();
    }

    Counts counts() {
        return tally.counts();
    }

    /** How counters change. */
    Map<Key, Long> deltas() {
        return deltas;
    }

    /** Rows of one key as the last one leaves it. */
    private record Group(LoadedRow last, Optional<Entry> before) {}

    /** Sorted rows, those of one key together. */
    private final class Groups {
        private final Iterator<KeyedBytes> sorted;
        private @Nullable LoadedRow ahead;

        Groups(Iterator<KeyedBytes> sorted) {
            this.sorted = sorted;
            ahead = read();
        }

        private @Nullable LoadedRow read() {
            return sorted.hasNext() ? LoadedRow.read(sorted.next()) : null;
        }

        boolean hasNext() {
            return ahead != null;
        }

        LoadedRow peek() {
            LoadedRow row = ahead;
            if (row == null) {
                throw new IllegalStateException("there are no more rows");
            }
            return row;
        }

        Group next() {
            LoadedRow row = peek();
            Optional<Entry> before = stored(row.ref());
            boolean there = before.isPresent();
            while (true) {
                if (there && row.insert()) {
                    violations.add(Planner.existing(row.place(), rows.key(row.ref())));
                }
                there = true;
                ahead = read();
                if (++written % STRIDE == 0) {
                    progress.accept(written);
                }
                if (ahead == null || !ahead.ref().equals(row.ref())) {
                    return new Group(row, before);
                }
                row = ahead;
            }
        }
    }

    private Optional<Entry> stored(Ref ref) {
        EntityType type = rows.of(ref).type();
        return stored.computeIfAbsent(
                        ref.type(), _ -> new SortedLookup(layers, space -> space.rows(type)))
                .get(space -> space.row(ref));
    }

    private void node(Group group) {
        NodeRef ref = (NodeRef) group.last().ref();
        nodes.add(ref, group.before().isEmpty(), group.last().place());
        put(group);
    }

    /** Writes a row with its indexes, if it changes; whether it is new. */
    private boolean put(Group group) {
        LoadedRow row = group.last();
        TypeRows type = rows.of(row.ref());
        boolean isNew = group.before().isEmpty();
        if (!isNew && Arrays.equals(group.before().get().value(), row.row())) {
            return false;
        }
        if (isNew && !type.isDerived()) {
            change(row, Change.Kind.INSERTED);
            return true;
        }
        Map<Integer, Object> after = type.decode(row.row());
        Map<Integer, Object> before =
                group.before().map(entry -> type.decode(entry.value())).orElse(null);
        if (after.equals(before)) {
            return false;
        }
        change(row, isNew ? Change.Kind.INSERTED : Change.Kind.UPDATED);
        index(type, row.ref(), before, after);
        uniques.add(row, before, after);
        return isNew;
    }

    private void change(LoadedRow row, Change.Kind kind) {
        Ref ref = row.ref();
        load.put(layers.space().row(ref), row.row());
        if (kind == Change.Kind.INSERTED) {
            deltas.merge(layers.space().count(ref.type()), 1L, Long::sum);
        }
        tally.add(rows.typeName(ref), kind);
        changed.add(new Changed(kind, ref));
        if (changed.size() == STRIDE) {
            flushChanged();
        }
    }

    private void flushChanged() {
        if (!changed.isEmpty()) {
            for (byte[] chunk : CommitCodec.chunksOf(changed)) {
                load.put(layers.space().chunk(load.begun(), chunks++), Tuple.of((Object) chunk));
            }
            changed.clear();
        }
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
    private void outgoing(EdgeType type, Groups groups) {
        var check = new EndCheck(layers, rows, type, true, nodes, violations);
        while (isNext(groups, type)) {
            Tuple from = ((EdgeRef) groups.peek().ref()).from();
            String place = groups.peek().place();
            boolean exists = check.exists(from);
            long fresh = 0;
            while (isNext(groups, type) && ((EdgeRef) groups.peek().ref()).from().equals(from)) {
                Group group = groups.next();
                var edge = (EdgeRef) group.last().ref();
                if (put(group)) {
                    fresh++;
                    load.put(layers.space().incoming(edge), Layers.PRESENT);
                    addIncoming(edge, group.last().place());
                }
                if (!exists) {
                    missing(edge, from, true, group.last().place());
                }
            }
            check.counted(from, fresh, place);
        }
        check.finish();
    }

    private static boolean isNext(Groups groups, EdgeType type) {
        return groups.hasNext() && groups.peek().ref().type() == type.number();
    }

    private void missing(EdgeRef edge, Tuple end, boolean source, String place) {
        violations.add(
                Constraints.endMissing(
                        place,
                        rows.key(edge),
                        rows.key(rows.endOf(edge.type(), end, source)),
                        source));
    }

    private void addIncoming(EdgeRef edge, String place) {
        Tuple key = Tuple.of(edge.type(), edge.to(), edge.from()).with(edge.key());
        incoming.add(key.encode(), place.getBytes(StandardCharsets.UTF_8));
    }

    /** All new edges again, by target. */
    private void incoming() {
        Iterator<KeyedBytes> sorted = incoming.sorted();
        Incoming next = Incoming.read(sorted);
        for (EdgeType type : inOrder()) {
            var check = new EndCheck(layers, rows, type, false, nodes, violations);
            while (next != null && next.edge().type() == type.number()) {
                Tuple to = next.edge().to();
                String place = next.place();
                boolean exists = check.exists(to);
                long fresh = 0;
                while (next != null
                        && next.edge().type() == type.number()
                        && next.edge().to().equals(to)) {
                    fresh++;
                    if (!exists) {
                        missing(next.edge(), to, false, next.place());
                    }
                    next = Incoming.read(sorted);
                }
                check.counted(to, fresh, place);
            }
            check.finish();
        }
    }

    /** A new edge, as it is sorted by its target. */
    private record Incoming(EdgeRef edge, String place) {
        static @Nullable Incoming read(Iterator<KeyedBytes> sorted) {
            if (!sorted.hasNext()) {
                return null;
            }
            KeyedBytes next = sorted.next();
            Tuple key = Tuple.decode(next.key());
            int type = Math.toIntExact(key.number(0));
            return new Incoming(
                    new EdgeRef(type, key.tuple(2), key.tuple(1), key.from(3)),
                    new String(next.value(), StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        nodes.close();
        uniques.close();
        incoming.close();
    }
}
