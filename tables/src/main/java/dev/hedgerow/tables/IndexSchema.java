package dev.hedgerow.tables;

import java.util.List;
import java.util.Set;

/**
 * A secondary index.
 *
 * @param number its place in the keys of the table, from 1 on, never used again
 * @param global whether its partitions are its own, not those of the table
 */
record IndexSchema(
        String name,
        int number,
        boolean global,
        KeySchema keys,
        Projected projected,
        State state,
        Throughput throughput) {

    /** Which attributes an index holds. */
    enum ProjectionType {
        ALL,
        INCLUDE,
        KEYS_ONLY
    }

    /** Where an index stands between being asked for and being gone. */
    enum State {
        /** Changes are kept in step; items from before are still missing, so nobody reads it. */
        CREATING,
        /** As before; those items are being added. */
        BACKFILLING,
        ACTIVE,
        /** Its rows are being taken away; changes leave it alone. */
        DELETING
    }

    /**
     * What it holds.
     *
     * @param nonKeyAttributes what an INCLUDE projects besides keys
     */
    record Projected(ProjectionType type, List<String> nonKeyAttributes) {}

    ProjectionType projection() {
        return projected.type();
    }

    List<String> nonKeyAttributes() {
        return projected.nonKeyAttributes();
    }

    /** Whether the attribute is in the index, given the table's key attributes. */
    boolean holds(String attribute, Set<String> tableKeys) {
        return projection() == ProjectionType.ALL
                || tableKeys.contains(attribute)
                || nonKeyAttributes().contains(attribute)
                || keys.all().stream().anyMatch(key -> key.name().equals(attribute));
    }

    IndexSchema with(State next) {
        return new IndexSchema(name, number, global, keys, projected, next, throughput);
    }

    IndexSchema with(Throughput next) {
        return new IndexSchema(name, number, global, keys, projected, state, next);
    }
}
