package dev.hedgerow.engine;

import dev.hedgerow.engine.ladybug.LadybugEngine;
import dev.hedgerow.kernel.World;
import java.nio.file.Path;

/** LadybugDB as the Cypher engine. */
public final class Ladybug {
    private Ladybug() {}

    /**
     * Loads the native library, once per process, and starts an engine. The process needs {@code
     * --enable-native-access}.
     *
     * @param nativeFolder what the build made of the pinned LadybugDB package
     * @throws dev.hedgerow.kernel.HedgerowException INVALID_CONFIGURATION when the folder does not
     *     hold the library, or another folder's library is loaded already
     */
    public static CypherEngine load(Path nativeFolder, World world) {
        return LadybugEngine.load(nativeFolder, world);
    }
}
