package dev.hedgerow.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.engine.Ladybug;
import dev.hedgerow.engine.OpenOptions;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.Stores;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Native libraries of one process, in the order that is not the node's. */
@Timeout(300)
class NativeOrderTest {
    @TempDir Path root;

    @Test
    void anEngineThatIsLoadedBeforeTheStoreDoesNotDisturbIt() throws Exception {
        var process =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-Xmx256m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Dhedgerow.native=" + System.getProperty("hedgerow.native"),
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                EngineFirst.class.getName(),
                                root.toString())
                        .inheritIO()
                        .start();
        assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    /** Exits with 0 when both have worked. */
    static final class EngineFirst {
        private EngineFirst() {}

        public static void main(String[] args) {
            var root = Path.of(args[0]);
            var world = World.system();
            var library = Path.of(System.getProperty("hedgerow.native"));
            try (var engine = Ladybug.load(library, world);
                    var database = engine.open(root.resolve("g.lbug"), OpenOptions.serving());
                    var session = database.session()) {
                session.execute("CREATE NODE TABLE N(id INT64 PRIMARY KEY)");
                try (var store = Stores.open(root.resolve("store"), world);
                        var now = store.snapshot()) {
                    List<Object> seen = List.of(now.stamp());
                    System.exit(seen.isEmpty() ? 1 : 0);
                }
            }
        }
    }
}
