package dev.hedgerow.service;

import dev.hedgerow.fleet.Fleet;
import dev.hedgerow.graph.Graphs;
import dev.hedgerow.kernel.World;
import dev.hedgerow.operations.Operations;
import dev.hedgerow.projection.Projections;
import dev.hedgerow.store.Store;
import dev.hedgerow.tables.Tables;

/** What the use cases stand on. */
public record Layers(
        Store store,
        Graphs graphs,
        Fleet fleet,
        Operations operations,
        Projections projections,
        Tables tables,
        World world) {}
