package dev.hedgerow.simulation.engine;

/** What can be asked of the model engine, besides what the projection itself asks. */
public final class Questions {
    /** Every node, and every edge that leaves it with its other end. */
    public static final String EVERYTHING = "MATCH (n) OPTIONAL MATCH (n)-[e]->(m) RETURN n, e, m";

    /** Every edge, and nothing else. */
    public static final String EDGES = "MATCH ()-[e]->() RETURN e";

    private Questions() {}
}
