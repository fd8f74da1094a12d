/**
 * Sorting more than fits into memory: records are collected in a part of fixed size, parts are
 * sorted and spilled to files that have no name, and merged as they are read.
 */
@NullMarked
package dev.hedgerow.graph.sort;

import org.jspecify.annotations.NullMarked;
