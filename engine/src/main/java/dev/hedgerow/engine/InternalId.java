package dev.hedgerow.engine;

/**
 * Where the engine keeps a node or an edge. Equal within one database at one moment; neither stable
 * over rebuilds nor an identity for users.
 */
public record InternalId(long table, long offset) {
    @Override
    public String toString() {
        return table + ":" + offset;
    }
}
