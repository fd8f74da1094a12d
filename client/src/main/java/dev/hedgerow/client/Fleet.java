package dev.hedgerow.client;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where graphs live. */
public final class Fleet {
    private final Transport transport;

    Fleet(Transport transport) {
        this.transport = transport;
    }

    public List<Instance> instances() {
        return transport.get("/v1/instances", Instances.class).instances();
    }

    public List<Volume> volumes() {
        return transport.get("/v1/volumes", Volumes.class).volumes();
    }

    /** Fails with {@code placement_not_found} when the graph has none. */
    public Placement placement(String graph) {
        return transport.get("/v1/placements/" + Paths.segment(graph), Placement.class);
    }

    private record Instances(List<Instance> instances) {}

    private record Volumes(List<Volume> volumes) {}

    /** A running node. */
    public record Instance(
            String id,
            String state,
            String address,
            String zone,
            String tier,
            Optional<Instant> heartbeatAt,
            long epoch,
            List<String> volumes) {}

    /** A disk, attached to one instance at a time. */
    public record Volume(
            String id,
            String state,
            boolean expanding,
            String zone,
            String tier,
            long sizeBytes,
            long usedBytes,
            long graphs,
            long slots,
            String instance,
            long epoch) {}

    /** Which volume holds the projection of a graph. */
    public record Placement(
            String graph,
            String name,
            String owner,
            String tenant,
            String volume,
            String instance,
            String parent,
            boolean subgraph,
            String state,
            long epoch,
            String route) {}
}
