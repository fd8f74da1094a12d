package dev.hedgerow.simulation.store;

import dev.hedgerow.simulation.Scenario;
import dev.hedgerow.simulation.Tally;
import dev.hedgerow.simulator.SimulatedWorld;
import dev.hedgerow.store.Store;
import java.util.function.UnaryOperator;

/**
 * Clients, observers and watchers of one store that crashes.
 *
 * @param syncLies whether the disk says it synced and did not, which the checks must notice
 * @param around what the clients see instead of the store, to take a protection away
 */
public record StoreScenario(boolean syncLies, UnaryOperator<Store> around) implements Scenario {
    public StoreScenario() {
        this(false, UnaryOperator.identity());
    }

    @Override
    public String name() {
        return "store";
    }

    @Override
    public Tally play(SimulatedWorld world) {
        var play = new StorePlay(world, this);
        world.play(play::run);
        return Tally.of(world, play.counts());
    }
}
