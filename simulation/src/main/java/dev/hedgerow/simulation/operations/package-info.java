/**
 * Durable operations under random work, cancellations, faults and crashes.
 *
 * <p>Every step that commits counts itself in the store, so at the end each step that is recorded
 * must have counted once, and no other. While they run, operations say what they work on, so that
 * two that exclude each other are caught together; and when one begins, nobody before it in a line
 * may be left that excludes it. In the end everything has ended, for a reason that somebody gave.
 */
@NullMarked
package dev.hedgerow.simulation.operations;

import org.jspecify.annotations.NullMarked;
