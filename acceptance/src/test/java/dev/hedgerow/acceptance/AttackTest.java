package dev.hedgerow.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.client.GraphCalls;
import dev.hedgerow.client.Hedgerow;
import dev.hedgerow.client.Query;
import dev.hedgerow.client.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Cypher that wants more than the graph, sent to the packaged node and its real engine. */
@Timeout(300)
class AttackTest {
    private static final String SECRET = "the-secret-of-the-host";

    @TempDir Path folder;

    @Test
    void X2_cypherReachesNoFileNoNetworkAndNoSetting() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.csv"), "a\n" + SECRET + "\n");
        Path stolen = folder.resolve("stolen.csv");
        try (PackagedNode node = Ground.node(folder)) {
            node.start();
            Hedgerow client = node.client(Duration.ofMinutes(2));
            var _ = client.graphs().create("towns", "node Town { code: String @key }");
            GraphCalls towns = client.graph("towns");
            List<Row> rows = List.of(Row.upsert("Town", Map.of("code", "A")));
            var _ = towns.mutate("main", rows, Optional.empty());
            client.operations().watch(towns.materialize().id(), _ -> {});
            for (String attack : attacks(secret, stolen)) {
                var failure = Ground.failure(() -> towns.query(Query.of(attack)));
                assertThat(failure.code()).as(attack).isIn("cypher_refused", "cypher_invalid");
                assertThat(failure.detail()).as(attack).doesNotContain(SECRET);
            }
            assertThat(stolen).doesNotExist();
            var count = towns.query(Query.of("MATCH (t:Town) RETURN count(*)"));
            assertThat(count.rows()).hasToString("[[1]]");
        }
    }

    private static List<String> attacks(Path secret, Path stolen) {
        return List.of(
                "LOAD FROM '%s' (header=true) RETURN *".formatted(secret),
                "MATCH (t:Town) WHERE EXISTS { LOAD FROM '%s' RETURN a } RETURN t"
                        .formatted(secret),
                "COPY Town FROM '%s'".formatted(secret),
                "COPY (MATCH (t:Town) RETURN t.code) TO '%s'".formatted(stolen),
                "EXPORT DATABASE '%s'".formatted(stolen),
                "IMPORT DATABASE '%s'".formatted(secret.getParent()),
                "ATTACH '%s' AS other (dbtype lbug)".formatted(secret),
                "INSTALL httpfs",
                "LOAD EXTENSION httpfs",
                "CALL threads=1",
                "CALL show_attached_databases() RETURN *",
                "MATCH (t:Town) DELETE t",
                "CREATE (:Town {code: 'B'})",
                "DROP TABLE Town",
                "CREATE MACRO m(x) AS x + 1",
                "RETURN 1; COPY (RETURN 1) TO '%s'".formatted(stolen),
                "RETURN 1 /* */ UNION LOAD FROM '%s' RETURN a".formatted(secret),
                "RETURN CAST(['1.5'], 'DECIMAL(9,2)[]')");
    }
}
