package dev.hedgerow.graph;

import dev.hedgerow.store.Tuple;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts changed rows where they go, with what is derived of them, and counts them. */
final class RowPuts {
    private final LoadTarget target;
    private final Layers layers;
    private final LoadUniqueness uniques;

    RowPuts(LoadTarget target, Layers layers, LoadUniqueness uniques) {
        this.target = target;
        this.layers = layers;
        this.uniques = uniques;
    }

    /** A row of which nothing is derived. */
    void plain(LoadedRow row, Change.Kind kind) {
        if (kind == Change.Kind.DELETED) {
            target.remove(row.stored());
        } else {
            target.put(row.stored(), row.row());
        }
        row.type().count(kind);
        target.changed(kind, row);
    }

    /** A row with its entries in indexes and its unique values. */
    void derived(
            LoadedRow row,
            Change.Kind kind,
            @Nullable Map<Integer, Object> before,
            @Nullable Map<Integer, Object> after) {
        plain(row, kind);
        Ref ref = row.ref();
        TypeRows type = row.type().rows();
        for (Constraint.Index index : type.indexes()) {
            Optional<Tuple> old = type.place(index, ref, before);
            Optional<Tuple> now = type.place(index, ref, after);
            if (!old.equals(now)) {
                old.ifPresent(place -> target.remove(layers.space().index(ref.type(), place)));
                now.ifPresent(place ->
                        target.put(layers.space().index(ref.type(), place), Layers.PRESENT));
            }
        }
        uniques.add(row, ref, before, after);
    }
}
