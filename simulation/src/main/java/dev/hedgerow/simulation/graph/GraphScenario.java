package dev.hedgerow.simulation.graph;

import dev.hedgerow.simulation.Scenario;
import dev.hedgerow.simulation.Tally;
import dev.hedgerow.simulator.SimulatedWorld;
import dev.hedgerow.store.Store;
import java.util.function.UnaryOperator;

/**
 * Citizens and reporters of one graph on a node that crashes.
 *
 * @param syncLies whether the disk says it synced and did not, which the checks must notice
 * @param around what the graph stands on instead of the store, to take a protection away
 */
public record GraphScenario(boolean syncLies, UnaryOperator<Store> around) implements Scenario {
    public GraphScenario() {
        this(false, UnaryOperator.identity());
    }

    @Override
    public String name() {
        return "graph";
    }

    @Override
    public Tally play(SimulatedWorld world) {
        var play = new GraphPlay(world, this);
        world.play(play::run);
        return Tally.of(world, play.counts());
    }
}
