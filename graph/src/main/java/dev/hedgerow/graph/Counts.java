package dev.hedgerow.graph;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much a commit inserted, changed and deleted, by the name of the type; edges that went with a
 * deleted node are among the deleted. Rows that changed nothing are not counted.
 */
public record Counts(Map<String, OfType> byType) {
    /** Nothing. */
    public static final Counts NONE = new Counts(Map.of());

    public Counts {
        byType = Collections.unmodifiableMap(new TreeMap<>(byType));
    }

    /** The counts of one type. */
    public record OfType(long inserted, long updated, long deleted) {
        static final OfType NONE = new OfType(0, 0, 0);

        /** All of them together. */
        public long total() {
            return inserted + updated + deleted;
        }

        OfType plus(Change.Kind kind) {
            return switch (kind) {
                case INSERTED -> new OfType(inserted + 1, updated, deleted);
                case UPDATED -> new OfType(inserted, updated + 1, deleted);
                case DELETED -> new OfType(inserted, updated, deleted + 1);
            };
        }
    }

    /** The counts of the type, zero when there are none. */
    public OfType of(String type) {
        return byType.getOrDefault(type, OfType.NONE);
    }

    /** All types together. */
    public long total() {
        return byType.values().stream().mapToLong(OfType::total).sum();
    }

    /** Counts in the making. */
    static final class Tally {
        private final Map<String, OfType> byType = new TreeMap<>();

        void add(String type, Change.Kind kind) {
            byType.put(type, byType.getOrDefault(type, OfType.NONE).plus(kind));
        }

        Counts counts() {
            return new Counts(byType);
        }
    }
}
