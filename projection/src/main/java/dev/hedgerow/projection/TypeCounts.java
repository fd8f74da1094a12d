package dev.hedgerow.projection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Nodes and edges by the name of their type; a type without any may be left out. */
public record TypeCounts(SortedMap<String, Long> nodes, SortedMap<String, Long> edges) {
    public static final TypeCounts NONE = new TypeCounts(new TreeMap<>(), new TreeMap<>());

    public TypeCounts {
        nodes = withoutZeros(nodes);
        edges = withoutZeros(edges);
    }

    public static TypeCounts of(Map<String, Long> nodes, Map<String, Long> edges) {
        return new TypeCounts(new TreeMap<>(nodes), new TreeMap<>(edges));
    }

    private static SortedMap<String, Long> withoutZeros(Map<String, Long> counts) {
        var kept = new TreeMap<String, Long>(counts);
        kept.values().removeIf(count -> count == 0);
        return Collections.unmodifiableSortedMap(kept);
    }

    public long nodesAll() {
        return nodes.values().stream().mapToLong(Long::longValue).sum();
    }

    public long edgesAll() {
        return edges.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Each type with another count there, as a text; none when they are equal. */
    List<String> differences(TypeCounts found) {
        var all = new ArrayList<String>();
        differences("node", nodes, found.nodes, all);
        differences("edge", edges, found.edges, all);
        return all;
    }

    private static void differences(
            String kind, Map<String, Long> here, Map<String, Long> there, List<String> into) {
        var types = new TreeSet<String>(here.keySet());
        types.addAll(there.keySet());
        for (String type : types) {
            long expected = here.getOrDefault(type, 0L);
            long found = there.getOrDefault(type, 0L);
            if (expected != found) {
                into.add(
                        "%s type %s: %d expected, %d found".formatted(kind, type, expected, found));
            }
        }
    }
}
