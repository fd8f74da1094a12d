package dev.hedgerow.simulation.projection;

import dev.hedgerow.engine.CypherEngine;
import dev.hedgerow.projection.BuildStep;
import dev.hedgerow.simulation.Scenario;
import dev.hedgerow.simulation.Tally;
import dev.hedgerow.simulation.disk.Mount;
import dev.hedgerow.simulator.SimulatedWorld;
import dev.hedgerow.store.Store;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * Projections of graphs on a node that crashes.
 *
 * @param syncLies whether the disk of the projections says it synced and did not
 * @param around what all stands on instead of the store, to take a protection away
 * @param engine what answers instead of the model engine, for the same
 * @param meddling what happens at a step of a build, for the same
 */
public record ProjectionScenario(
        boolean syncLies,
        UnaryOperator<Store> around,
        UnaryOperator<CypherEngine> engine,
        BiConsumer<BuildStep, Mount> meddling)
        implements Scenario {
    public ProjectionScenario() {
        this(false, UnaryOperator.identity(), UnaryOperator.identity(), (_, _) -> {});
    }

    @Override
    public String name() {
        return "projection";
    }

    @Override
    public Tally play(SimulatedWorld world) {
        var play = new ProjectionPlay(world, this);
        world.play(play::run);
        return Tally.of(world, play.counts());
    }
}
