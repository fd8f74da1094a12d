package dev.hedgerow.client;

/** How many rows of one type a write inserted, updated and deleted. */
public record Counts(long inserted, long updated, long deleted) {
    /** All rows it touched. */
    public long all() {
        return inserted + updated + deleted;
    }
}
