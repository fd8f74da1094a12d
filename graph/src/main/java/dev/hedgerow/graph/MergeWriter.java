package dev.hedgerow.graph;

import dev.hedgerow.graph.Ref.EdgeRef;
import dev.hedgerow.graph.sort.KeyedBytes;
import dev.hedgerow.graph.sort.Sorter;
import dev.hedgerow.kernel.Violation;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Tuple;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a large merge has decided, and checks it as it goes: nodes, then edges by source,
 * then edges by target, then unique values. Everything comes in the order of its keys, so that
 * memory does not depend on how much it is.
 */
final class MergeWriter implements AutoCloseable {
    private static final int STRIDE = 10_000;
    private static final byte[] NOTHING = {};

    private final MergeSides sides;
    private final ThreeWay threeWay;
    private final MergeDecisions decisions;
    private final GoneNodes gone;
    private final LoadTarget target;
    private final Consumer<Violation> violations;
    private final LongConsumer progress;
    private final LoadedNodes nodes;
    private final Sorter missing;
    private final Sorter corrections;
    private final LoadUniqueness uniques;
    private final RowPuts puts;
    private long written;

    /** What a merge has come to so far. */
    record Decided(MergeSides sides, ThreeWay threeWay, MergeDecisions decisions, GoneNodes gone) {}

    MergeWriter(
            Decided decided,
            LoadTarget target,
            LoadLimits limits,
            Consumer<Violation> violations,
            LongConsumer progress) {
        sides = decided.sides();
        threeWay = decided.threeWay();
        decisions = decided.decisions();
        gone = decided.gone();
        this.target = target;
        this.violations = violations;
        this.progress = progress;
        nodes = new LoadedNodes(limits.folder());
        missing = new Sorter(limits.folder(), limits.partBytes());
        corrections = new Sorter(limits.folder(), limits.partBytes());
        uniques = new LoadUniqueness(sides.ours(), sides.rows(), limits, violations);
        puts = new RowPuts(target, sides.ours(), uniques);
    }

    void write(LoadedTypes types) {
        for (LoadedType type : types.nodes()) {
            writeNodes(type);
        }
        for (LoadedType type : types.edges()) {
            findMissingTargets(type);
        }
        var removed = gone.removed();
        var lost = new KeyedCursor(missing.sorted());
        for (LoadedType type : types.edges()) {
            new BySource(type, removed, lost).write();
        }
        var corrected = new KeyedCursor(corrections.sorted());
        for (LoadedType type : types.edges()) {
            new ByTarget(type, corrected).write();
        }
        uniques.write(target);
        target.finish();
    }

    private void writeNodes(LoadedType type) {
        KeyedCursor restored = gone.restored(type);
        Iterator<KeyedBytes> decided = decisions.of(type);
        while (decided.hasNext()) {
            KeyedBytes next = decided.next();
            if (!restored.has(next.key())) {
                var node = LoadedRow.read(type, next);
                nodes.add(node, node.kind());
                put(node);
            }
        }
    }

    private void put(LoadedRow row) {
        if (++written % STRIDE == 0) {
            progress.accept(written);
        }
        TypeRows type = row.type().rows();
        if (!type.isDerived()) {
            puts.plain(row, row.kind());
            return;
        }
        Optional<Entry> before = row.type().before(row);
        Map<Integer, Object> after =
                row.kind() == Change.Kind.DELETED ? null : type.decode(row.row());
        puts.derived(
                row,
                row.kind(),
                before.isEmpty() ? null : type.decode(before.get().value()),
                after);
    }

    /** Edges that come are looked at by target first, because one without an end may not come. */
    private void findMissingTargets(LoadedType type) {
        EndCheck check = ends(type, false, _ -> {});
        Iterator<KeyedBytes> decided = decisions.byTarget(type);
        while (decided.hasNext()) {
            KeyedBytes next = decided.next();
            if (LoadedRow.kind(next.value()) == Change.Kind.INSERTED
                    && !check.exists(end(next.key(), type.number().length))) {
                missing.add(LoadedRow.key(LoadedRow.edgeByTarget(next.key())), NOTHING);
            }
        }
    }

    private EndCheck ends(LoadedType type, boolean outgoing, Consumer<Violation> heard) {
        return new EndCheck(
                sides.ours(), sides.rows(), (EdgeType) type.type(), outgoing, nodes, heard);
    }

    /** The key of a node that begins at the place. */
    private static byte[] end(byte[] key, int begin) {
        return Arrays.copyOfRange(key, begin + 1, Tuple.end(key, begin) - 1);
    }

    /** How many edges of one end come and go. */
    private static final class Tally {
        private long fresh;
        private long gone;

        void add(Change.Kind kind) {
            switch (kind) {
                case INSERTED -> fresh++;
                case DELETED -> gone++;
                case UPDATED -> {}
            }
        }
    }

    /** The changed edges of a type by source: those that were decided, and that go with a node. */
    private final class BySource {
        private final LoadedType type;
        private final KeyedCursor decided;
        private final KeyedCursor removed;
        private final KeyedCursor lost;
        private final EndCheck check;

        BySource(LoadedType type, KeyedCursor removed, KeyedCursor lost) {
            this.type = type;
            this.removed = removed;
            this.lost = lost;
            decided = new KeyedCursor(decisions.of(type));
            check = ends(type, true, violations);
        }

        void write() {
            LoadedRow next = peek();
            while (next != null) {
                LoadedRow first = next;
                byte[] from = first.from();
                boolean exists = check.exists(from);
                var tally = new Tally();
                while (next != null && first.leavesWhere(next)) {
                    take(exists).ifPresent(tally::add);
                    next = peek();
                }
                if (exists) {
                    check.counted(from, tally.fresh, tally.gone, MergePlan.PLACE);
                }
            }
            check.finish();
        }

        private @Nullable LoadedRow peek() {
            KeyedBytes edge = decided.peek();
            KeyedBytes going = removed.peek(type.head());
            if (going != null
                    && (edge == null || Arrays.compareUnsigned(going.key(), edge.key()) < 0)) {
                edge = going;
            }
            return edge == null ? null : LoadedRow.read(type, edge);
        }

        /** What becomes of the next edge. */
        private Optional<Change.Kind> take(boolean exists) {
            KeyedBytes edge = decided.peek();
            KeyedBytes going = removed.peek(type.head());
            int order =
                    edge == null
                            ? 1
                            : going == null ? -1 : Arrays.compareUnsigned(edge.key(), going.key());
            if (order <= 0) {
                decided.skip();
            }
            if (order >= 0) {
                removed.skip();
            }
            if (edge == null || order > 0) {
                return going == null ? Optional.empty() : remove(going.key());
            }
            var row = LoadedRow.read(type, edge);
            boolean comes = row.kind() == Change.Kind.INSERTED;
            if (order == 0) {
                return comes ? leaveOut(row) : remove(edge.key());
            }
            boolean targetLost = comes && lost.has(edge.key());
            if (comes && (!exists || targetLost) && !comesAnyhow(row, exists, !targetLost)) {
                return leaveOut(row);
            }
            put(row);
            return Optional.of(row.kind());
        }

        private Optional<Change.Kind> remove(byte[] key) {
            byte[] value = LoadedRow.value(Change.Kind.DELETED, NOTHING);
            var row = LoadedRow.read(type, new KeyedBytes(key, value));
            corrections.add(row.byTarget(), value);
            put(row);
            return Optional.of(Change.Kind.DELETED);
        }

        private Optional<Change.Kind> leaveOut(LoadedRow row) {
            corrections.add(row.byTarget(), NOTHING);
            return Optional.empty();
        }

        private boolean comesAnyhow(LoadedRow row, boolean source, boolean target) {
            var edge = (EdgeRef) row.ref();
            if (!threeWay.settleWhole(sides.versions(edge), MergePlan.END_LOST)) {
                return false;
            }
            if (!source) {
                refuse(edge, true);
            }
            if (!target) {
                refuse(edge, false);
            }
            return true;
        }

        private void refuse(EdgeRef edge, boolean source) {
            Rows rows = sides.rows();
            Tuple end = source ? edge.from() : edge.to();
            violations.accept(
                    Constraints.endMissing(
                            MergePlan.PLACE,
                            rows.key(edge),
                            rows.key(rows.endOf(edge.type(), end, source)),
                            source));
        }
    }

    /** The edges of a type that come or go by target: those that were decided, corrected. */
    private final class ByTarget {
        private final LoadedType type;
        private final KeyedCursor decided;
        private final KeyedCursor corrected;
        private final EndCheck check;
        private final Key prefix = sides.ours().space().incomingPrefix();

        ByTarget(LoadedType type, KeyedCursor corrected) {
            this.type = type;
            this.corrected = corrected;
            decided = new KeyedCursor(decisions.byTarget(type));
            check = ends(type, false, violations);
        }

        void write() {
            int begin = type.number().length;
            byte[] next = peek();
            while (next != null) {
                byte[] to = end(next, begin);
                byte[] head = Arrays.copyOf(next, Tuple.end(next, begin));
                boolean exists = check.exists(to);
                var tally = new Tally();
                while (next != null && KeyedCursor.begins(next, head)) {
                    take(next).ifPresent(tally::add);
                    next = peek();
                }
                if (exists) {
                    check.counted(to, tally.fresh, tally.gone, MergePlan.PLACE);
                }
            }
            check.finish();
        }

        private byte @Nullable [] peek() {
            KeyedBytes edge = decided.peek();
            KeyedBytes other = corrected.peek(type.number());
            if (edge == null || other == null) {
                return edge != null ? edge.key() : other != null ? other.key() : null;
            }
            return Arrays.compareUnsigned(edge.key(), other.key()) < 0 ? edge.key() : other.key();
        }

        private Optional<Change.Kind> take(byte[] key) {
            KeyedBytes edge = decided.peek();
            byte[] value = NOTHING;
            if (edge != null && Arrays.equals(edge.key(), key)) {
                value = edge.value();
                decided.skip();
            }
            KeyedBytes other = corrected.peek(type.number());
            if (other != null && Arrays.equals(other.key(), key)) {
                value = other.value();
                corrected.skip();
            }
            if (value.length == 0) {
                return Optional.empty();
            }
            Change.Kind kind = LoadedRow.kind(value);
            Key entry = prefix.with(key, 0, key.length);
            if (kind == Change.Kind.INSERTED) {
                target.put(entry, Layers.PRESENT);
            } else {
                target.remove(entry);
            }
            return Optional.of(kind);
        }
    }

    @Override
    public void close() {
        try (nodes;
                missing;
                corrections) {
            uniques.close();
        }
    }
}
