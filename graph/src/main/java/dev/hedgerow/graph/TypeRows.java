package dev.hedgerow.graph;

import dev.hedgerow.graph.value.KeyCodec;
import dev.hedgerow.graph.value.RowCheck;
import dev.hedgerow.graph.value.RowCodec;
import dev.hedgerow.store.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What is made once of a node or edge type to read, check and write its rows. */
final class TypeRows {
    /** The first byte of a row; a row is never empty, because that is a tombstone. */
    private static final byte FORMAT = 1;

    private final EntityType type;
    private final RowCheck check;
    private final RowCodec codec;
    private final List<Constraint.Unique> uniques;
    private final List<Constraint.Index> indexes;

    TypeRows(EntityType type) {
        this.type = type;
        this.check = RowCheck.of(type);
        this.codec = new RowCodec(type.shape());
        this.uniques = type.shape().uniques();
        this.indexes =
                type.shape().indexes().stream()
                        .filter(index -> isOrdered(type.shape(), index))
                        .toList();
    }

    /** Vectors are found by what is near, in the projection; the rest stands in keys. */
    private static boolean isOrdered(RowShape shape, Constraint.Index index) {
        return shape.properties(index.columns()).stream()
                .allMatch(property -> property.type().isIndexable());
    }

    EntityType type() {
        return type;
    }

    RowCheck check() {
        return check;
    }

    List<Constraint.Unique> uniques() {
        return uniques;
    }

    /** The indexes that are kept as entries in the order of their values. */
    List<Constraint.Index> indexes() {
        return indexes;
    }

    /** Values by number of the property, without nulls. */
    Map<Integer, Object> decode(byte[] row) {
        return codec.decode(Tuple.decode(row, 1));
    }

    /** A property that would be filled in when it is left out is written as null. */
    byte[] encode(Map<Integer, Object> values) {
        byte[] tuple = codec.encode(values).encode();
        var row = new byte[1 + tuple.length];
        row[0] = FORMAT;
        System.arraycopy(tuple, 0, row, 1, tuple.length);
        return row;
    }

    /** Whether anything is kept beside the rows: unique values, indexes. */
    boolean isDerived() {
        return !uniques.isEmpty() || !indexes.isEmpty();
    }

    /** What a row takes in a unique constraint, for people. */
    String describe(Tuple taken) {
        Constraint.Columns columns =
                uniques.stream()
                        .filter(unique -> unique.number() == taken.number(0))
                        .findFirst()
                        .orElseThrow()
                        .columns();
        var text = new StringJoiner(" and ");
        int at = 1;
        if (columns.source()) {
            text.add("source");
            at++;
        }
        if (columns.target()) {
            text.add("target");
            at++;
        }
        List<Property> properties = type.shape().properties(columns);
        List<Object> values = Keys.decode(properties, taken.from(at));
        for (int i = 0; i < values.size(); i++) {
            text.add("`%s` (%s)".formatted(properties.get(i).name(), values.get(i)));
        }
        return text.toString();
    }

    /** What the values take in the constraint; nothing when one of them is null. */
    Optional<Tuple> unique(
            Constraint.Unique unique, Ref ref, @Nullable Map<Integer, Object> values) {
        if (values == null) {
            return Optional.empty();
        }
        Tuple taken = Tuple.of(unique.number());
        Constraint.Columns columns = unique.columns();
        if (ref instanceof Ref.EdgeRef edge) {
            taken = columns.source() ? taken.with((Object) edge.from()) : taken;
            taken = columns.target() ? taken.with((Object) edge.to()) : taken;
        }
        for (Property property : type.shape().properties(columns)) {
            Object value = values.get(property.number());
            if (value == null) {
                return Optional.empty();
            }
            taken = taken.with(Keys.encode(List.of(property), List.of(value)));
        }
        return Optional.of(taken);
    }

    /** Where the row stands in the index; nothing for a row that is not there. */
    Optional<Tuple> place(Constraint.Index index, Ref ref, @Nullable Map<Integer, Object> values) {
        return values == null
                ? Optional.empty()
                : Optional.of(placesOf(index, ref, values).with((Object) CommitCodec.key(ref)));
    }

    /** Where all rows with these values stand; edges also share the ends of the columns. */
    Tuple placesOf(
            Constraint.Index index,
            @Nullable Ref ref,
            Map<Integer, ? extends @Nullable Object> values) {
        Tuple place = Tuple.of(index.number());
        Constraint.Columns columns = index.columns();
        if (ref instanceof Ref.EdgeRef edge) {
            place = columns.source() ? place.with((Object) edge.from()) : place;
            place = columns.target() ? place.with((Object) edge.to()) : place;
        }
        var held = new ArrayList<@Nullable Object>();
        columns.properties().forEach(number -> held.add(values.get(number)));
        return place.with(KeyCodec.index(held));
    }
}
