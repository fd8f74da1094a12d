/**
 * A world played from one seed: time, threads and chance of any number of nodes, in one thread.
 *
 * <p>Code under simulation is ordinary blocking Java. Its threads are virtual threads whose
 * scheduler is ours ({@link dev.hedgerow.simulator.Scheduler}); the one hook into the JDK for that
 * is {@link dev.hedgerow.simulator.SchedulerHook}. Which thread goes on is drawn from the seed, and
 * time moves only when none can go on, so an hour of waiting costs nothing.
 *
 * <p>Begin with {@link dev.hedgerow.simulator.SimulatedWorld}; a {@link
 * dev.hedgerow.simulator.SimulatedNode} is a machine in it, with clocks of its own, that can crash.
 *
 * <p>A play is the same each time only if the code keeps the house rules: time, threads and chance
 * through {@link dev.hedgerow.kernel.World}, no contended {@code synchronized}, no timed wait of
 * the JDK, no order of a hash table. A thread that the JDK resumes behind the scheduler's back, as
 * it does for the second and third, stops the play with the culprit's stack; {@link
 * dev.hedgerow.simulator.Replay} finds the rest.
 */
@NullMarked
package dev.hedgerow.simulator;

import org.jspecify.annotations.NullMarked;
