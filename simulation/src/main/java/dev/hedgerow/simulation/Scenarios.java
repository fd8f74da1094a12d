package dev.hedgerow.simulation;

import dev.hedgerow.simulation.fleet.FleetScenario;
import dev.hedgerow.simulation.graph.GraphScenario;
import dev.hedgerow.simulation.operations.OperationsScenario;
import dev.hedgerow.simulation.projection.ProjectionScenario;
import dev.hedgerow.simulation.store.StoreScenario;
import dev.hedgerow.simulator.SimulatedWorld;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** All scenarios. */
public final class Scenarios {
    public static final List<Scenario> ALL =
            List.of(
                    new StoreScenario(),
                    new GraphScenario(),
                    new OperationsScenario(),
                    new FleetScenario(),
                    new ProjectionScenario());

    /** Kept, because a logger that nobody holds forgets its level. */
    private static final Logger LOG = Logger.getLogger("dev.hedgerow");

    static {
        // what is logged here went wrong on purpose
        LOG.setLevel(Level.OFF);
    }

    private Scenarios() {}

    /** Plays one seed of one scenario. */
    public static Tally play(Scenario scenario, long seed) {
        return scenario.play(new SimulatedWorld(seed));
    }
}
