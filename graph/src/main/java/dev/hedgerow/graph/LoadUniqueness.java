package dev.hedgerow.graph;

import dev.hedgerow.graph.sort.KeyedBytes;
import dev.hedgerow.graph.sort.Sorter;
import dev.hedgerow.kernel.Violation;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The entries of {@code @unique} constraints that the rows of a load or large merge give up and
 * take, sorted by what they are about. They are settled for all of it as a whole, so rows may swap
 * their values.
 */
final class LoadUniqueness implements AutoCloseable {
    private final Layers layers;
    private final Rows rows;
    private final Consumer<Violation> violations;
    private final Sorter sorter;

    LoadUniqueness(Layers layers, Rows rows, LoadLimits limits, Consumer<Violation> violations) {
        this.layers = layers;
        this.rows = rows;
        this.violations = violations;
        sorter = new Sorter(limits.folder(), limits.partBytes());
    }

    /** A node or edge takes values of a constraint, or gives them up. */
    private record Turn(int type, Tuple values, boolean takes, Tuple entity, String place) {
        byte[] key() {
            return Tuple.of(type).with(values).encode();
        }

        byte[] value() {
            return Tuple.of(takes, entity, place).encode();
        }

        static Turn read(KeyedBytes record) {
            Tuple key = Tuple.decode(record.key());
            Tuple value = Tuple.decode(record.value());
            return new Turn(
                    Math.toIntExact(key.number(0)),
                    key.from(1),
                    value.bool(0),
                    value.tuple(1),
                    value.string(2));
        }
    }

    void add(
            LoadedRow row,
            Ref ref,
            @Nullable Map<Integer, Object> before,
            @Nullable Map<Integer, Object> after) {
        TypeRows type = row.type().rows();
        for (Constraint.Unique unique : type.uniques()) {
            Optional<Tuple> old = type.unique(unique, ref, before);
            Optional<Tuple> now = type.unique(unique, ref, after);
            if (!old.equals(now)) {
                old.ifPresent(values -> add(row, ref, values, false));
                now.ifPresent(values -> add(row, ref, values, true));
            }
        }
    }

    private void add(LoadedRow row, Ref ref, Tuple values, boolean takes) {
        var turn = new Turn(ref.type(), values, takes, CommitCodec.key(ref), row.place());
        sorter.add(turn.key(), turn.value());
    }

    /** Settles everything that was added. */
    void write(LoadTarget target) {
        Iterator<KeyedBytes> sorted = sorter.sorted();
        var same = new ArrayList<Turn>();
        byte[] key = {};
        while (sorted.hasNext()) {
            KeyedBytes next = sorted.next();
            if (!same.isEmpty() && !Arrays.equals(key, next.key())) {
                settle(target, same);
                same.clear();
            }
            key = next.key();
            same.add(Turn.read(next));
        }
        if (!same.isEmpty()) {
            settle(target, same);
        }
    }

    private void settle(LoadTarget target, List<Turn> turns) {
        Turn first = turns.getFirst();
        Set<Tuple> released = new HashSet<>();
        Turn taker = null;
        for (Turn turn : turns) {
            if (!turn.takes()) {
                released.add(turn.entity());
            } else if (taker == null) {
                taker = turn;
            } else {
                alike(turn, taker.entity());
            }
        }
        Key key = layers.space().unique(first.type(), first.values());
        if (taker == null) {
            target.remove(key);
            return;
        }
        Turn claim = taker;
        holder(first)
                .filter(holder -> !released.contains(holder))
                .ifPresent(holder -> alike(claim, holder));
        target.put(key, claim.entity().encode());
    }

    private Optional<Tuple> holder(Turn turn) {
        return layers.get(space -> space.unique(turn.type(), turn.values())).map(Entry::tuple);
    }

    private void alike(Turn claim, Tuple holder) {
        TypeRows type = rows.of(rows.schema().find(claim.type()).orElseThrow());
        violations.accept(
                Uniqueness.alike(
                        claim.place(),
                        rows.key(Indexes.ref(type.type(), claim.entity())),
                        rows.key(Indexes.ref(type.type(), holder)),
                        type.describe(claim.values())));
    }

    @Override
    public void close() {
        sorter.close();
    }
}
