package dev.hedgerow.projection;

import static dev.hedgerow.projection.LiveNode.PAIR;
import static dev.hedgerow.projection.LiveNode.seq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.engine.Session;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.operations.Operation;
import dev.hedgerow.operations.Page;
import dev.hedgerow.operations.State;
import dev.hedgerow.projection.LiveNode.Hooks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who looks after projections when nobody asks. */
@Timeout(300)
class SensorTest {
    @TempDir Path root;

    /** An engine that refuses commits, or whose new databases lack a node, while told so. */
    private static final class Trouble implements TappedEngine.Tap {
        final AtomicBoolean refusing = new AtomicBoolean();
        final AtomicBoolean spoiling = new AtomicBoolean();

        @Override
        public void writing() {
            if (refusing.get()) {
                throw HedgerowException.of(Failure.ENGINE_FAILED, "the engine is out of order");
            }
        }

        @Override
        public void executed(Session session, String statement) {
            if (spoiling.get() && statement.startsWith("CREATE REL TABLE")) {
                session.execute("MATCH (m:Mark {name: 'left'}) DELETE m");
            }
        }
    }

    private static long builds(LiveNode node, GraphId graph) {
        var page = Page.Request.first(100);
        return node.operations.history(Materializing.target(graph), page).items().size();
    }

    private static Operation latest(LiveNode node, GraphId graph) {
        return node.operations.latest(Materializing.target(graph)).orElseThrow();
    }

    /** A graph whose database does not take the commit that is written last. */
    private static GraphId stuck(LiveNode node, Trouble trouble) {
        GraphId graph = node.graph("marks", LiveNode.MARKS);
        node.mark(graph, 1);
        node.built(graph);
        assertThat(seq(node.ask(graph, PAIR))).isEqualTo(1);
        trouble.refusing.set(true);
        node.mark(graph, 2);
        node.until(
                "it is stuck",
                () -> node.projections.freshness(graph).state() == Freshness.State.FAILED);
        return graph;
    }

    @Test
    void aProjectionThatCannotFollowIsBuiltAgainOnceItsWritersRest() {
        var trouble = new Trouble();
        try (var node = LiveNode.started(root, Hooks.tap(trouble))) {
            GraphId graph = stuck(node, trouble);
            Sensor sensor = node.projections.sensor();
            assertThat(sensor.look(graph)).isEqualTo(Sensor.Look.WAITING);
            Stamp head = node.mark(graph, 3);
            assertThat(sensor.look(graph)).as("in a burst").isEqualTo(Sensor.Look.WAITING);
            assertThat(builds(node, graph)).isEqualTo(1);
            assertThat(sensor.look(graph)).isEqualTo(Sensor.Look.ASKED);
            assertThat(sensor.look(graph)).as("in flight or done").isNotEqualTo(Sensor.Look.ASKED);
            Operation build = node.ended(latest(node, graph).id());
            assertThat(build.state()).isEqualTo(State.SUCCEEDED);
            assertThat(build.origin().actor()).isEqualTo("sensor");
            CypherAnswer answer = node.ask(graph, PAIR, head);
            assertThat(answer.generation().number()).isEqualTo(2);
            assertThat(seq(answer)).isEqualTo(3);
            assertThat(sensor.look(graph)).isEqualTo(Sensor.Look.FINE);
            assertThat(builds(node, graph)).isEqualTo(2);
        }
    }

    @Test
    void P6_aGraphWhoseBuildFailsBlocksNoOtherAndIsNotBuiltAgainAtOnce() {
        var trouble = new Trouble();
        try (var node = LiveNode.started(root, Hooks.tap(trouble))) {
            GraphId failing = node.graph("failing", LiveNode.MARKS);
            node.mark(failing, 1);
            trouble.spoiling.set(true);
            assertThat(node.ended(node.materialize(failing)).state()).isEqualTo(State.FAILED);
            Sensor sensor = node.projections.sensor();
            assertThat(sensor.look(failing)).isEqualTo(Sensor.Look.WAITING);
            assertThat(sensor.look(failing)).isEqualTo(Sensor.Look.ASKED);
            assertThat(node.ended(latest(node, failing).id()).state()).isEqualTo(State.FAILED);
            assertThat(sensor.look(failing)).isEqualTo(Sensor.Look.WAITING);
            assertThat(builds(node, failing)).isEqualTo(2);

            trouble.spoiling.set(false);
            GraphId stuck = stuck(node, trouble);
            assertThat(sensor.look(stuck)).isEqualTo(Sensor.Look.WAITING);
            assertThat(sensor.look(stuck)).isEqualTo(Sensor.Look.ASKED);
            assertThat(node.ended(latest(node, stuck).id()).state()).isEqualTo(State.SUCCEEDED);
        }
    }

    @Test
    void aGenerationThatCannotBeOpenedIsBuiltAgain() throws IOException {
        GraphId graph;
        try (var node = LiveNode.started(root, Hooks.NONE)) {
            graph = node.graph("marks", LiveNode.MARKS);
            node.mark(graph, 1);
            node.built(graph);
        }
        try (var node = LiveNode.started(root, Hooks.NONE)) {
            Path file = node.file(node.active(graph).id());
            Files.write(file, new byte[4096], StandardOpenOption.WRITE);
            Sensor sensor = node.projections.sensor();
            assertThat(sensor.look(graph)).as("nobody has asked").isEqualTo(Sensor.Look.FINE);
            assertThatThrownBy(() -> node.ask(graph, PAIR)).isInstanceOf(HedgerowException.class);
            Freshness freshness = node.projections.freshness(graph);
            assertThat(freshness.state()).isEqualTo(Freshness.State.FAILED);
            assertThat(freshness.reason().orElseThrow()).contains(file.toString());

            assertThat(sensor.look(graph)).isEqualTo(Sensor.Look.WAITING);
            assertThat(sensor.look(graph)).isEqualTo(Sensor.Look.ASKED);
            assertThat(node.ended(latest(node, graph).id()).state()).isEqualTo(State.SUCCEEDED);
            assertThat(seq(node.ask(graph, PAIR))).isEqualTo(1);
            assertThat(sensor.look(graph)).isEqualTo(Sensor.Look.FINE);
        }
    }

    @Test
    void whatWasNeverBuiltOrIsFineIsLeftAlone() {
        try (var node = LiveNode.started(root, Hooks.NONE)) {
            GraphId never = node.graph("never", LiveNode.MARKS);
            GraphId fine = node.graph("fine", LiveNode.MARKS);
            node.mark(fine, 1);
            node.built(fine);
            node.mark(fine, 2);
            Sensor sensor = node.projections.sensor();
            for (int look = 0; look < 3; look++) {
                assertThat(sensor.look(never)).isEqualTo(Sensor.Look.FINE);
                assertThat(sensor.look(fine)).isEqualTo(Sensor.Look.FINE);
            }
            assertThat(builds(node, fine)).isEqualTo(1);
            assertThat(node.operations.latest(Materializing.target(never))).isEmpty();
        }
    }

    @Test
    void theSensorLooksAtEveryGraphOfTheVolumeAsAnOperation() {
        try (var node = LiveNode.started(root, Hooks.NONE)) {
            for (int number = 0; number < 3; number++) {
                node.built(node.graph("graph" + number, LiveNode.MARKS));
            }
            var look = node.projections.lookAfter(node.volume.id(), LiveNode.ORIGIN);
            Operation ended = node.ended(look);
            assertThat(ended.state()).isEqualTo(State.SUCCEEDED);
            assertThat(ended.output().orElseThrow()).contains("\"graphs\":3", "\"asked\":0");
        }
    }
}
