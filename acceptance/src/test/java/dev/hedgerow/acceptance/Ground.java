package dev.hedgerow.acceptance;

import dev.hedgerow.client.ClientException;
import dev.hedgerow.kernel.World;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What all acceptance tests stand on. */
final class Ground {
    static final World WORLD = World.system();

    private Ground() {}

    /** The folder of the packaged node, which the build has made. */
    static Path distribution() {
        return Path.of(System.getProperty("hedgerow.distribution", "../dist/target/hedgerow"))
                .toAbsolutePath()
                .normalize();
    }

    /** A node that is not started yet, with its data under the folder. */
    static PackagedNode node(Path folder, String... flags) {
        return new PackagedNode(distribution(), folder.resolve("data"), WORLD, List.of(flags));
    }

    static PackagedCommand command(Path folder) {
        return new PackagedCommand(distribution(), folder);
    }

    /** The failure of a call that has to fail. */
    static ClientException failure(ThrowingCallable call) {
        return Assertions.catchThrowableOfType(ClientException.class, call);
    }
}
