package dev.hedgerow.simulation.projection;

import dev.hedgerow.fleet.Fleet;
import dev.hedgerow.fleet.Volume;
import dev.hedgerow.graph.Graphs;
import dev.hedgerow.kernel.World;
import dev.hedgerow.operations.Operations;
import dev.hedgerow.projection.Projections;
import dev.hedgerow.simulation.engine.ModelEngine;
import dev.hedgerow.store.Store;

/**
 * A node in one of its lives.
 *
 * @param rough whether the engine fails at times
 */
record Station(
        World world,
        Store store,
        Fleet fleet,
        Volume volume,
        Operations operations,
        Graphs graphs,
        Projections projections,
        ModelEngine engine,
        boolean rough) {}
