/**
 * Generations that answer: databases held open, counted readers, and the commit that each answer
 * was computed at.
 *
 * <p>The applied commit lies in the database itself, as the comment of the empty node table {@code
 * _hedgerow}: the engine writes it in the transaction that changes the data, shows it to readers of
 * the same moment, and no pattern of a query can match it.
 */
@NullMarked
package dev.hedgerow.projection.serve;

import org.jspecify.annotations.NullMarked;
