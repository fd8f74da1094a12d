package dev.hedgerow.engine.ladybug;

import dev.hedgerow.engine.CypherEngine;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.World;
import java.nio.file.Path;

/** LadybugDB, loaded into this process. */
public final class LadybugEngine {
    private LadybugEngine() {}

    @SuppressWarnings("DoNotCallSuggester")
    public static CypherEngine load(Path nativeFolder, World world) {
        throw refusal(nativeFolder, world);
    }

    private static HedgerowException refusal(Path nativeFolder, World world) {
        return HedgerowException.of(
                Failure.ENGINE_FAILED,
                "The library of " + nativeFolder + " is not there: " + world);
    }
}
