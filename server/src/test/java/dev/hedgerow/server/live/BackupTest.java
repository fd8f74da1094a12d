package dev.hedgerow.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.server.node.Restored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A backup of a running node, and the node that is made of it. */
@Timeout(300)
class BackupTest {
    @TempDir Path folder;

    @Test
    void aRestoredNodeHasWhatWasThereAndBuildsItsGenerationsAgain() throws IOException {
        Path copy = folder.resolve("copy");
        String head;
        String secret;
        try (var server = new LiveServer(folder.resolve("first"))) {
            server.towns("towns");
            server.towns("plain");
            server.materialized("towns");
            secret = server.post("/v1/tokens", Map.of("name", "agent")).text("token");
            head = server.get("/v1/graphs/towns").text("commit");
            var made = server.post("/v1/backup", Map.of("folder", copy.toString()));
            assertThat(made.status()).as(made.body()).isEqualTo(201);
            var row = Map.of("type", "Town", "data", Map.of("code", "LATER"));
            server.post("/v1/graphs/towns/mutate", Map.of("ops", List.of(row)));
            var again = server.post("/v1/backup", Map.of("folder", copy.toString()));
            assertThat(again.code()).isEqualTo("already_exists");
        }

        Path second = folder.resolve("second");
        var restored = Restored.restore(copy, second.resolve("data"));

        assertThat(restored.bytes()).isPositive();
        try (var server = new LiveServer(second)) {
            assertThat(server.get("/v1/graphs/towns").text("commit")).isEqualTo(head);
            assertThat(server.get("/v1/graphs/towns/nodes/Town/LATER").status()).isEqualTo(404);
            assertThat(server.ask(secret, "GET", "/v1/graphs", null).status()).isEqualTo(200);
            String build =
                    server.get("/v1/operations?graph=towns")
                            .json()
                            .at("/operations/0/id")
                            .asString();
            assertThat(server.ended(build).get("state").asString()).isEqualTo("succeeded");
            var query = Map.of("cypher", "MATCH (t:Town) RETURN count(*)");
            var answer = server.post("/v1/graphs/towns/query", query);
            assertThat(answer.json().at("/rows/0/0").asInt()).isEqualTo(2);
            assertThat(server.get("/v1/graphs/plain").json().at("/freshness/state").asString())
                    .isEqualTo("absent");
            assertThat(Files.exists(server.data().resolve("restored"))).isFalse();
        }
        try (var server = new LiveServer(second)) {
            var query = Map.of("cypher", "MATCH (t:Town) RETURN count(*)");
            assertThat(server.post("/v1/graphs/towns/query", query).status()).isEqualTo(200);
        }
    }

    @Test
    void aBackupIsRestoredOnlyWholeAndOnlyIntoAnEmptyFolder() throws IOException {
        Path copy = folder.resolve("copy");
        try (var server = new LiveServer(folder.resolve("first"))) {
            server.towns("towns");
            server.post("/v1/backup", Map.of("folder", copy.toString()));
        }
        Path full = Files.createDirectories(folder.resolve("full"));
        Files.writeString(full.resolve("mine"), "x");

        assertThatThrownBy(() -> Restored.restore(copy, full)).hasMessageContaining("not empty");
        assertThatThrownBy(() -> Restored.restore(full, folder.resolve("new")))
                .hasMessageContaining("no completed backup");
        Path broken;
        try (var files = Files.walk(copy)) {
            broken =
                    files.filter(file -> file.toString().endsWith(".sst"))
                            .findFirst()
                            .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(broken);
        bytes[bytes.length / 2] ^= 1;
        Files.write(broken, bytes);
        assertThatThrownBy(() -> Restored.restore(copy, folder.resolve("newer")))
                .hasMessageContaining("not as the backup wrote it");
    }
}
