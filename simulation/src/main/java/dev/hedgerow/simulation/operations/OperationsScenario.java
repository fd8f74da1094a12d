package dev.hedgerow.simulation.operations;

import dev.hedgerow.simulation.Scenario;
import dev.hedgerow.simulation.Tally;
import dev.hedgerow.simulator.SimulatedWorld;
import dev.hedgerow.store.Store;
import java.util.function.UnaryOperator;

/**
 * Foremen and workers of durable operations on a node that crashes.
 *
 * @param syncLies whether the disk says it synced and did not, which the checks must notice
 * @param around what the operations stand on instead of the store, to take a protection away
 */
public record OperationsScenario(boolean syncLies, UnaryOperator<Store> around)
        implements Scenario {
    public OperationsScenario() {
        this(false, UnaryOperator.identity());
    }

    @Override
    public String name() {
        return "operations";
    }

    @Override
    public Tally play(SimulatedWorld world) {
        var play = new OperationsPlay(world, this);
        world.play(play::run);
        return Tally.of(world, play.counts());
    }
}
