/**
 * Generations of graphs that are built, swapped, rolled back, followed and asked while authors
 * write, schemas change, and the node is killed at any step.
 *
 * <p>The whole of {@code projection} runs on the real store, graph, operations and fleet; the
 * engine is the model of {@link dev.hedgerow.simulation.engine}, and files are on a simulated disk.
 * Every answer is compared with the graph at exactly the commit it names, and readers never see
 * time go back. The rows of generations are checked after every transaction, and no file that is
 * open may be deleted. In the end all is calm: every operation ends, every graph is fresh, and
 * nothing lies about.
 */
@NullMarked
package dev.hedgerow.simulation.projection;

import org.jspecify.annotations.NullMarked;
