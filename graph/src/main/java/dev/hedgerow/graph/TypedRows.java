package dev.hedgerow.graph;

import java.util.List;

/**
 * The rows of a request under one version of the schema.
 *
 * @param list in the order of the request
 * @param violations what is wrong with the rows by themselves
 */
record TypedRows(Rows rows, List<TypedRow> list, Violations violations) {}
