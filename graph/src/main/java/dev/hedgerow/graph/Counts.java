package dev.hedgerow.graph;

/**
 * How many nodes and edges a commit inserted, changed and deleted; edges that went with a deleted
 * node are among the deleted. Rows that changed nothing are not counted.
 */
public record Counts(
        long nodesInserted,
        long nodesUpdated,
        long nodesDeleted,
        long edgesInserted,
        long edgesUpdated,
        long edgesDeleted) {
    /** Nothing. */
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

    /** All of them together. */
    public long total() {
        return nodesInserted
                + nodesUpdated
                + nodesDeleted
                + edgesInserted
                + edgesUpdated
                + edgesDeleted;
    }

    Counts plus(Change.Kind kind, boolean node) {
        long inserted = kind == Change.Kind.INSERTED ? 1 : 0;
        long updated = kind == Change.Kind.UPDATED ? 1 : 0;
        long deleted = kind == Change.Kind.DELETED ? 1 : 0;
        return node
                ? new Counts(
                        nodesInserted + inserted,
                        nodesUpdated + updated,
                        nodesDeleted + deleted,
                        edgesInserted,
                        edgesUpdated,
                        edgesDeleted)
                : new Counts(
                        nodesInserted,
                        nodesUpdated,
                        nodesDeleted,
                        edgesInserted + inserted,
                        edgesUpdated + updated,
                        edgesDeleted + deleted);
    }
}
