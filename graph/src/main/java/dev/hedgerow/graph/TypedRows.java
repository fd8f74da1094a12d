package dev.hedgerow.graph;

import java.util.List;

/**
 * The rows of a request under one version of the schema.
 *
 * @param bytes what they will take in a transaction, about
 */
record TypedRows(Schema schema, List<TypedRow> rows, Violations violations, long bytes) {}
