package dev.hedgerow.tables;

/**
 * What a table was given besides its keys; kept and reported.
 *
 * @param readUnits and {@code writeUnits}: 0 for an on-demand table
 */
record TableSettings(long readUnits, long writeUnits, boolean deletionProtection) {
    boolean onDemand() {
        return readUnits == 0;
    }
}
