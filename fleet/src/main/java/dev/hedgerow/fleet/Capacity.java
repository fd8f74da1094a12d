package dev.hedgerow.fleet;

/**
 * What an instance offers.
 *
 * @param graphs graphs on all its volumes together, subgraphs not counted
 * @param bytes disk
 * @param memoryBytes memory for open databases
 */
public record Capacity(int graphs, long bytes, long memoryBytes) {
    public Capacity {
        Names.within("an instance's capacity of graphs", graphs, 1, 10_000_000);
        Names.within("an instance's bytes", bytes, 0, Long.MAX_VALUE);
        Names.within("an instance's memory", memoryBytes, 0, Long.MAX_VALUE);
    }
}
