package dev.hedgerow.graph;

import dev.hedgerow.graph.CommitCodec.Changed;
import dev.hedgerow.graph.Draft.Staged;
import dev.hedgerow.graph.Ref.EdgeRef;
import dev.hedgerow.graph.Ref.NodeRef;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Writes the rows of a draft that is known to be right, with their indexes and counters. */
final class DraftWriter {
    private final Transaction tx;
    private final Layers layers;
    private final Rows rows;
    private final List<Changed> changed = new ArrayList<>();
    private final TreeMap<Key, Long> deltas = new TreeMap<>();
    private final Counts.Tally tally = new Counts.Tally();

    DraftWriter(Transaction tx, Layers layers, Rows rows) {
        this.tx = tx;
        this.layers = layers;
        this.rows = rows;
    }

    /** Everything that changed, nodes before edges; what did not is left alone. */
    void write(Draft draft) {
        for (Staged entry : draft.all()) {
            if (entry.ref() instanceof NodeRef node && entry.isChanged()) {
                put(entry, layers.space().node(node));
            }
        }
        for (Staged entry : draft.all()) {
            if (entry.ref() instanceof EdgeRef edge && entry.isChanged()) {
                put(entry, layers.space().edge(edge));
                if (entry.isNew()) {
                    tx.put(layers.space().incoming(edge), Layers.PRESENT);
                } else if (entry.isGone()) {
                    remove(tx, layers, layers.space().incoming(edge));
                }
            }
        }
        deltas.forEach(tx::add);
    }

    private void put(Staged entry, Key key) {
        var after = entry.after();
        if (after == null) {
            remove(tx, layers, key);
        } else {
            tx.put(key, rows.encode(entry.ref(), after));
        }
        index(entry);
        if (entry.isNew() || entry.isGone()) {
            long delta = entry.isNew() ? 1 : -1;
            deltas.merge(layers.space().count(entry.ref().type()), delta, Long::sum);
        }
        tally.add(rows.typeName(entry.ref()), entry.kind());
        changed.add(new Changed(entry.kind(), entry.ref()));
    }

    /** Indexes are written without a read, so that filling one never meets a writer's commit. */
    private void index(Staged entry) {
        Ref ref = entry.ref();
        TypeRows type = rows.of(ref);
        for (Constraint.Index index : type.indexes()) {
            Optional<Tuple> before = type.place(index, ref, entry.before());
            Optional<Tuple> after = type.place(index, ref, entry.after());
            if (!before.equals(after)) {
                before.ifPresent(
                        place -> remove(tx, layers, layers.space().index(ref.type(), place)));
                after.ifPresent(
                        place -> tx.put(layers.space().index(ref.type(), place), Layers.PRESENT));
            }
        }
    }

    List<Changed> changed() {
        return changed;
    }

    Counts counts() {
        return tally.counts();
    }

    /** Takes an entry away; on a branch with ancestors it may still be there below. */
    static void remove(Transaction tx, Layers layers, Key key) {
        if (layers.hasAncestors()) {
            tx.put(key, Layers.TOMBSTONE);
        } else {
            tx.delete(key);
        }
    }
}
