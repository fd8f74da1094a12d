package dev.hedgerow.projection.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.engine.CypherEngine;
import dev.hedgerow.engine.EngineDatabase;
import dev.hedgerow.engine.Ladybug;
import dev.hedgerow.engine.OpenOptions;
import dev.hedgerow.engine.QueryLimits;
import dev.hedgerow.engine.Statement;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class ServedDatabaseTest {
    private static final World WORLD = World.system();
    private static final Stamp FIRST = new Stamp(1L << 16);
    private static final Stamp SECOND = new Stamp(2L << 16);
    private static final Stamp THIRD = new Stamp(3L << 16);

    @TempDir Path folder;

    /** Remembers what it has opened. */
    private static final class Remembering implements CypherEngine {
        private final CypherEngine inner =
                Ladybug.load(Path.of(System.getProperty("hedgerow.native")), WORLD);
        private @Nullable EngineDatabase last;

        @Override
        public EngineDatabase open(Path file, OpenOptions options) {
            last = inner.open(file, options);
            return last;
        }

        EngineDatabase database() {
            if (last == null) {
                throw new AssertionError("nothing was opened");
            }
            return last;
        }

        @Override
        public String format() {
            return inner.format();
        }

        @Override
        public void close() {
            inner.close();
        }
    }

    private ServedDatabase open(CypherEngine engine) {
        Path file = folder.resolve("graph.lbug");
        try (var database = engine.open(file, OpenOptions.serving());
                var session = database.session()) {
            session.execute(Marker.declaration());
            session.execute("CREATE NODE TABLE N(id INT64 PRIMARY KEY, text STRING)");
            session.execute(Marker.write(FIRST).text());
        }
        return ServedDatabase.open(engine, file, OpenOptions.serving(), WORLD.clock());
    }

    private static Statement create(long id, Object text) {
        return new Statement("CREATE (:N {id: $id, text: $text})", Map.of("id", id, "text", text));
    }

    private static ServedDatabase.Answer count(ServedDatabase database) {
        var limits = QueryLimits.interactive();
        var deadline = WORLD.clock().deadline(Duration.ofMinutes(4));
        assertThat(database.enter()).isTrue();
        try {
            return database.query("MATCH (n:N) RETURN count(*)", Map.of(), limits, deadline);
        } finally {
            database.leave();
        }
    }

    private static void requireAt(ServedDatabase database, Stamp commit, long rows) {
        ServedDatabase.Answer answer = count(database);
        assertThat(answer.commit()).isEqualTo(commit);
        assertThat(answer.result().rows()).containsExactly(List.of(rows));
    }

    @Test
    void aTransactionThatFailsLeavesNothingBehindAndTheNextOneSucceeds() {
        try (var engine = new Remembering()) {
            ServedDatabase database = open(engine);
            for (Statement wrong : List.of(create(1, "again"), create(2, new Object()))) {
                List<Statement> statements = List.of(create(1, "one"), wrong);
                assertThatThrownBy(() -> database.apply(statements, SECOND)).isNotNull();
                requireAt(database, FIRST, 0);
            }
            database.apply(List.of(create(1, "one")), THIRD);
            requireAt(database, THIRD, 1);
            database.retire(() -> {});
            var again =
                    ServedDatabase.open(
                            engine,
                            folder.resolve("graph.lbug"),
                            OpenOptions.serving(),
                            WORLD.clock());
            requireAt(again, THIRD, 1);
        }
    }

    @Test
    @Timeout(300)
    void whoWaitsForACommitEndsTheRestOfWhoAppliesIt() throws Exception {
        try (var engine = new Remembering()) {
            ServedDatabase database = open(engine);
            var resting = Thread.ofVirtual().start(() -> database.rest(Duration.ofHours(1)));
            while (resting.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            var patience = WORLD.clock().deadline(Duration.ofHours(1));
            var waiting = new FutureTask<>(() -> database.await(SECOND, patience));
            var _ = Thread.ofVirtual().start(waiting);
            resting.join();
            assertThat(waiting.isDone()).isFalse();
            database.apply(List.of(create(1, "one")), SECOND);
            assertThat(waiting.get()).isTrue();
            database.retire(() -> {});
        }
    }

    /** One transaction of all of it would not fit into the pool. */
    private static void applyInParts(
            ServedDatabase database, List<Statement> statements, Stamp commit) {
        for (int from = 0; from < statements.size(); from += 4) {
            database.apply(statements.subList(from, from + 4), commit);
        }
    }

    @Test
    void aLargeLogIsFoldedIntoTheFileAsSoonAsReadersLetIt() {
        try (var engine = new Remembering()) {
            ServedDatabase database = open(engine);
            String text = "x".repeat(1 << 20);
            List<Statement> statements =
                    LongStream.range(0, 20).mapToObj(id -> create(id, text)).toList();
            applyInParts(database, statements, SECOND);
            long before = engine.database().logBytes();
            assertThat(before).isGreaterThan(16 << 20);
            try (var reading = engine.database().session()) {
                reading.beginReadOnly();
                database.relieve();
                assertThat(engine.database().logBytes()).isEqualTo(before);
                reading.rollback();
            }
            // not at once again, since new readers wait meanwhile
            database.relieve();
            assertThat(engine.database().logBytes()).isEqualTo(before);
            database.retire(() -> {});
            var again =
                    ServedDatabase.open(
                            engine,
                            folder.resolve("graph.lbug"),
                            OpenOptions.serving(),
                            WORLD.clock());
            String change = "MATCH (n:N {id: $id}) SET n.text = $text";
            List<Statement> changes =
                    statements.stream()
                            .map(each -> new Statement(change, each.parameters()))
                            .toList();
            applyInParts(again, changes, THIRD);
            assertThat(engine.database().logBytes()).isGreaterThan(16 << 20);
            again.relieve();
            assertThat(engine.database().logBytes()).isLessThan(1 << 20);
            requireAt(again, THIRD, 20);
        }
    }
}
