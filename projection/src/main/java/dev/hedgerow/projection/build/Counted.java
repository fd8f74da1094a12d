package dev.hedgerow.projection.build;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much of each type there is, by the type's name in the order of the schema.
 *
 * @param nodes by node type
 * @param edges by edge type
 */
public record Counted(Map<String, Long> nodes, Map<String, Long> edges) {
    public Counted {
        nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
        edges = Collections.unmodifiableMap(new LinkedHashMap<>(edges));
    }

    public long total() {
        return nodes.values().stream().mapToLong(Long::longValue).sum()
                + edges.values().stream().mapToLong(Long::longValue).sum();
    }
}
