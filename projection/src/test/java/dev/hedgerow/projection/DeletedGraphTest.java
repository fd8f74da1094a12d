package dev.hedgerow.projection;

import static dev.hedgerow.projection.LiveNode.PAIR;
import static dev.hedgerow.projection.LiveNode.seq;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.projection.LiveNode.Hooks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A graph that goes while it is asked. */
@Timeout(300)
class DeletedGraphTest {
    private static final int READERS = 4;

    @TempDir Path root;

    @Test
    void queriesOfADeletedGraphEndWithAnAnswerOrWithThatItIsGone() throws Exception {
        try (var node = LiveNode.started(root, Hooks.NONE);
                ExecutorService threads = Executors.newCachedThreadPool()) {
            GraphId graph = node.graph("marks", LiveNode.MARKS);
            node.mark(graph, 1);
            node.built(graph);
            var answers = new AtomicLong();
            var readers = new ArrayList<Future<Failure>>();
            for (int i = 0; i < READERS; i++) {
                readers.add(
                        threads.submit(() -> {
                            try {
                                while (true) {
                                    assertThat(seq(node.ask(graph, PAIR))).isEqualTo(1);
                                    answers.incrementAndGet();
                                }
                            } catch (HedgerowException e) {
                                return e.failure();
                            }
                        }));
            }
            node.until("queries run", () -> answers.get() > 20);
            Path folder = node.fleet.folder(node.fleet.locate(graph));
            node.store.transact(tx -> {
                node.graphs.delete(tx, graph);
                node.fleet.deallocate(tx, graph);
                return graph;
            });
            node.projections.forget(graph);
            node.fleet.clear(graph);
            node.graphs.sweep(graph);
            Set<Failure> gone =
                    EnumSet.of(
                            Failure.GRAPH_NOT_FOUND,
                            Failure.PROJECTION_NOT_FOUND,
                            Failure.PLACEMENT_NOT_FOUND);
            for (Future<Failure> reader : readers) {
                assertThat(reader.get()).isIn(gone);
            }
            assertThat(Files.exists(folder)).isFalse();
            Site.refused(Failure.PROJECTION_NOT_FOUND, () -> node.ask(graph, PAIR));
        }
    }
}
