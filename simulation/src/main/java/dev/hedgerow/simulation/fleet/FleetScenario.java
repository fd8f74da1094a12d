package dev.hedgerow.simulation.fleet;

import dev.hedgerow.fleet.VolumeProvider;
import dev.hedgerow.simulation.Scenario;
import dev.hedgerow.simulation.Tally;
import dev.hedgerow.simulator.SimulatedWorld;
import dev.hedgerow.store.Store;
import java.util.function.UnaryOperator;

/**
 * Instances with volumes and graphs, that crash, and come back beside themselves.
 *
 * @param lie what does not keep its promise, which the checks must notice
 * @param around what the fleet stands on instead of the store, to take a protection away
 * @param provider what it has instead of volumes, for the same
 */
public record FleetScenario(
        Lie lie, UnaryOperator<Store> around, UnaryOperator<VolumeProvider> provider)
        implements Scenario {
    /** Something below the fleet that lies. */
    public enum Lie {
        NONE,
        /** The store's disk says it synced and did not. */
        STORE_SYNC,
        /** The volumes' disk does. */
        FILE_SYNC,
        /** Everybody gets every lock of a file. */
        FILE_LOCK
    }

    public FleetScenario() {
        this(Lie.NONE, UnaryOperator.identity(), UnaryOperator.identity());
    }

    @Override
    public String name() {
        return "fleet";
    }

    @Override
    public Tally play(SimulatedWorld world) {
        var play = new FleetPlay(world, this);
        world.play(play::run);
        return Tally.of(world, play.counts());
    }
}
