package dev.hedgerow.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Merges one node or edge, property by property, and collects what nobody has settled. */
final class ThreeWay {
    private final RowReader rows;
    private final Map<String, Resolution> resolutions;
    private final @Nullable Resolution otherwise;
    private final Violations violations;
    private final Map<String, MergeConflict> conflicts = new LinkedHashMap<>();

    ThreeWay(RowReader rows, MergeRequest request, Violations violations) {
        this.rows = rows;
        this.resolutions = request.resolutions();
        this.otherwise = request.otherwise().orElse(null);
        this.violations = violations;
    }

    /** One row in its three versions; null where it is not there. */
    record Versions(
            Ref ref,
            @Nullable List<@Nullable Object> base,
            @Nullable List<@Nullable Object> ours,
            @Nullable List<@Nullable Object> theirs) {}

    List<MergeConflict> conflicts() {
        return List.copyOf(conflicts.values());
    }

    /** The merged row; ours where there is a conflict. */
    @Nullable List<@Nullable Object> merge(Versions row) {
        var base = row.base();
        var ours = row.ours();
        var theirs = row.theirs();
        if (Draft.same(theirs, base) || Draft.same(theirs, ours)) {
            return ours;
        }
        if (Draft.same(ours, base)) {
            return theirs;
        }
        if (ours == null || theirs == null) {
            String problem =
                    ours == null
                            ? "it was deleted here and changed there"
                            : "it was changed here and deleted there";
            return settleWhole(row, problem) ? theirs : ours;
        }
        return properties(row, ours, theirs);
    }

    private List<@Nullable Object> properties(
            Versions row, List<@Nullable Object> ours, List<@Nullable Object> theirs) {
        List<Property> properties = rows.properties(row.ref());
        var merged = new ArrayList<@Nullable Object>();
        for (int i = 0; i < properties.size(); i++) {
            Object base = row.base() == null ? null : row.base().get(i);
            Object our = ours.get(i);
            Object their = theirs.get(i);
            if (Objects.deepEquals(their, our) || isBase(row, base, their)) {
                merged.add(our);
            } else if (isBase(row, base, our)) {
                merged.add(their);
            } else {
                merged.add(settle(row, properties.get(i), base, our, their));
            }
        }
        return merged;
    }

    /** A row that both added has no base: what one of them left empty is the other's to say. */
    private static boolean isBase(Versions row, @Nullable Object base, @Nullable Object value) {
        return row.base() == null ? value == null : Objects.deepEquals(base, value);
    }

    private @Nullable Object settle(
            Versions row,
            Property property,
            @Nullable Object base,
            @Nullable Object ours,
            @Nullable Object theirs) {
        EntityKey key = rows.key(row.ref());
        String id = key + "." + property.name();
        return switch (resolution(id)) {
            case null -> {
                conflicts.put(
                        id,
                        new MergeConflict(
                                id,
                                key,
                                Optional.of(property.name()),
                                base,
                                ours,
                                theirs,
                                "%s: both branches changed %s".formatted(key, property.name())));
                yield ours;
            }
            case Resolution.Ours _ -> ours;
            case Resolution.Theirs _ -> theirs;
            case Resolution.Value(Object raw) -> rows.typed(property, raw, id, violations);
        };
    }

    /**
     * Whether theirs is taken for the whole row; a conflict is noted when nobody has settled it.
     */
    boolean settleWhole(Versions row, String problem) {
        EntityKey key = rows.key(row.ref());
        String id = key.toString();
        return switch (resolution(id)) {
            case null -> {
                conflicts.putIfAbsent(
                        id,
                        new MergeConflict(
                                id,
                                key,
                                Optional.empty(),
                                rows.entity(row.ref(), row.base()),
                                rows.entity(row.ref(), row.ours()),
                                rows.entity(row.ref(), row.theirs()),
                                key + ": " + problem));
                yield false;
            }
            case Resolution.Ours _ -> false;
            case Resolution.Theirs _ -> true;
            case Resolution.Value _ -> {
                violations.add(id, "a value cannot settle a whole row", "choose ours or theirs");
                yield false;
            }
        };
    }

    private @Nullable Resolution resolution(String id) {
        return resolutions.getOrDefault(id, otherwise);
    }
}
