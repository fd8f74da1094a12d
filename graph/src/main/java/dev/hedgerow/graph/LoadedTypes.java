package dev.hedgerow.graph;

import dev.hedgerow.store.Key;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The types of a schema as their rows are sorted, nodes first. */
record LoadedTypes(List<LoadedType> nodes, List<LoadedType> edges) {
    static LoadedTypes of(Layers layers, Rows rows) {
        return new LoadedTypes(
                inOrder(layers, rows, rows.schema().nodes()),
                inOrder(layers, rows, rows.schema().edges()));
    }

    private static List<LoadedType> inOrder(
            Layers layers, Rows rows, Iterable<? extends EntityType> types) {
        var byNumber = new TreeMap<Integer, LoadedType>();
        for (EntityType type : types) {
            byNumber.put(type.number(), new LoadedType(layers, rows.of(type)));
        }
        return List.copyOf(byNumber.values());
    }

    List<LoadedType> all() {
        return Stream.concat(nodes.stream(), edges.stream()).toList();
    }

    /** What was counted of each. */
    Counts counts() {
        var counts = new HashMap<String, Counts.OfType>();
        for (LoadedType type : all()) {
            if (type.counts().total() > 0) {
                counts.put(type.type().name(), type.counts());
            }
        }
        return new Counts(counts);
    }

    /** How counters change. */
    Map<Key, Long> deltas(BranchSpace space) {
        var deltas = new LinkedHashMap<Key, Long>();
        for (LoadedType type : all()) {
            long delta = type.counts().inserted() - type.counts().deleted();
            if (delta != 0) {
                deltas.put(space.count(type.type().number()), delta);
            }
        }
        return deltas;
    }
}
