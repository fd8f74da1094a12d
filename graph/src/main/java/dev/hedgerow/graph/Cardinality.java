package dev.hedgerow.graph;

/**
 * How many edges of a type one node may have in one direction.
 *
 * @param max {@link #UNBOUNDED} when there is no upper bound
 */
public record Cardinality(int min, int max) {
    public static final int UNBOUNDED = Integer.MAX_VALUE;
    public static final Cardinality ANY = new Cardinality(0, UNBOUNDED);

    /** Whether there is anything to check. */
    public boolean isLimited() {
        return min > 0 || isBounded();
    }

    /** Whether there is an upper bound. */
    public boolean isBounded() {
        return max != UNBOUNDED;
    }

    /** As the schema writes it: {@code 0..1}, {@code 1..}. */
    @Override
    public String toString() {
        return min + ".." + (isBounded() ? max : "");
    }
}
