package dev.hedgerow.fleet;

import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.VolumeId;
import java.time.Instant;
import java.util.Optional;

/**
 * The certificate of a removed graph; asking again gives the same one.
 *
 * @param at when it was removed from the registry
 * @param cleared when its files were gone and its slot was free; empty while they are there
 */
public record Removal(
        GraphId graph,
        Owner owner,
        VolumeId volume,
        Optional<GraphId> parent,
        Instant at,
        Optional<Instant> cleared) {}
