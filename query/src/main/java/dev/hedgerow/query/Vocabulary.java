package dev.hedgerow.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names that a graph's schema has.
 *
 * @param nodes node types, each with its properties
 * @param edges edge types, each with its properties
 */
public record Vocabulary(Map<String, List<String>> nodes, Map<String, List<String>> edges) {
    public Vocabulary {
        nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
        edges = Collections.unmodifiableMap(new LinkedHashMap<>(edges));
    }

    /** All types, nodes first. */
    List<String> types() {
        List<String> all = new ArrayList<>(nodes.keySet());
        all.addAll(edges.keySet());
        return all;
    }

    /** The properties of the types that are known among these; of all types when none is. */
    Set<String> properties(Collection<String> types) {
        Set<String> properties = new LinkedHashSet<>();
        for (String type : types) {
            properties.addAll(nodes.getOrDefault(type, List.of()));
            properties.addAll(edges.getOrDefault(type, List.of()));
        }
        if (properties.isEmpty()) {
            nodes.values().forEach(properties::addAll);
            edges.values().forEach(properties::addAll);
        }
        return properties;
    }
}
