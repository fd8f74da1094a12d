package dev.hedgerow.projection;

import dev.hedgerow.kernel.Stamp;

/** What a graph holds at a commit: told by the truth, and counted in a database. */
public record Content(Stamp commit, long schemaVersion, TypeCounts counts) {}
