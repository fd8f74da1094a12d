/**
 * Expressions: one lexer, one grammar for conditions, updates and projections, one tree, one
 * evaluator.
 *
 * <p>{@link dev.hedgerow.tables.expression.Expressions} parses a text once and keeps the tree,
 * bounded; placeholders stand in it by name. For a request they are bound by {@link
 * dev.hedgerow.tables.expression.Placeholders}, which also checks what depends on what they stand
 * for, and knows in the end which of them nothing used. A bound tree is evaluated against an item
 * as it was before the request. The parameters of the time before expressions become such bound
 * trees directly.
 */
@NullMarked
package dev.hedgerow.tables.expression;

import org.jspecify.annotations.NullMarked;
