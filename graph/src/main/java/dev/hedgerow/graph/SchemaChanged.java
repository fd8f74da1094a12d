package dev.hedgerow.graph;

import java.util.List;

/**
 * What a change of a branch's schema came to.
 *
 * @param before the version that the branch followed
 * @param version the version that it follows now; the same when there was nothing to do
 * @param steps what was done, a line each
 * @param dropped rules whose entries are to be removed
 */
public record SchemaChanged(int before, int version, List<String> steps, List<Dropped> dropped) {
    public SchemaChanged {
        steps = List.copyOf(steps);
        dropped = List.copyOf(dropped);
    }

    /**
     * A rule that is no more and had entries of its own.
     *
     * @param type the type's number
     * @param constraint the rule's number
     * @param unique whether it was {@code @unique}, else {@code @index}
     */
    public record Dropped(int type, int constraint, boolean unique) {}

    /** Whether the branch follows another version than before. */
    public boolean changed() {
        return before != version;
    }
}
