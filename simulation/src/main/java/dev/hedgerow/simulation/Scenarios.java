package dev.hedgerow.simulation;

import dev.hedgerow.simulation.graph.GraphScenario;
import dev.hedgerow.simulation.store.StoreScenario;
import dev.hedgerow.simulator.SimulatedWorld;
import java.util.List;

/** All scenarios. */
public final class Scenarios {
    public static final List<Scenario> ALL = List.of(new StoreScenario(), new GraphScenario());

    private Scenarios() {}

    /** Plays one seed of one scenario. */
    public static Tally play(Scenario scenario, long seed) {
        return scenario.play(new SimulatedWorld(seed));
    }
}
