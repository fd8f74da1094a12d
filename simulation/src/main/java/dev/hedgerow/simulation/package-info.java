/**
 * The product played in simulated worlds: random work, faults and crashes from one seed, and
 * checkers that know what must have become of it.
 *
 * <p>A {@link dev.hedgerow.simulation.Scenario} plays one world and checks itself; {@link
 * dev.hedgerow.simulation.Scenarios} lists them; {@link dev.hedgerow.simulation.Main} plays
 * thousands of seeds. A failure names its seed, and the seed plays the same again:
 *
 * <pre>
 * java --add-opens java.base/java.lang=ALL-UNNAMED -Djdk.trackAllThreads=false -ea \
 *     -cp ... dev.hedgerow.simulation.Main --scenario store --seed 4711
 * </pre>
 */
@NullMarked
package dev.hedgerow.simulation;

import org.jspecify.annotations.NullMarked;
