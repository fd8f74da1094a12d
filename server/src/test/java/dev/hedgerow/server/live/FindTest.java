package dev.hedgerow.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Rows by values of their properties, over HTTP. */
@Timeout(300)
class FindTest {
    private static final String SCHEMA =
            """
            interface Named { name: String }
            node Town implements Named {
                @key(code)
                code: String
                name: String @index
                people: I64?
            }
            node River implements Named {
                @key(number)
                number: I32
                name: String
            }
            edge Road: Town -> Town { km: F64? }
            """;

    @TempDir static Path folder;
    private static LiveServer server;

    @BeforeAll
    static void start() throws IOException {
        server = new LiveServer(folder);
        var rows = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 25; i++) {
            String code = "T%02d".formatted(i);
            Map<String, Object> data = new HashMap<>(Map.of("code", code, "name", "n" + i % 5));
            if (i % 2 == 0) {
                data.put("people", i);
            }
            rows.add(Map.of("type", "Town", "data", data));
        }
        for (int i = 1; i < 25; i++) {
            var data = Map.of("km", i % 3 == 0 ? 3.5 : 1.0);
            rows.add(
                    Map.of(
                            "edge",
                            "Road",
                            "from",
                            "T00",
                            "to",
                            "T%02d".formatted(i),
                            "data",
                            data));
        }
        rows.add(Map.of("type", "River", "data", Map.of("number", 1, "name", "n1")));
        var made = server.post("/v1/graphs", Map.of("name", "land", "schema", SCHEMA));
        var written = server.post("/v1/graphs/land/mutate", Map.of("ops", rows));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(written.status()).as(written.body()).isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode page(Map<String, ?> wanted) {
        var answer = server.post("/v1/graphs/land/find", wanted);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    /** The codes of all pages, each of so many rows. */
    private static List<String> walk(Map<String, ?> wanted, int limit, String member) {
        List<String> seen = new ArrayList<>();
        Map<String, Object> request = new HashMap<>(wanted);
        request.put("limit", limit);
        while (true) {
            JsonNode page = page(request);
            page.get("rows").forEach(row -> seen.add(row.get(member).asString()));
            assertThat(page.get("rows").size()).isLessThanOrEqualTo(limit);
            if (!page.has("next")) {
                return seen;
            }
            request.put("after", page.get("next"));
        }
    }

    @Test
    void rowsWithAValueComeInTheOrderOfTheirKeysThroughAnIndexAndWithout() {
        var indexed = Map.of("type", "Town", "where", Map.of("name", "n3"));
        var walked = Map.of("type", "Town", "where", Map.of("name", "n3", "people", 8));

        assertThat(walk(indexed, 100, "key")).containsExactly("T03", "T08", "T13", "T18", "T23");
        assertThat(walk(walked, 100, "key")).containsExactly("T08");
    }

    @Test
    void nullFindsRowsWithoutAValue() {
        Map<String, @Nullable Object> where = new HashMap<>();
        where.put("people", null);
        where.put("name", "n1");

        assertThat(walk(Map.of("type", "Town", "where", where), 100, "key"))
                .containsExactly("T01", "T11", "T21");
    }

    @Test
    void pagesOfAnySizeGiveEveryRowOnce() {
        var towns = Map.of("type", "Town", "where", Map.of());
        var roads = Map.of("type", "Road", "where", Map.of("km", 3.5));
        List<String> all = walk(towns, 100, "key");

        assertThat(all).hasSize(25).isSorted();
        assertThat(walk(roads, 100, "to"))
                .containsExactly("T03", "T06", "T09", "T12", "T15", "T18", "T21", "T24");
        for (int limit : List.of(1, 2, 5, 24, 25)) {
            assertThat(walk(towns, limit, "key")).as("by %d", limit).isEqualTo(all);
            assertThat(walk(roads, limit, "to")).as("by %d", limit).hasSize(8);
        }
    }

    @Test
    void anInterfaceFindsRowsOfAllItsTypes() {
        var wanted = Map.of("type", "Named", "where", Map.of("name", "n1"));
        List<String> all = walk(wanted, 100, "type");

        assertThat(all).hasSize(6).contains("Town", "River");
        for (int limit : List.of(1, 2, 5, 6)) {
            assertThat(walk(wanted, limit, "type")).as("by %d", limit).isEqualTo(all);
        }
    }

    @Test
    void itReadsTheViewThatIsNamed() {
        server.post("/v1/graphs/land/branches", Map.of("name", "empty"));
        var gone = Map.of("op", "delete", "type", "River", "data", Map.of("number", 1));
        var deleted =
                server.post("/v1/graphs/land/mutate", Map.of("on", "empty", "ops", List.of(gone)));
        assertThat(deleted.status()).as(deleted.body()).isEqualTo(200);

        assertThat(page(Map.of("type", "River")).get("rows")).hasSize(1);
        assertThat(page(Map.of("type", "River", "at", "empty")).get("rows")).isEmpty();
    }

    @Test
    void whatTheSchemaDoesNotHaveIsToldWithWhatWasMeant() {
        var type = server.post("/v1/graphs/land/find", Map.of("type", "Twon"));
        var property =
                server.post(
                        "/v1/graphs/land/find",
                        Map.of("type", "Town", "where", Map.of("nam", "x")));
        var value =
                server.post(
                        "/v1/graphs/land/find",
                        Map.of("type", "Town", "where", Map.of("people", "many")));
        var after =
                server.post(
                        "/v1/graphs/land/find",
                        Map.of("type", "Town", "after", Map.of("type", "River", "key", 1)));

        assertThat(type.text("detail")).contains("no type 'Twon'", "did you mean `Town`?");
        assertThat(property.text("detail")).contains("Town: there is no property `nam`");
        assertThat(value.text("detail")).contains("people");
        assertThat(after.text("detail")).contains("that is no Town");
        assertThat(List.of(type, property, value, after))
                .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(400));
    }
}
