package dev.hedgerow.tables;

import java.util.List;
import java.util.Set;

/**
 * A secondary index.
 *
 * @param number its place in the keys of the table, from 1 on, never used again
 * @param global whether its partitions are its own, not those of the table
 * @param nonKeyAttributes what an INCLUDE projects besides keys
 */
record IndexSchema(
        String name,
        int number,
        boolean global,
        KeySchema keys,
        ProjectionType projection,
        List<String> nonKeyAttributes) {

    /** Which attributes an index holds. */
    enum ProjectionType {
        ALL,
        INCLUDE,
        KEYS_ONLY
    }

    /** Whether the attribute is in the index, given the table's key attributes. */
    boolean holds(String attribute, Set<String> tableKeys) {
        return projection == ProjectionType.ALL
                || tableKeys.contains(attribute)
                || nonKeyAttributes.contains(attribute)
                || keys.all().stream().anyMatch(key -> key.name().equals(attribute));
    }
}
