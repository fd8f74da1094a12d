package dev.hedgerow.projection;

import dev.hedgerow.kernel.Stamp;

/**
 * What a generation is built from, and with what.
 *
 * @param commit the snapshot; what was applied on top is recorded inside the database
 * @param engine {@code CypherEngine.format()}: a file of another format is rebuilt
 */
public record Source(String branch, Stamp commit, long schemaVersion, String engine) {}
