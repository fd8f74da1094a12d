package dev.hedgerow.projection;

import static dev.hedgerow.projection.Gate.HELD;
import static dev.hedgerow.projection.LiveNode.PAIR;
import static dev.hedgerow.projection.LiveNode.seq;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.projection.LiveNode.Hooks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an answer says of its age, and waiting for a newer one. */
@Timeout(300)
class MinCommitTest {
    @TempDir Path root;

    @Test
    void P8_minCommitWaitsOrSaysHowFarBehindItIs() throws Exception {
        var gate = new Gate();
        try (var node = LiveNode.started(root, Hooks.tap(gate));
                ExecutorService threads = Executors.newCachedThreadPool()) {
            GraphId graph = node.graph("marks", LiveNode.MARKS);
            Stamp first = node.mark(graph, 1);
            node.built(graph);
            assertThat(node.ask(graph, PAIR, first).commit()).isEqualTo(first);
            gate.arm();
            try {
                Stamp second = node.mark(graph, 2);
                gate.awaitReached();
                HedgerowException behind =
                        Site.refused(
                                Failure.BEHIND,
                                () ->
                                        node.ask(
                                                graph,
                                                PAIR,
                                                Optional.of(second),
                                                Duration.ofMillis(200)));
                assertThat(behind.context())
                        .containsEntry("applied", first.toString())
                        .containsEntry("wanted", second.toString());
                Freshness freshness = node.projections.freshness(graph);
                assertThat(freshness.state()).isEqualTo(Freshness.State.BEHIND);
                assertThat(freshness.behind()).isEqualTo(1);
                assertThat(freshness.applied()).contains(first);
                Future<CypherAnswer> waiting = threads.submit(() -> node.ask(graph, PAIR, second));
                CypherAnswer old = node.ask(graph, PAIR);
                assertThat(old.commit()).isEqualTo(first);
                assertThat(seq(old)).isEqualTo(1);
                gate.close();
                assertThat(waiting.get().commit()).isEqualTo(second);
                assertThat(seq(waiting.get())).isEqualTo(2);
            } finally {
                gate.close();
            }
        }
    }

    @Test
    void P8_anAnswerNamesTheCommitItBeganAtWhateverIsAppliedMeanwhile() throws Exception {
        var gate = new Gate();
        try (var node = LiveNode.started(root, Hooks.tap(gate));
                ExecutorService threads = Executors.newCachedThreadPool()) {
            GraphId graph = node.graph("marks", LiveNode.MARKS);
            Stamp first = node.mark(graph, 1);
            node.built(graph);
            Future<CypherAnswer> held = threads.submit(() -> node.ask(graph, HELD));
            gate.awaitReached();
            try {
                Stamp second = node.mark(graph, 2);
                CypherAnswer answer = node.ask(graph, PAIR, second);
                assertThat(answer.commit()).isEqualTo(second);
                assertThat(seq(answer)).isEqualTo(2);
            } finally {
                gate.close();
            }
            assertThat(held.get().commit()).isEqualTo(first);
            assertThat(seq(held.get())).isEqualTo(1);
        }
    }

    @Test
    void P8_aWaitGoesOnWithTheGenerationThatTakesOver() throws Exception {
        var gate = new Gate();
        try (var node = LiveNode.started(root, Hooks.tap(gate));
                ExecutorService threads = Executors.newCachedThreadPool()) {
            GraphId graph = node.graph("marks", LiveNode.MARKS);
            node.mark(graph, 1);
            node.built(graph);
            node.ask(graph, PAIR);
            gate.arm();
            try {
                Stamp second = node.mark(graph, 2);
                gate.awaitReached();
                Future<CypherAnswer> waiting = threads.submit(() -> node.ask(graph, PAIR, second));
                Future<Long> building = threads.submit(() -> node.built(graph));
                node.until("it is promoted", () -> node.active(graph).id().number() == 2);
                gate.close();
                building.get();
                assertThat(seq(waiting.get())).isEqualTo(2);
                assertThat(node.ask(graph, PAIR).generation().number()).isEqualTo(2);
            } finally {
                gate.close();
            }
        }
    }
}
