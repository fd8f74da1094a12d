/**
 * From a moment of a graph to a database: typed columns in Parquet, loaded in bulk. Tables are
 * staged ahead ({@code Staging}) while the engine loads one; values go from stored rows to columns
 * ({@code StagedCells}) without an object for each.
 *
 * <p>A node type is a node table of its name, an edge type a relationship table. A node's primary
 * key is its key property where that is one text or integer, else a column {@code _key} with the
 * whole key or generated id as text; it has an index. Edges that need more than their ends to be
 * told apart have a column {@code _key} too.
 */
@NullMarked
package dev.hedgerow.projection.build;

import org.jspecify.annotations.NullMarked;
