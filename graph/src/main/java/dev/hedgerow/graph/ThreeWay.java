package dev.hedgerow.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Merges one node or edge, property by property, and collects what nobody has settled. */
final class ThreeWay {
    private final Rows rows;
    private final Map<String, Resolution> resolutions;
    private final @Nullable Resolution otherwise;
    private final Violations violations;
    private final Map<String, MergeConflict> conflicts = new LinkedHashMap<>();
    private final int listed;
    private long total;

    /**
     * @param listed conflicts that are kept; what follows is only counted
     */
    ThreeWay(Rows rows, MergeRequest request, Violations violations, int listed) {
        this.rows = rows;
        this.resolutions = request.resolutions();
        this.otherwise = request.otherwise().orElse(null);
        this.violations = violations;
        this.listed = listed;
    }

    /** One row in its three versions; null where it is not there. */
    record Versions(
            Ref ref,
            @Nullable Map<Integer, Object> base,
            @Nullable Map<Integer, Object> ours,
            @Nullable Map<Integer, Object> theirs) {}

    List<MergeConflict> conflicts() {
        return List.copyOf(conflicts.values());
    }

    /** How many there are, also of those that are not kept. */
    long total() {
        return total;
    }

    /** Whether theirs is taken where the whole row is in conflict. */
    boolean takesTheirs(Ref ref) {
        return resolution(rows.key(ref).toString()) instanceof Resolution.Theirs;
    }

    private void add(String id, Supplier<MergeConflict> conflict) {
        if (!conflicts.containsKey(id)) {
            total++;
            if (conflicts.size() < listed) {
                conflicts.put(id, conflict.get());
            }
        }
    }

    /** The merged row; ours where there is a conflict. */
    @Nullable Map<Integer, Object> merge(Versions row) {
        var base = row.base();
        var ours = row.ours();
        var theirs = row.theirs();
        if (Objects.equals(theirs, base) || Objects.equals(theirs, ours)) {
            return ours;
        }
        if (Objects.equals(ours, base)) {
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

    private Map<Integer, Object> properties(
            Versions row, Map<Integer, Object> ours, Map<Integer, Object> theirs) {
        var merged = new LinkedHashMap<Integer, Object>(ours);
        for (Property property : rows.of(row.ref()).type().properties()) {
            int number = property.number();
            Object base = row.base() == null ? null : row.base().get(number);
            Object our = ours.get(number);
            Object their = theirs.get(number);
            if (!Objects.equals(their, our) && !Objects.equals(base, their)) {
                Object value =
                        Objects.equals(base, our)
                                ? their
                                : settle(row, property, new Values3(base, our, their));
                if (value == null) {
                    merged.remove(number);
                } else {
                    merged.put(number, value);
                }
            }
        }
        return merged;
    }

    /** A property's value in its three versions. */
    private record Values3(@Nullable Object base, @Nullable Object ours, @Nullable Object theirs) {}

    private @Nullable Object settle(Versions row, Property property, Values3 values) {
        EntityKey key = rows.key(row.ref());
        String id = key + "." + property.name();
        Resolution resolution = resolution(id);
        if (resolution == null && property.merge() != MergePolicy.MANUAL) {
            return MergedValue.of(property.merge(), values.ours(), values.theirs());
        }
        return switch (resolution) {
            case null -> {
                add(
                        id,
                        () ->
                                new MergeConflict(
                                        id,
                                        key,
                                        Optional.of(property.name()),
                                        values.base(),
                                        values.ours(),
                                        values.theirs(),
                                        "%s: both branches changed %s"
                                                .formatted(key, property.name())));
                yield values.ours();
            }
            case Resolution.Ours _ -> values.ours();
            case Resolution.Theirs _ -> values.theirs();
            case Resolution.Value(Object raw) -> typed(property, raw, id);
        };
    }

    private @Nullable Object typed(Property property, @Nullable Object raw, String id) {
        return switch (Values.typed(property, raw, id)) {
            case Values.Typed(Object value) -> value;
            case Values.Refused(var violation) -> {
                violations.add(violation);
                yield null;
            }
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
                add(
                        id,
                        () ->
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
