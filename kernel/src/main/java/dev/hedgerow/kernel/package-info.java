/**
 * What every layer shares: ids and stamps, the closed list of failures, and the world outside
 * (time, waiting, threads, chance) as objects that come in through constructors.
 *
 * <p>Nothing here knows a store, a graph or a network. A {@link World} is either {@linkplain
 * World#system() the machine's own} or a simulated one that plays a whole node from one seed; code
 * that takes its time, threads and randomness only from a {@code World} runs in both.
 */
@NullMarked
package dev.hedgerow.kernel;

import org.jspecify.annotations.NullMarked;
