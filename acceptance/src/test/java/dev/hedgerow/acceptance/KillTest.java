package dev.hedgerow.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.client.Answer;
import dev.hedgerow.client.ClientException;
import dev.hedgerow.client.GraphCalls;
import dev.hedgerow.client.Hedgerow;
import dev.hedgerow.client.History;
import dev.hedgerow.client.Operation;
import dev.hedgerow.client.Query;
import dev.hedgerow.client.Written;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node that is killed again and again while it works. */
class KillTest {
    private static final int ROUNDS = 20;
    private static final int WRITERS = 4;
    private static final Set<String> LOST = Set.of("outcome_unknown", "unavailable");
    private static final Query COUNT =
            Query.of(
                            """
                            MATCH (a:Account) OPTIONAL MATCH (a)-[p:Pays]->(:Account)
                            RETURN count(DISTINCT a.code), count(p)\
                            """)
                    .within(Duration.ofSeconds(30));

    @TempDir Path folder;
    private final long seed = Long.getLong("seed", Ground.WORLD.random().nextLong());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Map<String, String> acknowledged = new TreeMap<>();
    private PackagedNode node;
    private int unacknowledged;
    private int happenedUnheard;

    @BeforeEach
    void prepare() {
        node = Ground.node(folder);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    @Timeout(300)
    void K12_killedAtTwentyRandomMomentsLosesNothingAcknowledged() throws Exception {
        System.out.println("K12 -Dseed=" + seed);
        node.start();
        Ledger ledger = Ledger.create(node);
        materialized(ledger.graph().materialize());
        for (int round = 0; round < ROUNDS; round++) {
            List<LedgerWriter> writers = killedWhileWriting(round);
            if (round % 5 == 4) {
                killedWhileStarting();
            }
            node.start();
            ledger = ledger.on(node);
            Ledger.Content found = ledger.content();
            nothingIsLost(ledger, writers, found);
            everyRetryHappensOnce(ledger, writers, found);
            cypherCatchesUp(ledger);
            System.out.printf("K12: round %d, %d commits%n", round, acknowledged.size());
        }
        System.out.printf(
                "K12: %d commits acknowledged, %d not, of which %d had happened%n",
                acknowledged.size(), unacknowledged, happenedUnheard);
        nothingNeedsRepair(ledger);
    }

    private List<LedgerWriter> killedWhileWriting(int round) throws InterruptedException {
        List<LedgerWriter> writers = LedgerWriter.start(WRITERS, node, round);
        var ended = new AtomicBoolean();
        GraphCalls graph = node.client(Duration.ZERO).graph(Ledger.NAME);
        Thread materializing =
                Ground.WORLD.threads().start("materialize", () -> materialize(graph, ended));
        Ground.WORLD.clock().sleep(Duration.ofMillis(random.nextInt(20, 1500)));
        node.kill();
        ended.set(true);
        materializing.join();
        for (LedgerWriter writer : writers) {
            writer.join();
            acknowledged.putAll(writer.acknowledged());
            ClientException why = writer.failure().orElseThrow();
            assertThat(why.code()).as(why.detail()).isIn(LOST);
        }
        return writers;
    }

    private void killedWhileStarting() {
        node.begin();
        Ground.WORLD.clock().sleep(Duration.ofMillis(random.nextInt(50, 1500)));
        node.kill();
    }

    /** Rebuilds all the time; what is refused because one is running is asked for again. */
    private static void materialize(GraphCalls graph, AtomicBoolean ended) {
        while (!ended.get()) {
            try {
                var _ = graph.materialize();
            } catch (ClientException e) {
                Ground.WORLD.clock().sleep(Duration.ofMillis(20));
            }
            Ground.WORLD.clock().sleep(Duration.ofMillis(150));
        }
    }

    private void nothingIsLost(Ledger ledger, List<LedgerWriter> writers, Ledger.Content found) {
        for (String entry : acknowledged.keySet()) {
            assertThat(found.holds(entry)).as("%s, acknowledged; seed %d", entry, seed).isTrue();
        }
        for (LedgerWriter writer : writers) {
            String entry = writer.pending().orElseThrow();
            assertThat(found.holdsAny(entry))
                    .as("half of %s; seed %d", entry, seed)
                    .isEqualTo(found.holds(entry));
        }
        Map<String, String> history = new HashMap<>();
        for (History.Commit commit : ledger.commits()) {
            String twice = history.put(commit.message(), commit.commit());
            assertThat(twice).as("%s twice; seed %d", commit.message(), seed).isNull();
        }
        assertThat(history).containsAllEntriesOf(acknowledged);
    }

    private void everyRetryHappensOnce(
            Ledger ledger, List<LedgerWriter> writers, Ledger.Content found) {
        for (LedgerWriter writer : writers) {
            String entry = writer.pending().orElseThrow();
            boolean happened = found.holds(entry);
            Written written = Ledger.write(ledger.graph(), entry);
            assertThat(written.replayed()).as("%s; seed %d", entry, seed).isEqualTo(happened);
            acknowledged.put(entry, written.commit());
            unacknowledged++;
            happenedUnheard += happened ? 1 : 0;
        }
    }

    private void cypherCatchesUp(Ledger ledger) {
        long entries = acknowledged.size();
        var truth = ledger.graph().show();
        assertThat(truth.counts())
                .as("seed %d", seed)
                .containsEntry("Account", 2 * entries)
                .containsEntry("Pays", entries);
        Answer answer = ledger.graph().query(COUNT.atLeast(truth.commit()));
        assertThat(answer.rows())
                .as("Cypher; seed %d", seed)
                .hasToString("[[%d, %d]]".formatted(2 * entries, entries));
    }

    private void materialized(Operation started) {
        Hedgerow client = node.client(Duration.ofSeconds(20));
        Operation ended = client.operations().watch(started.id(), _ -> {});
        assertThat(ended.succeeded()).as(ended.toString()).isTrue();
    }

    /** What was interrupted comes to its end by itself, and a new rebuild and a plain stop work. */
    private void nothingNeedsRepair(Ledger ledger) {
        Hedgerow client = node.client(Duration.ofSeconds(20));
        List<Operation> open = new ArrayList<>();
        Optional<String> inFlight = Optional.of("in-flight");
        open.addAll(
                client.operations()
                        .list(Optional.empty(), inFlight, Optional.of(100), Optional.empty())
                        .operations());
        System.out.println("K12: " + open.size() + " operations are taken up after the last kill");
        open.forEach(this::materialized);
        materialized(ledger.graph().materialize());
        cypherCatchesUp(ledger);
        assertThat(ledger.graph().projection().freshness().state()).isEqualTo("fresh");
        node.terminate();
        assertThat(node.ended()).as(node.logTail()).hasValue(0);
    }
}
