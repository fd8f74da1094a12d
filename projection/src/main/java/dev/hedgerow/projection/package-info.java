/**
 * The read side: for each graph a database of the Cypher engine on the volume of its placement,
 * rebuilt or kept in step with the truth, and always replaceable.
 *
 * <p>A <em>generation</em> is one such database in a folder {@code graphs/<graph>/<number>/} with a
 * manifest beside it; the folder is never renamed. Which generation serves is a row: {@link
 * dev.hedgerow.projection.Generations} keeps the rows, and promotes in one transaction that checks
 * the lock's fence, the epoch of volume and placement, and that the content was validated. {@link
 * dev.hedgerow.projection.MaterializationLocks} lets one build of a graph go on at a time. The
 * sub-packages build, apply and serve.
 *
 * <p>Keys, in subspace 19; a value is a tuple that begins with its format's number:
 *
 * <pre>
 * ("graph", graph)                  the last generation's number; none is used again
 * ("generation", graph, number)     the row of a generation, until its files are removed
 * ("active", graph, branch)         index: the number of the one that serves
 * ("lock", graph)                   the last fence, and who holds the lock under it
 * ("staleness", graph)              what the sensor remembers of a graph that needs a build
 * ("event", graph, commit stamp, number, kind)
 *                                   what happened to generations and lock, the last 200
 * </pre>
 */
@NullMarked
package dev.hedgerow.projection;

import org.jspecify.annotations.NullMarked;
