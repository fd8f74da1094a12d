package dev.hedgerow.fleet;

/**
 * A kind of volume, and what a graph on it may take.
 *
 * @param name lower case, at most 63 characters
 * @param slots graphs that a volume of the tier holds, 1 to {@link #SLOTS_MAX}; subgraphs take none
 * @param bytes disk that one generation of a graph is expected to need; a volume is chosen when it
 *     has room for two
 * @param subgraphsMax subgraphs that a graph may have, 0 to {@link #SUBGRAPHS_MAX}
 */
public record Tier(String name, int slots, long bytes, int subgraphsMax) {
    public static final int SLOTS_MAX = 100_000;
    public static final int SUBGRAPHS_MAX = 10_000;
    private static final long BYTES_MAX = 1L << 50;

    /** For one machine that does not care: many small graphs. */
    public static final Tier STANDARD = new Tier("standard", 10_000, 64L << 20, 100);

    public Tier {
        Names.word("tier", name);
        Names.within("a tier's slots", slots, 1, SLOTS_MAX);
        Names.within("a tier's bytes for a generation", bytes, 1, BYTES_MAX);
        Names.within("a tier's subgraphs", subgraphsMax, 0, SUBGRAPHS_MAX);
    }

    /** Disk promised to a graph until its first generation is there. */
    long reservedBytes() {
        return 2 * bytes;
    }
}
