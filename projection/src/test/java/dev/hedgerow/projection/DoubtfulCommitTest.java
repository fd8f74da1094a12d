package dev.hedgerow.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class DoubtfulCommitTest {
    /** A commit happens and is told as failed; what became of it cannot be read at once either. */
    private static final class Doubt implements TappedEngine.Tap {
        private final AtomicBoolean armed = new AtomicBoolean();
        private final AtomicBoolean happened = new AtomicBoolean();
        private final AtomicBoolean unread = new AtomicBoolean();

        @Override
        public void writing() {
            if (happened.get()) {
                throw failed();
            }
        }

        @Override
        public void committed() {
            if (armed.compareAndSet(true, false)) {
                happened.set(true);
                throw failed();
            }
        }

        @Override
        public void querying(String cypher) {
            boolean marker = cypher.contains("'_hedgerow'");
            if (marker && happened.get() && unread.compareAndSet(false, true)) {
                throw failed();
            }
        }

        private static HedgerowException failed() {
            return HedgerowException.of(Failure.ENGINE_FAILED, "as the test wants");
        }
    }

    @Test
    void P7_anAnswerNamesItsCommitAlsoWhenTheFateOfTheLastOneWasUnknown(@TempDir Path root) {
        var doubt = new Doubt();
        try (var node = LiveNode.started(root, LiveNode.Hooks.tap(doubt))) {
            GraphId graph = node.graph("marks", LiveNode.MARKS);
            node.mark(graph, 1);
            node.built(graph);
            node.ask(graph, LiveNode.PAIR);

            doubt.armed.set(true);
            Stamp second = node.mark(graph, 2);
            node.until("the engine has failed twice", doubt.unread::get);
            CypherAnswer answer = node.ask(graph, LiveNode.PAIR);

            assertThat(LiveNode.seq(answer)).isEqualTo(2);
            assertThat(answer.commit()).isEqualTo(second);
            doubt.happened.set(false);
            Stamp third = node.mark(graph, 3);
            assertThat(LiveNode.seq(node.ask(graph, LiveNode.PAIR, third))).isEqualTo(3);
        }
    }
}
