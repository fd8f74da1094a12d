package dev.hedgerow.projection;

import static dev.hedgerow.projection.Gate.HELD;
import static dev.hedgerow.projection.LiveNode.PAIR;
import static dev.hedgerow.projection.LiveNode.seq;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.Failpoints;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.projection.LiveNode.Hooks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rebuilding, beside writes and queries. */
@Timeout(300)
class RebuildTest {
    @TempDir Path root;

    private final AtomicReference<Failpoints<BuildStep>> at =
            new AtomicReference<>(Failpoints.none());

    private Hooks steps() {
        return Hooks.at(step -> at.get().reached(step));
    }

    @Test
    void P1_aWriteDuringARebuildIsNotLost() {
        try (var node = LiveNode.started(root, steps())) {
            GraphId graph = node.graph("marks", LiveNode.MARKS);
            node.mark(graph, 1);
            assertThat(node.built(graph)).isEqualTo(1);
            var seen = new ArrayList<Freshness.State>();
            at.set(step -> {
                if (step == BuildStep.PINNED || step == BuildStep.BUILT) {
                    Stamp commit = node.mark(graph, step == BuildStep.PINNED ? 2 : 3);
                    assertThat(node.ask(graph, PAIR, commit).commit()).isEqualTo(commit);
                    seen.add(node.projections.freshness(graph).state());
                }
            });
            assertThat(node.built(graph)).isEqualTo(2);
            assertThat(seen)
                    .containsExactly(Freshness.State.REBUILDING, Freshness.State.REBUILDING);
            Stamp head = node.head(graph);
            CypherAnswer answer = node.ask(graph, PAIR, head);
            assertThat(answer.generation().number()).isEqualTo(2);
            assertThat(answer.commit()).isEqualTo(head);
            assertThat(seq(answer)).isEqualTo(3);
            Freshness freshness = node.projections.freshness(graph);
            assertThat(freshness.state()).isEqualTo(Freshness.State.FRESH);
            assertThat(freshness.applied()).contains(head);
        }
    }

    @Test
    void P2_aSwapUnderLoadFailsNoQueryAndMixesNoGenerations() throws Exception {
        try (var node = LiveNode.started(root, Hooks.NONE);
                ExecutorService threads = Executors.newCachedThreadPool()) {
            GraphId graph = node.graph("marks", LiveNode.MARKS);
            Map<Long, Stamp> commits = new ConcurrentHashMap<>();
            commits.put(1L, node.mark(graph, 1));
            node.built(graph);
            var done = new AtomicBoolean();
            Set<Long> generations = new ConcurrentSkipListSet<>();
            Future<Long> writer =
                    threads.submit(() -> {
                        long seq = 1;
                        while (!done.get()) {
                            commits.put(++seq, node.mark(graph, seq));
                        }
                        return seq;
                    });
            var readers = new ArrayList<Future<List<CypherAnswer>>>();
            for (int i = 0; i < 4; i++) {
                readers.add(threads.submit(reading(node, graph, done, i == 0, generations)));
            }
            try {
                for (long generation = 1; generation < 5; generation++) {
                    long serving = generation;
                    node.until("it is read", () -> generations.contains(serving));
                    node.built(graph);
                }
                node.projections.rollback(graph, "anna");
            } finally {
                done.set(true);
            }
            writer.get();
            for (Future<List<CypherAnswer>> reader : readers) {
                Stamp last = Stamp.ZERO;
                for (CypherAnswer answer : reader.get()) {
                    assertThat(answer.commit()).isEqualTo(commits.get(seq(answer)));
                    assertThat(answer.commit()).isGreaterThanOrEqualTo(last);
                    last = answer.commit();
                }
            }
            assertThat(generations).contains(1L, 2L, 3L, 4L);
            node.until(
                    "only what serves and what can be rolled back to",
                    () -> node.folders(graph).equals(new TreeSet<>(List.of("4", "5"))));
        }
    }

    /** One of the readers also wants its answers to be as new as the head when it asked. */
    private static Callable<List<CypherAnswer>> reading(
            LiveNode node,
            GraphId graph,
            AtomicBoolean done,
            boolean newest,
            Set<Long> generations) {
        return () -> {
            var answers = new ArrayList<CypherAnswer>();
            while (!done.get()) {
                CypherAnswer answer =
                        newest ? node.ask(graph, PAIR, node.head(graph)) : node.ask(graph, PAIR);
                generations.add(answer.generation().number());
                answers.add(answer);
            }
            return answers;
        };
    }

    @Test
    void P2_anOldGenerationIsRemovedWhenItsLastReaderEnds() throws Exception {
        var gate = new Gate();
        try (var node = LiveNode.started(root, Hooks.tap(gate));
                ExecutorService threads = Executors.newCachedThreadPool()) {
            GraphId graph = node.graph("marks", LiveNode.MARKS);
            Stamp first = node.mark(graph, 1);
            node.built(graph);
            Future<CypherAnswer> held = threads.submit(() -> node.ask(graph, HELD));
            gate.awaitReached();
            try {
                node.mark(graph, 2);
                node.built(graph);
                node.built(graph);
                assertThat(node.folders(graph)).contains("1", "2", "3");
                assertThat(seq(node.ask(graph, PAIR))).isEqualTo(2);
            } finally {
                gate.close();
            }
            assertThat(held.get().generation().number()).isEqualTo(1);
            assertThat(held.get().commit()).isEqualTo(first);
            assertThat(seq(held.get())).isEqualTo(1);
            node.until("it is removed", () -> !node.folders(graph).contains("1"));
            assertThat(node.folders(graph)).contains("2", "3");
        }
    }

    @Test
    void aRollbackServesThePreviousGenerationWhichGoesOnFollowing() {
        try (var node = LiveNode.started(root, Hooks.NONE)) {
            GraphId graph = node.graph("marks", LiveNode.MARKS);
            node.mark(graph, 1);
            node.built(graph);
            node.built(graph);
            Stamp written = node.mark(graph, 2);
            node.projections.rollback(graph, "anna");
            CypherAnswer answer = node.ask(graph, PAIR, written);
            assertThat(answer.generation().number()).isEqualTo(1);
            assertThat(seq(answer)).isEqualTo(2);
            node.projections.rollback(graph, "anna");
            assertThat(node.ask(graph, PAIR).generation().number()).isEqualTo(2);
        }
    }

    @Test
    void aRollbackToAGenerationThatIsStillReadLetsReadersInToItAgain() throws Exception {
        var gate = new Gate();
        try (var node = LiveNode.started(root, Hooks.tap(gate));
                ExecutorService threads = Executors.newCachedThreadPool()) {
            GraphId graph = node.graph("marks", LiveNode.MARKS);
            node.mark(graph, 1);
            node.built(graph);
            Future<CypherAnswer> held = threads.submit(() -> node.ask(graph, HELD));
            gate.awaitReached();
            try {
                node.built(graph);
                Stamp written = node.mark(graph, 2);
                node.projections.rollback(graph, "anna");
                CypherAnswer answer = node.ask(graph, PAIR, written);
                assertThat(answer.generation().number()).isEqualTo(1);
                assertThat(seq(answer)).isEqualTo(2);
            } finally {
                gate.close();
            }
            assertThat(seq(held.get())).isEqualTo(1);
            assertThat(seq(node.ask(graph, PAIR))).isEqualTo(2);
        }
    }
}
