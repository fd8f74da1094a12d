package dev.hedgerow.server.status;

import java.time.Instant;

/**
 * What runs.
 *
 * @param engine the Cypher engine and its version
 * @param storage the storage and its version
 */
public record Version(
        String version, String java, String engine, String storage, Instant startedAt) {
    /** The version of this build, {@code development} outside an archive. */
    public static String ofBuild() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
