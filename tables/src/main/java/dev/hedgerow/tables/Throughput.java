package dev.hedgerow.tables;

/**
 * Units that a table or an index was given.
 *
 * @param reads and {@code writes}: per second; 0 on demand
 */
record Throughput(long reads, long writes) {
    static final Throughput ON_DEMAND = new Throughput(0, 0);
}
