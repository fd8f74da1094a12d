package dev.hedgerow.engine;

import static dev.hedgerow.engine.TestEngine.LIMITS;
import static dev.hedgerow.engine.TestEngine.assertFails;
import static dev.hedgerow.engine.TestEngine.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.kernel.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionTest {
    /** Runs for hours unless it is stopped. */
    private static final String ENDLESS =
            "UNWIND range(1, 3000) AS a UNWIND range(1, 3000) AS b UNWIND range(1, 3000) AS c"
                    + " WITH a, b, c WHERE a * b = c + 1 RETURN sum(a + b * c)";

    private static final QueryLimits PATIENT = LIMITS.withTimeout(Duration.ofHours(1));

    @TempDir Path folder;
    private EngineDatabase database;
    private Session session;

    @BeforeEach
    void open() {
        database = TestEngine.open(folder);
        session = database.session();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void mistakesAreToldWithoutTheLibrarysJargon() {
        assertFails(Failure.CYPHER_INVALID, () -> rows(session, "RETRUN 1"))
                .hasMessageContaining("RETRUN")
                .hasMessageNotContaining("exception")
                .hasMessageNotContaining("\n");
        assertFails(Failure.CYPHER_INVALID, () -> rows(session, "MATCH (n:Nope) RETURN n"))
                .hasMessageContaining("Nope");
        assertFails(Failure.CYPHER_INVALID, () -> rows(session, "RETURN 1 / 0"));
        assertFails(Failure.CYPHER_INVALID, () -> rows(session, "RETURN date('x')"));
        assertFails(Failure.CYPHER_INVALID, () -> rows(session, ""));
        assertFails(Failure.CYPHER_INVALID, () -> rows(session, " ;"));
        assertFails(Failure.CYPHER_INVALID, () -> rows(session, "RETURN 1\0"));
        assertFails(Failure.CYPHER_INVALID, () -> rows(session, "RETURN 1; RETURN 2"));
        assertThat(rows(session, "RETURN 1")).containsExactly(List.of(1L));
    }

    @Test
    void aLaterStatementOfATextMayFail() {
        assertFails(
                Failure.CYPHER_INVALID,
                () -> session.execute("CREATE NODE TABLE T(id INT64 PRIMARY KEY); RETURN nope"));
        assertThat(rows(session, "MATCH (n:T) RETURN n")).isEmpty();
    }

    @Test
    void duplicateKeysAndMissingEndsAreRefused() {
        TestEngine.ring(session, 3);
        assertFails(
                Failure.CYPHER_INVALID,
                () -> session.execute("CREATE (:City {name: $n})", Map.of("n", "c1")));
        assertFails(Failure.CYPHER_INVALID, () -> session.execute("CREATE (:City {number: 1})"));
        assertThat(rows(session, "MATCH (n:City) RETURN count(*)")).containsExactly(List.of(3L));
    }

    @Test
    void resultsAreCutAtTheirLimits() {
        var byRows = query("UNWIND range(1, 1000) AS i RETURN i", LIMITS.withMaxRows(300));
        assertThat(byRows.rows()).hasSize(300);
        assertThat(byRows.truncated()).isTrue();
        var exact = query("UNWIND range(1, 1000) AS i RETURN i", LIMITS.withMaxRows(1000));
        assertThat(exact.rows()).hasSize(1000);
        assertThat(exact.truncated()).isFalse();
        var byBytes =
                query(
                        "UNWIND range(1, 1000) AS i RETURN repeat('x', 1000)",
                        LIMITS.withMaxBytes(100_000));
        assertThat(byBytes.rows()).hasSizeBetween(50, 100);
        assertThat(byBytes.truncated()).isTrue();
        assertFails(
                Failure.LIMIT_EXCEEDED,
                () -> query("RETURN range(1, 100000)", LIMITS.withMaxBytes(100_000)));
    }

    @Test
    void aQueryThatNeedsMoreMemoryThanThePoolFails() {
        assertFails(
                Failure.LIMIT_EXCEEDED,
                () ->
                        query(
                                "UNWIND range(1, 2000000) AS i"
                                        + " RETURN DISTINCT string(i) + repeat('x', 100)",
                                PATIENT));
        assertThat(rows(session, "RETURN 1")).containsExactly(List.of(1L));
    }

    @Test
    void aQueryEndsAtItsTimeout() {
        var limits = LIMITS.withTimeout(Duration.ofMillis(200));
        long began = System.nanoTime();
        assertFails(Failure.DEADLINE_EXCEEDED, () -> query(ENDLESS, limits));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        assertThat(rows(session, "RETURN 1")).containsExactly(List.of(1L));
    }

    @Test
    void anInterruptedQueryIsCancelled() throws Exception {
        var running = start(() -> query(ENDLESS, PATIENT));
        while (running.state() == Future.State.RUNNING) {
            session.interrupt();
            Thread.onSpinWait();
        }
        assertFails(Failure.CANCELLED, () -> result(running));
        session.interrupt();
        assertThat(rows(session, "RETURN 1")).containsExactly(List.of(1L));
    }

    @Test
    void anInterruptedThreadStopsWaiting() {
        var waiting = new FutureTask<>(() -> query(ENDLESS, PATIENT));
        var caller = Thread.ofVirtual().start(waiting);
        awaitWaiting(caller);
        caller.interrupt();
        assertFails(Failure.CANCELLED, () -> result(waiting));
    }

    @Test
    void oneSessionRunsOneCallAtATime() {
        var running = new FutureTask<>(() -> query(ENDLESS, PATIENT));
        awaitWaiting(Thread.ofVirtual().start(running));
        assertFails(Failure.WRONG_STATE, () -> session.begin());
        session.interrupt();
        assertFails(Failure.CANCELLED, () -> result(running));
    }

    @Test
    void manySessionsOfOneDatabaseQueryAtOnce() throws Exception {
        TestEngine.ring(session, 200);
        var tasks = new ArrayList<Future<Long>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 16; i++) {
                int start = i;
                tasks.add(threads.submit(() -> walk(start)));
            }
            for (var task : tasks) {
                assertThat(task.get()).isEqualTo(50);
            }
        }
    }

    private long walk(int start) {
        try (var own = database.session()) {
            for (int i = 0; i < 50; i++) {
                var found =
                        own.query(
                                "MATCH (a:City {number: $n})-[:Road*2..2]->(b) RETURN b.number",
                                Map.of("n", (start + i) % 200),
                                LIMITS);
                assertThat(found.rows()).containsExactly(List.of((start + i + 2) % 200L));
            }
            return 50;
        }
    }

    @Test
    void transactionsTakeEffectWholeOrNot() {
        TestEngine.ring(session, 3);
        session.begin();
        session.execute("MATCH (c:City {name: $n}) SET c.number = 10", Map.of("n", "c0"));
        session.commit();
        session.begin();
        session.execute("MATCH (c:City {name: $n}) SET c.number = 20", Map.of("n", "c0"));
        session.rollback();
        session.rollback();
        assertThat(numbers()).containsExactly(List.of(10L), List.of(1L), List.of(2L));
        var set = "MATCH (c:City {name: $n}) SET c.number = $v";
        session.transact(
                List.of(
                        new Statement(set, Map.of("n", "c0", "v", 30)),
                        new Statement(set, Map.of("n", "c1", "v", 31))));
        assertFails(
                Failure.CYPHER_INVALID,
                () ->
                        session.transact(
                                List.of(
                                        new Statement(set, Map.of("n", "c0", "v", 40)),
                                        new Statement("CREATE (:City {name: 'c1'})"))));
        assertThat(numbers()).containsExactly(List.of(30L), List.of(31L), List.of(2L));
    }

    @Test
    void statementsThatAreHandedOverWithTheBeginTakeEffectWithTheCommit() {
        TestEngine.ring(session, 3);
        var set = "MATCH (c:City {name: $n}) SET c.number = $v";
        var change = new Statement(set, Map.of("n", "c0", "v", 30));
        session.begin(List.of(change));
        try (var other = database.session()) {
            assertThat(rows(other, "MATCH (c:City {name: 'c0'}) RETURN c.number"))
                    .containsExactly(List.of(0L));
        }
        session.commit();
        assertThat(numbers()).containsExactly(List.of(30L), List.of(1L), List.of(2L));
        var taken = new Statement("CREATE (:City {name: 'c1'})", Map.of());
        var again = new Statement(set, Map.of("n", "c0", "v", 40));
        assertFails(Failure.CYPHER_INVALID, () -> session.begin(List.of(again, taken)));
        session.rollback();
        assertThat(numbers()).containsExactly(List.of(30L), List.of(1L), List.of(2L));
        assertThatThrownBy(() -> session.begin(List.of(new Statement("CHECKPOINT", Map.of()))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void afterAFailureATransactionTakesNothingMoreUntilItIsRolledBack() {
        TestEngine.ring(session, 3);
        session.begin();
        session.execute("CREATE (:City {name: 'x'})");
        assertFails(Failure.CYPHER_INVALID, () -> session.execute("CREATE (:City {name: 'c1'})"));
        assertFails(Failure.WRONG_STATE, () -> session.execute("CREATE (:City {name: 'y'})"));
        assertFails(
                Failure.WRONG_STATE,
                () -> session.execute("CREATE (:City {name: $n})", Map.of("n", "y")));
        assertFails(Failure.WRONG_STATE, () -> rows(session, "RETURN 1"));
        assertFails(Failure.WRONG_STATE, () -> session.commit());
        session.rollback();
        assertThat(rows(session, "MATCH (c:City) RETURN count(*)")).containsExactly(List.of(3L));
        assertFails(Failure.WRONG_STATE, () -> session.commit());
    }

    @Test
    void aSecondWriterIsRefusedAtOnce() {
        TestEngine.ring(session, 3);
        try (var other = database.session()) {
            session.begin();
            session.execute("MATCH (c:City {name: 'c0'}) SET c.number = 10");
            assertFails(Failure.LOCKED, () -> other.execute("MATCH (c:City) SET c.number = 0"));
            session.commit();
            other.execute("MATCH (c:City) SET c.number = 0");
        }
    }

    @Test
    void preparedStatementsOutliveChangesOfTheSchema() {
        TestEngine.ring(session, 3);
        var text = "MATCH (c:City {name: $n}) RETURN c";
        assertThat(session.query(text, Map.of("n", "c0"), LIMITS).rows()).hasSize(1);
        try (var other = database.session()) {
            other.execute("ALTER TABLE City ADD mayor STRING DEFAULT 'nobody'");
            other.execute("CREATE ART INDEX city_key FOR (c:City) ON (c.name)");
        }
        var after = session.query(text, Map.of("n", "c0"), LIMITS).rows().getFirst().getFirst();
        assertThat(after)
                .isInstanceOfSatisfying(
                        NodeValue.class,
                        node -> assertThat(node.properties()).containsEntry("mayor", "nobody"));
    }

    @Test
    void manyDifferentTextsAreNoBurden() {
        for (int i = 0; i < 2500; i++) {
            assertThat(rows(session, "RETURN " + i)).containsExactly(List.of((long) i));
        }
    }

    @Test
    void aFreshlyBuiltTableComesFromParquetWithAnIndexOnItsKey() throws Exception {
        var file = folder.resolve("city.parquet");
        session.execute(
                "COPY (UNWIND range(0, 999) AS i RETURN 'c' + string(i) AS name, i AS number) TO '"
                        + file
                        + "'");
        var roads = folder.resolve("road.parquet");
        session.execute(
                "COPY (UNWIND range(0, 999) AS i RETURN 'c' + string(i) AS a,"
                        + " 'c' + string((i + 1) % 1000) AS b, i AS km) TO '"
                        + roads
                        + "'");
        assertThat(Files.size(file)).isPositive();
        session.execute("CREATE NODE TABLE City(name STRING PRIMARY KEY, number INT64)");
        session.execute("CREATE REL TABLE Road(FROM City TO City, km INT64)");
        session.execute("COPY City FROM '" + file + "'");
        session.execute("COPY Road FROM '" + roads + "'");
        session.execute("CREATE ART INDEX city_key FOR (c:City) ON (c.name)");
        database.checkpoint();
        var found =
                session.query(
                        "MATCH (a:City {name: $n})-[r:Road]->(b) RETURN b.name, r.km",
                        Map.of("n", "c999"),
                        LIMITS);
        assertThat(found.rows()).containsExactly(List.of("c0", 999L));
    }

    @Test
    void rowsOfMapsWriteManyAtOnce() {
        TestEngine.ring(session, 3);
        var rows = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 2000; i++) {
            rows.add(Map.of("name", "n" + i, "number", (long) i));
        }
        session.execute(
                "UNWIND $rows AS r CREATE (:City {name: r.name, number: r.number})",
                Map.of("rows", rows));
        session.execute(
                "UNWIND $rows AS r MATCH (c:City {name: r.name}) SET c.number = r.number + 1",
                Map.of("rows", rows));
        assertThat(rows(session, "MATCH (c:City) RETURN count(*), sum(c.number)").getFirst())
                .first()
                .isEqualTo(2003L);
    }

    private List<List<Object>> numbers() {
        var all = new ArrayList<List<Object>>();
        for (var row : rows(session, "MATCH (c:City) RETURN c.number ORDER BY c.name")) {
            all.add(List.copyOf(row));
        }
        return all;
    }

    private QueryResult query(String cypher, QueryLimits limits) {
        return session.query(cypher, Map.of(), limits);
    }

    /** Returns when the thread has handed its call over and waits for it. */
    private static void awaitWaiting(Thread caller) {
        while (caller.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }

    private static <T> FutureTask<T> start(Callable<T> body) throws InterruptedException {
        var started = new CountDownLatch(1);
        var task =
                new FutureTask<>(() -> {
                    started.countDown();
                    return body.call();
                });
        Thread.ofVirtual().start(task);
        started.await();
        return task;
    }

    private static <T> T result(FutureTask<T> task) throws Throwable {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }
}
