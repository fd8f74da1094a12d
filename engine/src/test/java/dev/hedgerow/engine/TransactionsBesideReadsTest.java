package dev.hedgerow.engine;

import static dev.hedgerow.engine.TestEngine.assertFails;
import static dev.hedgerow.engine.TestEngine.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the projection relies on when it applies commits while sessions read. */
class TransactionsBesideReadsTest {
    @TempDir Path folder;
    private EngineDatabase database;
    private Session writer;
    private Session reader;

    @BeforeEach
    void open() {
        var options = TestEngine.SMALL.withPoolBytes(256L << 20);
        database = TestEngine.ENGINE.open(folder.resolve("graph.lbug"), options);
        writer = database.session();
        reader = database.session();
        TestEngine.ring(writer, 10);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void readsSeeTheLastCommitWhileAWriteIsOpen() {
        writer.begin();
        writer.execute("MATCH (c:City {name: 'c0'}) SET c.number = 100");
        assertThat(number()).isEqualTo(0L);
        writer.commit();
        assertThat(number()).isEqualTo(100L);
    }

    @Test
    void aReadTransactionKeepsItsMomentOverCommits() {
        reader.beginReadOnly();
        assertThat(number()).isEqualTo(0L);
        for (int i = 1; i <= 20; i++) {
            writer.execute("MATCH (c:City {name: 'c0'}) SET c.number = $i", Map.of("i", i));
            writer.execute("CREATE (:City {name: $n})", Map.of("n", "new" + i));
            assertThat(number()).isEqualTo(0L);
            assertThat(rows(reader, "MATCH (c:City) RETURN count(*)"))
                    .containsExactly(List.of(10L));
        }
        reader.commit();
        assertThat(number()).isEqualTo(20L);
        assertThat(rows(reader, "MATCH (c:City) RETURN count(*)")).containsExactly(List.of(30L));
    }

    @Test
    void aReadTransactionRefusesWrites() {
        reader.beginReadOnly();
        assertThat(number()).isEqualTo(0L);
        assertFails(
                Failure.CYPHER_REFUSED,
                () -> reader.execute("MATCH (c:City {name: 'c0'}) SET c.number = 1"));
        reader.rollback();
        assertThat(number()).isEqualTo(0L);
    }

    @Test
    void aReadTransactionKeepsItsMomentHoweverLargeTheLogGrows() {
        writer.execute("CREATE NODE TABLE Page(id INT64 PRIMARY KEY, text STRING)");
        reader.beginReadOnly();
        assertThat(number()).isEqualTo(0L);
        writer.execute("MATCH (c:City {name: 'c0'}) SET c.number = 1");
        for (int round = 0; round < 8; round++) {
            var rows = new ArrayList<Map<String, Object>>();
            for (int i = 0; i < 100; i++) {
                rows.add(Map.of("id", round * 100L + i, "text", "x".repeat(30_000)));
            }
            var create = "UNWIND $rows AS r CREATE (:Page {id: r.id, text: r.text})";
            writer.execute(create, Map.of("rows", rows));
        }
        assertThat(database.logBytes()).isGreaterThan(20_000_000);
        assertThat(number()).isEqualTo(0L);
        assertThat(rows(reader, "MATCH (p:Page) RETURN count(*)")).containsExactly(List.of(0L));
        reader.commit();
        assertThat(number()).isEqualTo(1L);
        assertThat(rows(reader, "MATCH (p:Page) RETURN count(*)")).containsExactly(List.of(800L));
        database.checkpoint();
        assertThat(database.logBytes()).isZero();
        assertThat(rows(reader, "MATCH (p:Page) RETURN count(*)")).containsExactly(List.of(800L));
    }

    @Test
    void aCheckpointWaitsForReadsAndGivesUp() throws Exception {
        reader.beginReadOnly();
        assertThat(number()).isEqualTo(0L);
        writer.execute("MATCH (c:City {name: 'c0'}) SET c.number = 1");
        assertFails(Failure.UNAVAILABLE, () -> database.checkpoint());
        assertFails(Failure.UNAVAILABLE, () -> writer.execute(" checkpoint"));
        assertThat(number()).isEqualTo(0L);
        reader.commit();
        database.checkpoint();
        assertThat(number()).isEqualTo(1L);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            reader.beginReadOnly();
            var checkpoint = threads.submit(() -> database.checkpoint());
            reader.rollback();
            assertThat(checkpoint.get()).isNull();
        }
        assertThat(number()).isEqualTo(1L);
    }

    @Test
    void edgesAreMergedAndDeletedByTheirEndsAndKeys() {
        var merge =
                "MATCH (a:City {name: $a}), (b:City {name: $b})"
                        + " MERGE (a)-[r:Road]->(b) SET r.km = $km";
        for (int km : List.of(1, 2)) {
            writer.execute(merge, Map.of("a", "c0", "b", "c5", "km", km));
        }
        var find = "MATCH (:City {name: 'c0'})-[r:Road]->(:City {name: 'c5'}) RETURN r.km";
        assertThat(rows(reader, find)).containsExactly(List.of(2L));
        writer.execute(
                "MATCH (:City {name: $a})-[r:Road]->(:City {name: $b}) DELETE r",
                Map.of("a", "c0", "b", "c5"));
        assertThat(rows(reader, find)).isEmpty();
        writer.execute("MATCH (c:City {name: $n}) DETACH DELETE c", Map.of("n", "c0"));
        assertThat(rows(reader, "MATCH ()-[r:Road]->() RETURN count(*)"))
                .containsExactly(List.of(8L));
    }

    @Test
    void manyEdgesAreMergedByOneStatement() {
        var merge =
                "UNWIND $rows AS row MATCH (a:City {name: row.a}), (b:City {name: row.b})"
                        + " MERGE (a)-[r:Road]->(b) SET r.km = row.km";
        var rows = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 10; i++) {
            rows.add(Map.of("a", "c" + i, "b", "c" + (i + 1) % 10, "km", 70L + i));
            rows.add(Map.of("a", "c" + i, "b", "c" + (i + 2) % 10, "km", 90L + i));
        }
        writer.execute(merge, Map.of("rows", rows));
        writer.execute(merge, Map.of("rows", rows));
        assertThat(rows(reader, "MATCH ()-[r:Road]->() RETURN count(*), min(r.km)"))
                .containsExactly(List.of(20L, 70L));
    }

    private Object number() {
        var row = rows(reader, "MATCH (c:City {name: 'c0'}) RETURN c.number").getFirst();
        return java.util.Objects.requireNonNull(row.getFirst());
    }
}
