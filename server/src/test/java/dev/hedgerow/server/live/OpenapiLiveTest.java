package dev.hedgerow.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.server.http.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The OpenAPI document against the routes and against what a node really answers. */
@Timeout(300)
class OpenapiLiveTest {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");
    private static final Pattern ONLY = Pattern.compile("only: (.*)$");

    @TempDir static Path folder;
    private static LiveServer server;

    private final JsonNode document =
            new YAMLMapper()
                    .readTree(
                            OpenapiLiveTest.class.getResourceAsStream(
                                    "/dev/hedgerow/server/openapi/openapi.yaml"));

    @BeforeAll
    static void start() throws IOException {
        server = new LiveServer(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theDocumentHasTheRoutesAndNoOthers() {
        Set<String> described = new TreeSet<>();
        document.get("paths")
                .properties()
                .forEach(path ->
                        path.getValue()
                                .propertyNames()
                                .forEach(method -> {
                                    if (METHODS.contains(method)) {
                                        described.add(
                                                method.toUpperCase(Locale.ROOT)
                                                        + " "
                                                        + path.getKey());
                                    }
                                }));
        Set<String> served = new TreeSet<>();
        server.routes().forEach(route -> served.add(route.method() + " " + route.path()));

        assertThat(described).isEqualTo(served);
    }

    @Test
    void theDocumentHasTheQueryParametersAndNoOthers() {
        for (Route route : server.routes()) {
            boolean ofTheApi = route.path().startsWith("/v1/") && !route.path().endsWith("version");
            if (ofTheApi) {
                String path = route.path().replaceAll("\\{[a-z]+}", "x") + "?bogus=1";
                var answer = server.ask(server.token(), route.method(), path, null);

                assertThat(answer.status()).as(path).isEqualTo(400);
                Matcher only = ONLY.matcher(answer.text("detail"));
                assertThat(only.find()).as(answer.body()).isTrue();
                Set<String> taken =
                        Arrays.stream(only.group(1).split(", "))
                                .filter(name -> !name.isEmpty())
                                .collect(Collectors.toCollection(TreeSet::new));
                assertThat(parameters(route, "query")).as(route.path()).isEqualTo(taken);
            }
        }
    }

    @Test
    void everyWriteIsDescribedWithItsIdempotencyKey() {
        for (Route route : server.routes()) {
            Set<String> headers = parameters(route, "header");
            if (ReadOnly.POSTS.contains(route.path()) || route.method().equals("GET")) {
                assertThat(headers).as(route.path()).isEmpty();
            } else {
                assertThat(headers).as(route.path()).containsExactly("Idempotency-Key");
            }
        }
    }

    private Set<String> parameters(Route route, String in) {
        Set<String> names = new TreeSet<>();
        JsonNode path = document.get("paths").get(route.path());
        JsonNode operation = path.get(route.method().toLowerCase(Locale.ROOT));
        for (JsonNode list : List.of(path.path("parameters"), operation.path("parameters"))) {
            for (JsonNode each : list) {
                JsonNode parameter =
                        each.has("$ref")
                                ? document.at(each.get("$ref").asString().substring(1))
                                : each;
                if (parameter.get("in").asString().equals(in)) {
                    names.add(parameter.get("name").asString());
                }
            }
        }
        return names;
    }

    /** An operation that was asked, and what came back. */
    private record Asked(String operation, LiveServer.Answer answer) {}

    @Test
    void whatANodeAnswersIsAsDescribed() {
        List<Asked> asked = new Tour(server).asked();
        List<String> problems = new ArrayList<>();
        var check = new SchemaCheck(document);
        Set<String> seen = new TreeSet<>();
        for (Asked each : asked) {
            seen.add(each.operation());
            JsonNode schema = schema(each);
            String type = each.answer().type();
            if (type.contains("json") && !type.contains("ndjson")) {
                check.problems(schema, each.answer().json())
                        .forEach(problem -> problems.add(each.operation() + problem));
            } else if (type.contains("event-stream")) {
                each.answer()
                        .body()
                        .lines()
                        .filter(line -> line.startsWith("data: {\"id\""))
                        .map(line -> LiveServer.JSON.readTree(line.substring(6)))
                        .flatMap(value -> check.problems(schema, value).stream())
                        .forEach(problem -> problems.add(each.operation() + problem));
            }
        }

        assertThat(problems).isEmpty();
        // an endless stream is looked at elsewhere
        seen.add("watchAll");
        assertThat(seen).isEqualTo(new TreeSet<>(operations().keySet()));
    }

    /** What the document says of the answer's status and type. */
    private JsonNode schema(Asked asked) {
        JsonNode responses =
                Objects.requireNonNull(operations().get(asked.operation())).get("responses");
        String status = Integer.toString(asked.answer().status());
        JsonNode response =
                responses.has(status) ? responses.get(status) : responses.get("default");
        assertThat(response).as("%s answers %s", asked.operation(), asked.answer()).isNotNull();
        JsonNode meant =
                response.has("$ref")
                        ? document.at(response.get("$ref").asString().substring(1))
                        : response;
        String type = asked.answer().type().replaceAll(";.*", "");
        assertThat(meant.get("content").has(type))
                .as("%s answers %s as %s", asked.operation(), status, type)
                .isTrue();
        return meant.get("content").get(type).get("schema");
    }

    private Map<String, JsonNode> operations() {
        Map<String, JsonNode> operations = new LinkedHashMap<>();
        for (JsonNode path : document.get("paths")) {
            for (String method : path.propertyNames()) {
                if (METHODS.contains(method)) {
                    operations.put(
                            path.get(method).get("operationId").asString(), path.get(method));
                }
            }
        }
        return operations;
    }

    /** Asks for everything there is, once or more. */
    private static final class Tour {
        private final LiveServer server;
        private final List<Asked> asked = new ArrayList<>();

        Tour(LiveServer server) {
            this.server = server;
        }

        List<Asked> asked() {
            graphs();
            branches();
            projection();
            access();
            node();
            failures();
            removal();
            return asked;
        }

        private LiveServer.Answer saw(String operation, LiveServer.Answer answer) {
            asked.add(new Asked(operation, answer));
            return answer;
        }

        private void graphs() {
            var body = Map.of("name", "tour", "schema", LiveServer.TOWNS);
            saw("createGraph", server.post("/v1/graphs", body));
            var rows =
                    List.of(
                            Map.of("type", "Town", "data", Map.of("code", "A", "people", 7)),
                            Map.of("type", "Town", "data", Map.of("code", "B")),
                            Map.of("edge", "Road", "from", "A", "to", "B"));
            var write = Map.of("ops", rows, "message", "first", "return", "diff");
            var written = saw("mutate", server.post("/v1/graphs/tour/mutate", write));
            saw("listGraphs", server.get("/v1/graphs"));
            saw("showGraph", server.get("/v1/graphs/tour"));
            saw("renameGraph", server.post("/v1/graphs/tour/rename", Map.of("name", "tour2")));
            saw("renameGraph", server.post("/v1/graphs/tour2/rename", Map.of("name", "tour")));
            saw("showSchema", server.get("/v1/graphs/tour/schema"));
            var more = Map.of("schema", LiveServer.TOWNS + "node More { code: String @key }");
            saw("planSchema", server.post("/v1/graphs/tour/schema/plan", more));
            var applied = saw("applySchema", server.post("/v1/graphs/tour/schema/apply", more));
            server.ended(applied.json().get("operation").get("id").asString());
            saw("applySchema", server.post("/v1/graphs/tour/schema/apply", more));
            saw("showNode", server.get("/v1/graphs/tour/nodes/Town/A"));
            var town = Map.of("type", "Town", "limit", 1);
            saw("find", server.post("/v1/graphs/tour/find", town));
            saw("find", server.post("/v1/graphs/tour/find", Map.of("type", "Road")));
            saw("find", server.post("/v1/graphs/tour/find", Map.of("type", "Raod")));
            saw("listCommits", server.get("/v1/graphs/tour/commits"));
            saw("feed", server.get("/v1/graphs/tour/feed"));
            saw("diff", server.get("/v1/graphs/tour/diff?from=" + written.text("commit")));
            saw("export", server.get("/v1/graphs/tour/export"));
            var lines = Map.of("Content-Type", "application/x-ndjson");
            String row = "{\"type\": \"Town\", \"data\": {\"code\": \"C\"}}\n";
            String load = "/v1/graphs/tour/load?message=more";
            saw("load", server.ask(server.token(), "POST", load, row, lines));
        }

        private void branches() {
            String graph = "/v1/graphs/tour";
            saw("createBranch", server.post(graph + "/branches", Map.of("name", "try")));
            saw("listBranches", server.get(graph + "/branches"));
            var row = Map.of("type", "Town", "data", Map.of("code", "D"));
            server.post(graph + "/mutate", Map.of("on", "try", "ops", List.of(row)));
            var merge = Map.of("from", "try");
            saw("previewMerge", server.post(graph + "/merge/preview", merge));
            saw("merge", server.post(graph + "/merge", merge));
            var heard = Map.of("Accept", "text/event-stream");
            String told = server.ask(server.token(), "POST", graph + "/merge", merge, heard).body();
            assertThat(told).contains("event: written");
            conflict(graph);
            saw("deleteBranch", server.delete(graph + "/branches/try"));
        }

        private void conflict(String graph) {
            for (String branch : List.of("try", "main")) {
                var data = Map.of("code", "A", "people", branch.length());
                var row = Map.of("op", "merge", "type", "Town", "data", data);
                server.post(graph + "/mutate", Map.of("on", branch, "ops", List.of(row)));
            }
            var merge = Map.of("from", "try");
            saw("previewMerge", server.post(graph + "/merge/preview", merge));
            var refused = saw("merge", server.post(graph + "/merge", merge));
            assertThat(refused.code()).isEqualTo("merge_conflict");
        }

        private void projection() {
            String graph = "/v1/graphs/tour";
            for (int i = 0; i < 2; i++) {
                var begun = saw("materialize", server.post(graph + "/materialize", Map.of()));
                String operation = begun.text("id");
                saw("watchOperation", server.get("/v1/operations/" + operation + "/events"));
                server.ended(operation);
                saw("showOperation", server.get("/v1/operations/" + operation));
                saw("cancelOperation", server.post("/v1/operations/" + operation + "/cancel", ""));
            }
            saw("listOperations", server.get("/v1/operations?graph=tour&state=ended"));
            String cypher = "MATCH (a)-[r:Road]->(b) RETURN a, r, count(*) AS n";
            saw("query", server.post(graph + "/query", Map.of("cypher", cypher)));
            saw("query", server.post(graph + "/query", Map.of("cypher", "RETURN nope")));
            saw("rollback", server.post(graph + "/rollback", ""));
            saw("showProjection", server.get(graph + "/projection"));
            saw("showGraph", server.get(graph));
        }

        private void access() {
            var body =
                    Map.of(
                            "name",
                            "agent",
                            "right",
                            "write",
                            "graphs",
                            List.of("tour"),
                            "branches",
                            "agent/",
                            "validSeconds",
                            60);
            var made = saw("createToken", server.post("/v1/tokens", body));
            saw("listTokens", server.get("/v1/tokens"));
            saw("showOwnToken", server.ask(made.text("token"), "GET", "/v1/tokens/self", null));
            saw("revokeToken", server.delete("/v1/tokens/" + made.text("id")));
            var key =
                    saw(
                            "createKey",
                            server.post("/v1/keys", Map.of("name", "ada", "validSeconds", 60)));
            saw("listKeys", server.get("/v1/keys"));
            saw("revokeKey", server.delete("/v1/keys/" + key.text("id")));
            saw("useTables", server.post("/v1/tables/ListTables", Map.of()));
            saw("useTables", server.post("/v1/tables/DescribeTable", Map.of("TableName", "none")));
        }

        private void node() {
            String folder = server.data().resolveSibling("copy").toString();
            saw("backup", server.post("/v1/backup", Map.of("folder", folder)));
            saw("backup", server.post("/v1/backup", Map.of("folder", "here")));
            saw("listInstances", server.get("/v1/instances"));
            saw("listVolumes", server.get("/v1/volumes"));
            saw("showPlacement", server.get("/v1/placements/tour"));
            saw("version", server.get("/v1/version"));
            saw("health", server.get("/healthz"));
            saw("readiness", server.get("/readyz"));
            saw("metrics", server.get("/metrics"));
            saw("openapi", server.get("/openapi.yaml"));
            saw("asset", server.get("/assets/status.css"));
            saw("statusPage", server.get("/"));
        }

        private void failures() {
            saw("showGraph", server.get("/v1/graphs/nowhere"));
            saw("listGraphs", server.ask("wrong", "GET", "/v1/graphs", null));
            saw("createGraph", server.post("/v1/graphs", "{\"name\": 1"));
            var bad = Map.of("type", "Town", "data", Map.of("cod", "X"));
            saw("mutate", server.post("/v1/graphs/tour/mutate", Map.of("ops", List.of(bad))));
        }

        private void removal() {
            var deleted = saw("deleteGraph", server.delete("/v1/graphs/tour"));
            server.ended(deleted.text("id"));
            saw("listOperations", server.get("/v1/operations"));
        }
    }
}
