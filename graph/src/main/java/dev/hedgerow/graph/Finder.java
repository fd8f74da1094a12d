package dev.hedgerow.graph;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Violation;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Tuple;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds rows of one type by values of their properties, in the order of their keys: through the
 * index that covers most of the properties and has every row, else by looking at all rows of the
 * type. Which way it went shows in nothing but the time.
 */
final class Finder {
    private final Layers layers;
    private final Rows rows;

    Finder(Layers layers, Rows rows) {
        this.layers = layers;
        this.rows = rows;
    }

    /** A row that was found. */
    record Found(Ref ref, Entry entry) {}

    /**
     * The rows of the type behind {@code after} that have the values.
     *
     * @param wanted raw values by the names of properties; null asks for rows without one
     */
    List<Found> find(
            EntityType type,
            Map<String, @Nullable Object> wanted,
            Optional<? extends Ref> after,
            int limit) {
        Map<Integer, @Nullable Object> values = typed(type, wanted);
        var found = new ArrayList<Found>();
        Iterator<Entry> candidates = candidates(type, values, after, limit);
        while (found.size() < limit && candidates.hasNext()) {
            Entry entry = candidates.next();
            Ref ref = Space.ref(type, entry.key());
            Map<Integer, Object> row = rows.values(ref, entry.value());
            boolean matches =
                    values.entrySet().stream()
                            .allMatch(value ->
                                    Objects.equals(row.get(value.getKey()), value.getValue()));
            if (matches) {
                found.add(new Found(ref, entry));
            }
        }
        return found;
    }

    private static Map<Integer, @Nullable Object> typed(
            EntityType type, Map<String, @Nullable Object> wanted) {
        var values = new LinkedHashMap<Integer, @Nullable Object>();
        var violations = new ArrayList<Violation>();
        for (var each : wanted.entrySet()) {
            Optional<Property> property = type.property(each.getKey());
            if (property.isEmpty()) {
                violations.add(
                        new Violation(
                                type.name(),
                                "there is no property `%s`".formatted(each.getKey()),
                                "correct the name"));
                continue;
            }
            Object raw = each.getValue();
            Values.Outcome outcome =
                    raw == null
                            ? new Values.Typed(null)
                            : Values.typed(property.get(), raw, type.name());
            switch (outcome) {
                case Values.Typed(Object value) -> values.put(property.get().number(), value);
                case Values.Refused(Violation violation) -> violations.add(violation);
            }
        }
        if (!violations.isEmpty()) {
            throw HedgerowException.refused(
                    Failure.INVALID_REQUEST, violations.getFirst().toString(), violations);
        }
        return values;
    }

    private Iterator<Entry> candidates(
            EntityType type,
            Map<Integer, @Nullable Object> values,
            Optional<? extends Ref> after,
            int limit) {
        Optional<Constraint.Index> index =
                rows.of(type).indexes().stream()
                        .filter(each -> covers(each, values))
                        .filter(each -> Indexes.isFilled(layers, type, each))
                        .max(Comparator.comparingInt(each -> each.columns().properties().size()));
        if (index.isPresent()) {
            return indexed(type, index.get(), values, after, limit);
        }
        return layers.scan(
                        space -> {
                            KeyRange all = space.rows(type);
                            return after.map(ref -> all.after(space.row(ref))).orElse(all);
                        })
                .iterator();
    }

    /** Whether all columns of the index are asked for, so that its entries are sorted by key. */
    private static boolean covers(Constraint.Index index, Map<Integer, @Nullable Object> values) {
        Constraint.Columns columns = index.columns();
        return !columns.source()
                && !columns.target()
                && values.keySet().containsAll(columns.properties());
    }

    private Iterator<Entry> indexed(
            EntityType type,
            Constraint.Index index,
            Map<Integer, @Nullable Object> values,
            Optional<? extends Ref> after,
            int limit) {
        Tuple place = rows.of(type).placesOf(index, null, values);
        Iterator<Entry> entries =
                layers.scan(
                                space -> {
                                    KeyRange all = space.indexed(type.number(), place);
                                    return after.map(ref -> all.after(last(space, place, ref)))
                                            .orElse(all);
                                },
                                Math.clamp(limit + 1L, 1, Reader.PAGE))
                        .iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public Entry next() {
                Ref ref = Space.indexed(type, entries.next().key());
                return layers.get(space -> space.row(ref))
                        .orElseThrow(() ->
                                HedgerowException.of(
                                        Failure.CORRUPT,
                                        "An index of %s names %s, which is not there"
                                                .formatted(type.name(), rows.key(ref))));
            }
        };
    }

    private static Key last(BranchSpace space, Tuple place, Ref ref) {
        return space.index(ref.type(), place.with((Object) CommitCodec.key(ref)));
    }
}
