package dev.hedgerow.graph;

import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.Stamp;

/**
 * A graph as the catalog knows it.
 *
 * @param name unique in its tenant
 * @param created the commit that made it, the first of main
 * @param actor who made it
 */
public record CatalogEntry(GraphId id, String tenant, String name, Stamp created, String actor) {}
