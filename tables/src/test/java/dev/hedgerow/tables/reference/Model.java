package dev.hedgerow.tables.reference;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One table with a text as its partition key, {@code pk}, and a number as its sort key, as simple
 * as can be: items in a sorted map, every operation in a few lines.
 */
final class Model {
    /** Items by partition and then by sort key. */
    private NavigableMap<String, NavigableMap<BigDecimal, Map<String, V>>> items = new TreeMap<>();

    /** A change of one item: Put, Update, Delete or ConditionCheck. */
    record Change(
            String act,
            Map<String, V> attributes,
            Optional<Conditions> condition,
            Optional<Updates> update) {
        String pk() {
            return V.in(attributes, "pk").body().toString();
        }

        BigDecimal sk() {
            return V.in(attributes, "sk").number();
        }

        /** What can be refused without looking at the table. */
        void check() {
            update.ifPresent(Updates::check);
            condition.ifPresent(c -> c.check("ConditionExpression"));
        }
    }

    /** A change that was made, for the stream: the item before and after it. */
    record Trace(Map<String, V> before, Map<String, V> after) {}

    /** Whether there is an index of {@code g}, a text. */
    boolean indexed;

    /** All changes so far that changed something. */
    final List<Trace> traces = new ArrayList<>();

    /** What the index has against the item, if there is one. */
    Optional<String> indexFault(Map<String, V> item) {
        V group = item.get("g");
        return indexed && group != null && !group.tag().equals("S")
                ? Optional.of(
                        "One or more parameter values were invalid: Type mismatch for Index Key g Expected: S Actual: %s IndexName: byg"
                                .formatted(group.tag()))
                : Optional.empty();
    }

    /** What the index has against a put, which is looked at before its condition. */
    Optional<String> indexFault(Change change) {
        return change.act.equals("Put") ? indexFault(change.attributes) : Optional.empty();
    }

    /** The condition of a change is not true. */
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    Optional<Map<String, V>> find(String pk, BigDecimal sk) {
        return Optional.ofNullable(items.getOrDefault(pk, new TreeMap<>()).get(sk));
    }

    Optional<Map<String, V>> find(Map<String, V> key) {
        return find(V.in(key, "pk").body().toString(), V.in(key, "sk").number());
    }

    /** The items of a partition, in order. */
    List<Map<String, V>> partition(String pk) {
        return new ArrayList<>(items.getOrDefault(pk, new TreeMap<>()).values());
    }

    List<Map<String, V>> all() {
        var all = new ArrayList<Map<String, V>>();
        items.values().forEach(partition -> all.addAll(partition.values()));
        return all;
    }

    /** Makes the change, or throws and makes none; the item after it, empty when it is gone. */
    Map<String, V> apply(Change change) {
        refuse(indexFault(change));
        Map<String, V> before = find(change.pk(), change.sk()).orElse(Map.of());
        if (change.condition.isPresent() && !change.condition.get().holds(before)) {
            throw new Failed();
        }
        Map<String, V> after =
                switch (change.act) {
                    case "Put" -> change.attributes;
                    case "Update" -> {
                        Map<String, V> base = before.isEmpty() ? change.attributes : before;
                        yield change.update.map(update -> update.apply(base)).orElse(base);
                    }
                    case "Delete" -> Map.of();
                    default -> before;
                };
        if (change.act.equals("Update")) {
            refuse(indexFault(after));
        }
        if (!before.equals(after)) {
            traces.add(new Trace(before, after));
        }
        var partition = items.computeIfAbsent(change.pk(), _ -> new TreeMap<>());
        if (after.isEmpty()) {
            partition.remove(change.sk());
        } else {
            partition.put(change.sk(), after);
        }
        return after;
    }

    private static void refuse(Optional<String> fault) {
        if (fault.isPresent()) {
            throw new Wrong(fault.get());
        }
    }

    /** All changes or none; for each a code and a sentence when it is to blame. */
    List<String> applyAll(List<Change> changes) {
        var before = copy();
        int traced = traces.size();
        var codes = new ArrayList<String>();
        boolean failed = false;
        for (Change change : changes) {
            String code = "None";
            try {
                apply(change);
            } catch (Failed _) {
                code = "ConditionalCheckFailed";
            } catch (Wrong _) {
                code = "ValidationError";
            }
            failed |= !code.equals("None");
            codes.add(code);
        }
        if (failed) {
            items = before;
            traces.subList(traced, traces.size()).clear();
        }
        return failed ? codes : List.of();
    }

    private NavigableMap<String, NavigableMap<BigDecimal, Map<String, V>>> copy() {
        var copy = new TreeMap<String, NavigableMap<BigDecimal, Map<String, V>>>();
        items.forEach((pk, partition) -> copy.put(pk, new TreeMap<>(partition)));
        return copy;
    }

    /** The parts of an item that a projection leaves, all without one. */
    static V projected(Map<String, V> item, Optional<List<List<Object>>> paths) {
        return V.map(paths.map(p -> Places.project(item, p)).orElse(new LinkedHashMap<>(item)));
    }
}
