package dev.hedgerow.acceptance;

import dev.hedgerow.client.ClientException;
import dev.hedgerow.client.GraphCalls;
import dev.hedgerow.client.Written;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Writes entries one after another until a write is not acknowledged; repeats nothing. */
final class LedgerWriter {
    private final GraphCalls graph;
    private final String name;
    private final Map<String, String> acknowledged = new LinkedHashMap<>();
    private Optional<String> pending = Optional.empty();
    private Optional<ClientException> failure = Optional.empty();
    private final CountDownLatch first = new CountDownLatch(1);
    private final Thread thread;

    private LedgerWriter(GraphCalls graph, String name) {
        this.graph = graph;
        this.name = name;
        this.thread = Ground.WORLD.threads().start(name, this::write);
    }

    /** Starts writers whose entries carry the number of the round. */
    static List<LedgerWriter> start(int count, PackagedNode node, int round) {
        List<LedgerWriter> writers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            GraphCalls graph = node.client(Duration.ZERO).graph(Ledger.NAME);
            writers.add(new LedgerWriter(graph, "r%02d-w%d".formatted(round, i)));
        }
        return writers;
    }

    private void write() {
        for (int i = 0; failure.isEmpty(); i++) {
            String entry = "%s-%04d".formatted(name, i);
            try {
                Written written = Ledger.write(graph, entry);
                acknowledged.put(entry, written.commit());
                first.countDown();
            } catch (ClientException e) {
                pending = Optional.of(entry);
                failure = Optional.of(e);
                first.countDown();
            }
        }
    }

    /** Waits until its first entry is acknowledged, or fails. */
    void awaitFirst() throws InterruptedException {
        first.await();
    }

    void join() throws InterruptedException {
        thread.join();
    }

    /** The acknowledged entries and their commits; to be read after it has ended. */
    Map<String, String> acknowledged() {
        return acknowledged;
    }

    /** The entry that was not acknowledged. */
    Optional<String> pending() {
        return pending;
    }

    /** Why the last write was not acknowledged. */
    Optional<ClientException> failure() {
        return failure;
    }
}
