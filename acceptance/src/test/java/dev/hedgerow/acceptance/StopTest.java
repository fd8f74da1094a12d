package dev.hedgerow.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.client.GraphCalls;
import dev.hedgerow.client.Load;
import dev.hedgerow.client.Operation;
import dev.hedgerow.client.Written;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node that is told to stop. */
@Timeout(300)
class StopTest {
    private static final int ROWS = 60_000;

    @TempDir Path folder;
    private PackagedNode node;

    @BeforeEach
    void start() {
        node = Ground.node(folder);
        node.start();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void X4_aStoppedNodeFinishesWhatItAcceptedAndEndsWithZero() throws Exception {
        Ledger ledger = Ledger.create(node);
        List<LedgerWriter> writers = LedgerWriter.start(4, node, 0);
        for (LedgerWriter writer : writers) {
            writer.awaitFirst();
        }
        var accepted = new CountDownLatch(1);
        var loaded = new AtomicReference<Optional<Written>>(Optional.empty());
        Thread loading =
                Ground.WORLD.threads().start("load", () -> loaded.set(load(node, accepted)));
        assertThat(accepted.await(240, TimeUnit.SECONDS)).isTrue();
        node.terminate();
        assertThat(node.ended()).as(node.logTail()).hasValue(0);
        loading.join();
        for (LedgerWriter writer : writers) {
            writer.join();
        }
        assertThat(loaded.get()).as("the load that had been accepted").isPresent();
        assertThat(writers).allSatisfy(writer -> assertThat(writer.acknowledged()).isNotEmpty());

        node.start();
        ledger = ledger.on(node);
        Ledger.Content content = ledger.content();
        for (LedgerWriter writer : writers) {
            for (String entry : writer.acknowledged().keySet()) {
                assertThat(content.holds(entry)).as(entry).isTrue();
            }
            writer.pending()
                    .ifPresent(entry ->
                            assertThat(content.holdsAny(entry))
                                    .as("%s was accepted and not answered", entry)
                                    .isFalse());
        }
        assertThat(ledger.graph().show().counts().get("Account"))
                .isEqualTo((long) content.accounts());
        assertThat(content.accounts()).isGreaterThanOrEqualTo(ROWS);
    }

    private Optional<Written> load(PackagedNode at, CountDownLatch accepted) {
        GraphCalls graph = at.client(Duration.ZERO).graph(Ledger.NAME);
        var listener =
                new Load.Listener() {
                    @Override
                    public void sent(long bytes, long total) {}

                    @Override
                    public void working(Operation.Progress progress) {
                        accepted.countDown();
                    }
                };
        String mapping = "Account=" + csv();
        var load = new Load("main", List.of(mapping), List.of(), List.of(), "", "big-load");
        try {
            return Optional.of(graph.load(load, listener));
        } finally {
            accepted.countDown();
        }
    }

    private Path csv() {
        StringBuilder text = new StringBuilder("code,amount\n");
        for (int i = 0; i < ROWS; i++) {
            text.append("row-").append(i).append(',').append(i).append('\n');
        }
        try {
            return Files.writeString(folder.resolve("accounts.csv"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
