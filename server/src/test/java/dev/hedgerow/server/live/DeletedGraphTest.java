package dev.hedgerow.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.World;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Stores;
import dev.hedgerow.store.Subspace;
import dev.hedgerow.store.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a graph that was deleted, and of a name that was given up. */
@Timeout(300)
class DeletedGraphTest {
    @TempDir Path folder;

    @Test
    void aDeletedGraphLeavesNoRowNoPlaceAndNoFile() throws IOException {
        String id;
        Path data;
        try (var server = new LiveServer(folder)) {
            data = server.data();
            id = server.towns("doomed");
            server.towns("kept");
            String graph = "/v1/graphs/doomed";
            server.post(graph + "/branches", Map.of("name", "try"));
            server.materialized("doomed");
            server.materialized("kept");
            assertThat(filesNamed(data, id)).isNotEmpty();
            String secret =
                    server.post("/v1/tokens", Map.of("name", "a", "graphs", List.of("doomed")))
                            .text("token");

            var deleted = server.delete(graph);
            assertThat(deleted.status()).isEqualTo(202);
            for (String path : List.of(graph, "/v1/graphs/" + id, "/v1/placements/doomed")) {
                assertThat(server.get(path).status()).as(path).isEqualTo(404);
            }
            assertThat(server.ended(deleted.text("id")).get("state").asString())
                    .isEqualTo("succeeded");

            assertThat(filesNamed(data, id)).isEmpty();
            assertThat(server.get("/v1/graphs").body()).doesNotContain("doomed").contains("kept");
            assertThat(server.ask(secret, "GET", "/v1/graphs", null).json().get("graphs"))
                    .isEmpty();
            assertThat(server.towns("doomed")).isNotEqualTo(id);
            assertThat(server.ask(secret, "GET", "/v1/graphs/doomed", null).status())
                    .isEqualTo(404);
            assertThat(query(server, "kept")).isEqualTo(200);
        }
        // the catalog keeps one row, so that the id is never used again
        assertThat(keys(data, new Subspace(18, "graph"), id)).hasSize(1);
        // and the placement says that it is deleted
        assertThat(keys(data, new Subspace(17, "fleet"), id))
                .containsExactly("[placement, %s]".formatted(id));
        // two numbers stay, so that nobody who comes late takes an old one for new
        assertThat(keys(data, new Subspace(19, "projection"), id))
                .containsExactly("[graph, %s]".formatted(id), "[lock, %s]".formatted(id));
    }

    private static int query(LiveServer server, String graph) {
        var body = Map.of("cypher", "MATCH (t:Town) RETURN t");
        return server.post("/v1/graphs/" + graph + "/query", body).status();
    }

    private static List<Path> filesNamed(Path data, String id) throws IOException {
        try (var files = Files.walk(data)) {
            return files.filter(file -> file.getFileName().toString().contains(id)).toList();
        }
    }

    private static List<String> keys(Path data, Subspace subspace, String id) {
        var found = new ArrayList<String>();
        try (Store store = Stores.open(data.resolve("store"), World.system());
                Store.Snapshot now = store.snapshot()) {
            KeyRange all = KeyRange.prefix(subspace, Tuple.of());
            for (Reader.Entry entry : now.stream(all)) {
                if (entry.key().tuple().toString().contains(id)) {
                    found.add(entry.key().tuple().toString());
                }
            }
        }
        return found;
    }

    @Test
    void aRenamedGraphIsTheSameUnderItsNewNameOnly() throws IOException {
        try (var server = new LiveServer(folder)) {
            String id = server.towns("before");
            server.materialized("before");
            server.towns("taken");

            var taken = server.post("/v1/graphs/before/rename", Map.of("name", "taken"));
            assertThat(taken.code()).isEqualTo("already_exists");
            var wrong = server.post("/v1/graphs/before/rename", Map.of("name", "No Name"));
            assertThat(wrong.status()).isEqualTo(400);
            var renamed = server.post("/v1/graphs/before/rename", Map.of("name", "after"));

            assertThat(renamed.text("id")).isEqualTo(id);
            assertThat(renamed.text("name")).isEqualTo("after");
            assertThat(server.get("/v1/graphs/before").status()).isEqualTo(404);
            assertThat(query(server, "after")).isEqualTo(200);
            assertThat(server.get("/v1/placements/after").text("name")).isEqualTo("after");
            assertThat(server.towns("before")).isNotEqualTo(id);
        }
    }
}
