package dev.hedgerow.projection;

import dev.hedgerow.engine.Session;
import dev.hedgerow.kernel.Failpoints;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.projection.LiveNode.Hooks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A node in a process of its own, which ends like one that is killed at a certain place. */
final class KilledNode {
    private static final int KILLED = 137;

    private KilledNode() {}

    /** Where it ends. */
    enum Place {
        /** A table is loaded, others are not. */
        COPIED,
        PINNED,
        BUILT,
        VALIDATED,
        PROMOTED,
        SWAPPED,
        RETIRED,
        /** Commits are written and not applied. */
        WRITING,
        /** All statements but the engine's commit are done. */
        COMMITTING,
        /** The engine has committed, and nobody in Java knows. */
        COMMITTED;

        void reached(@Nullable Place place) {
            if (this == place) {
                Runtime.getRuntime().halt(KILLED);
            }
        }

        boolean isOfABuild() {
            return compareTo(WRITING) < 0;
        }

        private Hooks hooks() {
            Failpoints<BuildStep> steps = step -> reached(valueOf(step.name()));
            return new Hooks(steps, new Tap(this), UnaryOperator.identity());
        }
    }

    private record Tap(Place place) implements TappedEngine.Tap {
        @Override
        public void executed(Session session, String statement) {
            if (statement.startsWith("COPY")) {
                place.reached(Place.COPIED);
            }
        }

        @Override
        public void writing() {
            place.reached(Place.WRITING);
        }

        @Override
        public void committing() {
            place.reached(Place.COMMITTING);
        }

        @Override
        public void committed() {
            place.reached(Place.COMMITTED);
        }
    }

    /** Runs it to its end, which is the expected one. */
    static void run(Path root, GraphId graph, Place place)
            throws IOException, InterruptedException {
        var java = ProcessHandle.current().info().command().orElseThrow();
        var command =
                List.of(
                        java,
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dhedgerow.native=" + System.getProperty("hedgerow.native"),
                        "-cp",
                        System.getProperty(
                                "surefire.test.class.path", System.getProperty("java.class.path")),
                        KilledNode.class.getName(),
                        root.toString(),
                        graph.value(),
                        place.name());
        var process = new ProcessBuilder(command).inheritIO().start();
        if (!process.waitFor(4, TimeUnit.MINUTES) || process.exitValue() != KILLED) {
            process.toHandle().destroyForcibly();
            throw new AssertionError("it was not killed at " + place);
        }
    }

    public static void main(String[] args) {
        var graph = new GraphId(args[1]);
        var place = Place.valueOf(args[2]);
        var node = LiveNode.started(Path.of(args[0]), place.hooks());
        if (place.isOfABuild()) {
            node.ended(node.materialize(graph));
        } else {
            node.ask(graph, LiveNode.PAIR, node.head(graph));
        }
        node.world.clock().sleep(Duration.ofSeconds(5));
        Runtime.getRuntime().halt(1);
    }
}
