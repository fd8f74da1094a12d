package dev.hedgerow.simulation;

import dev.hedgerow.simulator.SimulatedWorld;

/** Random work in a simulated world that checks itself. Has no state of its own between plays. */
public interface Scenario {
    /** One word, for the command line. */
    String name();

    /**
     * Plays the world to its end.
     *
     * @throws dev.hedgerow.simulator.SimulationFailure naming the seed, when a check fails
     */
    Tally play(SimulatedWorld world);
}
