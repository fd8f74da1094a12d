package dev.hedgerow.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What runs at the address, and whether it takes requests. */
public final class Node {
    private final Transport transport;

    Node(Transport transport) {
        this.transport = transport;
    }

    public Version version() {
        return transport.get("/v1/version", Version.class);
    }

    /** Fails with {@code not_ready} or {@code shutting_down} when the node takes no requests. */
    public Health ready() {
        return transport.get("/readyz", Health.class);
    }

    /**
     * Copies everything that is true into a folder on the node's machine.
     *
     * @param folder an absolute path; nothing is there yet
     */
    public Backup backup(String folder) {
        return transport.post("/v1/backup", Map.of("folder", folder), null, Backup.class);
    }

    /** A backup, and the newest transaction in it. */
    public record Backup(String folder, String commit, Instant at, long bytes) {}

    /** What runs. */
    public record Version(
            String version,
            String java,
            String engine,
            String storage,
            Optional<Instant> startedAt) {}

    /** Whether the node takes requests, and what was looked at to know. */
    public record Health(String status, List<Check> checks) {}

    /** One thing looked at. */
    public record Check(String name, boolean ok, String detail) {}
}
