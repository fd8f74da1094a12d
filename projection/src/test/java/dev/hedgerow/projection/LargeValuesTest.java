package dev.hedgerow.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.engine.Statement;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.projection.LiveNode.Hooks;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commits whose values are too large for the engine to take them all at a time. */
@Timeout(300)
class LargeValuesTest {
    private static final String PAGES = "node Page { name: String @key text: String }";
    private static final int COMMITS = 40;

    @TempDir Path root;

    /** Holds the follower back, and takes only few rows at a time. */
    private static final class SmallEngine implements TappedEngine.Tap {
        final CountDownLatch open = new CountDownLatch(1);
        final AtomicInteger refused = new AtomicInteger();
        volatile boolean armed;

        @Override
        public void writing() {
            try {
                if (armed) {
                    open.await();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void writing(List<Statement> statements) {
            if (armed && statements.stream().mapToInt(SmallEngine::rows).sum() > 4) {
                refused.incrementAndGet();
                throw HedgerowException.of(Failure.LIMIT_EXCEEDED);
            }
        }

        private static int rows(Statement statement) {
            return statement.parameters().get("rows") instanceof List<?> rows ? rows.size() : 1;
        }
    }

    private static Stamp write(LiveNode node, GraphId graph, String name, int bytes) {
        return node.load(
                graph,
                """
                {"type": "Page", "data": {"name": "%s", "text": "%s"}}
                """
                        .formatted(name, "x".repeat(bytes)));
    }

    @Test
    void fewerCommitsAreFoldedWhenTheEngineCannotTakeThemTogether() {
        var engine = new SmallEngine();
        try (var node = LiveNode.started(root, Hooks.tap(engine))) {
            GraphId graph = node.graph("pages", PAGES);
            write(node, graph, "first", 1);
            node.built(graph);
            var _ = node.ask(graph, "MATCH (p:Page) RETURN count(*)");
            engine.armed = true;
            Stamp last = Stamp.ZERO;
            for (int i = 0; i < COMMITS; i++) {
                last = write(node, graph, "p" + i, 500_000);
            }
            engine.open.countDown();

            CypherAnswer answer =
                    node.ask(graph, "MATCH (p:Page) RETURN count(*), max(size(p.text))", last);

            assertThat(answer.result().rows().getFirst()).containsExactly(COMMITS + 1L, 500_000L);
            assertThat(engine.refused).hasPositiveValue();
            assertThat(node.active(graph).id().number()).isEqualTo(1);
            assertThat(node.projections.freshness(graph).state()).isEqualTo(Freshness.State.FRESH);
        }
    }
}
