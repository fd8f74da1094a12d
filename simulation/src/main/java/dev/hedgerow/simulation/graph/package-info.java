/**
 * The graph under random writes, branches, merges, faults and crashes.
 *
 * <p>Whoever asks for something signs it as its actor, so the log tells which requests happened and
 * in which order. At the end that order is replayed on a model ({@link
 * dev.hedgerow.simulation.graph.Timeline}) which knows the rules in their simplest form: each
 * commit must be what the model makes of its request at that place, every answer must be right at
 * some moment between question and answer, every view must have shown the model, and rows, indexes,
 * counters, log and feed must tell the same story.
 */
@NullMarked
package dev.hedgerow.simulation.graph;

import org.jspecify.annotations.NullMarked;
