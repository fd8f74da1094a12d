package dev.hedgerow.engine;

import static dev.hedgerow.engine.TestEngine.ENGINE;
import static dev.hedgerow.engine.TestEngine.LIMITS;
import static dev.hedgerow.engine.TestEngine.SMALL;
import static dev.hedgerow.engine.TestEngine.assertFails;
import static dev.hedgerow.engine.TestEngine.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    private static final String ENDLESS =
            "UNWIND range(1, 3000) AS a UNWIND range(1, 3000) AS b UNWIND range(1, 3000) AS c"
                    + " WITH a, b, c WHERE a * b = c + 1 RETURN sum(a + b * c)";

    @TempDir Path folder;

    @Test
    void whatIsWrittenIsThereAfterReopening() {
        try (var database = TestEngine.open(folder)) {
            TestEngine.ring(database.session(), 5);
        }
        try (var database = TestEngine.open(folder);
                var session = database.session()) {
            assertThat(rows(session, "MATCH (:City)-[r:Road]->() RETURN count(*)"))
                    .containsExactly(List.of(5L));
        }
    }

    @Test
    void aFileIsOpenedOnceAtATimeWhateverItsName() throws Exception {
        var link = folder.resolve("link");
        Files.createSymbolicLink(link, folder);
        try (var database = TestEngine.open(folder)) {
            assertThat(database.file()).isEqualTo(folder.toRealPath().resolve("graph.lbug"));
            assertFails(Failure.LOCKED, () -> TestEngine.open(folder));
            assertFails(Failure.LOCKED, () -> TestEngine.open(link));
            assertFails(
                    Failure.LOCKED,
                    () -> ENGINE.open(folder.resolve("graph.lbug"), SMALL.withReadOnly(true)));
        }
        TestEngine.open(folder).close();
    }

    @Test
    void oneOfManyOpenersAtOnceWins() throws Exception {
        var outcomes = new ArrayList<Future<Boolean>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                outcomes.add(
                        threads.submit(() -> {
                            try {
                                var _ = TestEngine.open(folder);
                                return true;
                            } catch (HedgerowException e) {
                                assertThat(e.failure()).isEqualTo(Failure.LOCKED);
                                return false;
                            }
                        }));
            }
        }
        assertThat(outcomes).filteredOn(Future::resultNow).hasSize(1);
    }

    @Test
    void aFileThatIsNoDatabaseIsTold() throws Exception {
        Files.writeString(folder.resolve("graph.lbug"), "KUZU is not what this is".repeat(1000));
        assertFails(Failure.CORRUPT, () -> TestEngine.open(folder));
        assertFails(Failure.CORRUPT, () -> TestEngine.open(folder));
        assertFails(
                Failure.INPUT_OUTPUT, () -> ENGINE.open(folder.resolve("no/graph.lbug"), SMALL));
    }

    @Test
    void aReadOnlyDatabaseRefusesWrites() {
        try (var database = TestEngine.open(folder)) {
            TestEngine.ring(database.session(), 3);
        }
        var options = SMALL.withReadOnly(true);
        try (var database = ENGINE.open(folder.resolve("graph.lbug"), options);
                var session = database.session()) {
            assertFails(
                    Failure.CYPHER_REFUSED, () -> session.execute("CREATE (:City {name: 'x'})"));
            assertThat(rows(session, "MATCH (n) RETURN count(*)")).containsExactly(List.of(3L));
        }
    }

    @Test
    void closedThingsRefuseCallsAndMayBeClosedAgain() {
        var database = TestEngine.open(folder);
        var session = database.session();
        var other = database.session();
        session.close();
        session.close();
        session.interrupt();
        assertFails(Failure.WRONG_STATE, () -> rows(session, "RETURN 1"));
        assertFails(Failure.WRONG_STATE, () -> session.execute("CHECKPOINT"));
        assertThat(rows(other, "RETURN 1")).hasSize(1);
        database.close();
        database.close();
        other.close();
        assertFails(Failure.WRONG_STATE, () -> rows(other, "RETURN 1"));
        assertFails(Failure.WRONG_STATE, database::session);
        assertFails(Failure.WRONG_STATE, database::checkpoint);
    }

    @Test
    void closingStopsWhatRunsAndRollsBackWhatIsOpen() throws Exception {
        var database = TestEngine.open(folder);
        var writer = database.session();
        TestEngine.ring(writer, 3);
        writer.begin();
        writer.execute("MATCH (c:City) SET c.number = 99");
        var outcomes = new ArrayList<Future<Failure>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 3; i++) {
                var session = database.session();
                outcomes.add(
                        threads.submit(
                                failureOf(() ->
                                        session.query(
                                                ENDLESS,
                                                Map.of(),
                                                LIMITS.withTimeout(Duration.ofHours(1))))));
            }
            outcomes.add(
                    threads.submit(
                            failureOf(() -> {
                                while (true) {
                                    try (var session = database.session()) {
                                        assertThat(rows(session, "RETURN 1")).hasSize(1);
                                    }
                                }
                            })));
            database.close();
        }
        assertThat(outcomes)
                .extracting(Future::resultNow)
                .allMatch(f -> f == Failure.CANCELLED || f == Failure.WRONG_STATE);
        try (var again = TestEngine.open(folder)) {
            assertThat(rows(again.session(), "MATCH (c:City) RETURN max(c.number)"))
                    .containsExactly(List.of(2L));
        }
    }

    @Test
    void twoHundredDatabasesOpenAndClose() {
        var open = new ArrayList<EngineDatabase>();
        for (int i = 0; i < 200; i++) {
            var database = ENGINE.open(folder.resolve(i + ".lbug"), SMALL);
            open.add(database);
            var session = database.session();
            session.execute("CREATE NODE TABLE T(id INT64 PRIMARY KEY)");
            session.execute("CREATE (:T {id: $i})", Map.of("i", i));
        }
        for (int i = 0; i < 200; i++) {
            try (var session = open.get(i).session()) {
                assertThat(rows(session, "MATCH (t:T) RETURN t.id"))
                        .containsExactly(List.of((long) i));
            }
        }
        open.forEach(EngineDatabase::close);
        try (var database = ENGINE.open(folder.resolve("199.lbug"), SMALL)) {
            assertThat(rows(database.session(), "MATCH (t:T) RETURN t.id"))
                    .containsExactly(List.of(199L));
        }
    }

    @Test
    void anEngineClosesItsDatabases() {
        var engine = Ladybug.load(Path.of(System.getProperty("hedgerow.native")), World.system());
        var database = engine.open(folder.resolve("graph.lbug"), SMALL);
        engine.close();
        assertFails(Failure.WRONG_STATE, database::session);
        assertFails(Failure.WRONG_STATE, () -> engine.open(folder.resolve("graph.lbug"), SMALL));
        TestEngine.open(folder).close();
    }

    @Test
    void theNativeFolderIsChecked() {
        assertFails(
                        Failure.INVALID_CONFIGURATION,
                        () -> Ladybug.load(folder.resolve("nowhere"), World.system()))
                .hasMessageContaining("hedgerow.native");
        assertFails(Failure.INVALID_CONFIGURATION, () -> Ladybug.load(folder, World.system()));
    }

    @Test
    void optionsOutsideTheirRangesAreRefused() {
        assertThatThrownBy(() -> SMALL.withMaxBytes(0)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> SMALL.withMaxBytes(3L << 30)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> SMALL.withThreads(0)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> SMALL.withPoolBytes(1)).isInstanceOf(RuntimeException.class);
    }

    private static Callable<Failure> failureOf(Callable<?> body) {
        return () -> {
            try {
                throw new AssertionError("it returned " + body.call());
            } catch (HedgerowException e) {
                return e.failure();
            }
        };
    }
}
