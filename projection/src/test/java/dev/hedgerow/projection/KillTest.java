package dev.hedgerow.projection;

import static dev.hedgerow.projection.LiveNode.PAIR;
import static dev.hedgerow.projection.LiveNode.seq;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.operations.Operation;
import dev.hedgerow.operations.State;
import dev.hedgerow.projection.KilledNode.Place;
import dev.hedgerow.projection.LiveNode.Hooks;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a node that was killed leaves behind, and what the next one makes of it. */
@Timeout(300)
class KillTest {
    private static final String EDGES = "MATCH ()-[e:Next]->() RETURN count(*), sum(e.seq)";

    @TempDir Path root;

    /** The first generation serves number 1; 2 is written behind it. */
    private GraphId prepare() {
        try (var node = LiveNode.started(root, Hooks.NONE)) {
            GraphId graph = node.graph("marks", LiveNode.MARKS);
            node.mark(graph, 1);
            assertThat(node.built(graph)).isEqualTo(1);
            node.mark(graph, 2);
            return graph;
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {"COPIED", "PINNED", "BUILT", "VALIDATED", "PROMOTED", "SWAPPED", "RETIRED"})
    void P3_killedAtEveryStepServesTheRightGenerationAtOnce(Place place) throws Exception {
        GraphId graph = prepare();
        KilledNode.run(root, graph, place);
        try (var node = new LiveNode(root, Hooks.NONE)) {
            long right = place.compareTo(Place.PROMOTED) < 0 ? 1 : 2;
            CypherAnswer answer = node.ask(graph, PAIR, node.head(graph));
            assertThat(answer.generation().number()).isEqualTo(right);
            assertThat(seq(answer)).isEqualTo(2);
            node.projections.clear(node.volume);
            assertThat(new TreeSet<>(List.of("1", "2"))).containsAll(node.folders(graph));

            node.start();
            Operation left = node.operations.latest(Materializing.target(graph)).orElseThrow();
            assertThat(node.ended(left.id()).state()).isEqualTo(State.SUCCEEDED);
            assertThat(node.active(graph).id().number()).isEqualTo(2);
            assertThat(node.folders(graph)).containsExactly("1", "2");
            assertThat(node.projections.lock(graph)).isEmpty();
            Stamp last = node.mark(graph, 3);
            CypherAnswer resumed = node.ask(graph, PAIR, last);
            assertThat(resumed.generation().number()).isEqualTo(2);
            assertThat(seq(resumed)).isEqualTo(3);
            assertThat(node.built(graph)).isEqualTo(3);
            assertThat(node.folders(graph)).containsExactly("2", "3");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"WRITING", "COMMITTING", "COMMITTED"})
    void P7_aCrashBetweenApplyingAndRecordingAppliesNeitherTwiceNorNever(Place place)
            throws Exception {
        GraphId graph = prepare();
        try (var node = new LiveNode(root, Hooks.NONE)) {
            for (long seq = 3; seq <= 5; seq++) {
                node.load(
                        graph,
                        LiveNode.row("left", seq)
                                + LiveNode.row("right", seq)
                                + """
                                {"edge": "Next", "from": "left", "to": "right", "data": {"seq": %d}}
                                """
                                        .formatted(seq));
            }
        }
        KilledNode.run(root, graph, place);
        try (var node = new LiveNode(root, Hooks.NONE)) {
            Stamp head = node.head(graph);
            CypherAnswer answer = node.ask(graph, PAIR, head);
            assertThat(answer.commit()).isEqualTo(head);
            assertThat(seq(answer)).isEqualTo(5);
            assertThat(node.ask(graph, EDGES).result().rows())
                    .singleElement()
                    .asString()
                    .isEqualTo("[3, 12]");
        }
    }
}
