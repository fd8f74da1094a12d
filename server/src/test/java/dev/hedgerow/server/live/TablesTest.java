package dev.hedgerow.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.server.dynamodb.TablePort;
import dev.hedgerow.server.node.NodeConfiguration;
import dev.hedgerow.server.node.Restored;
import dev.hedgerow.service.TableKey;
import dev.hedgerow.service.TableKeys;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tables of a node: access keys, the route for tokens, the port, backups. */
@Timeout(300)
class TablesTest {
    @TempDir static Path folder;
    private static LiveServer server;

    @BeforeAll
    static void start() throws IOException {
        server = new LiveServer(folder);
        create("items");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void create(String name) {
        var made =
                server.post(
                        "/v1/tables/CreateTable",
                        Map.of(
                                "TableName",
                                name,
                                "BillingMode",
                                "PAY_PER_REQUEST",
                                "AttributeDefinitions",
                                List.of(Map.of("AttributeName", "id", "AttributeType", "S")),
                                "KeySchema",
                                List.of(Map.of("AttributeName", "id", "KeyType", "HASH"))));
        assertThat(made.status()).as(made.body()).isEqualTo(200);
        var deadline = server.world().clock().deadline(Duration.ofMinutes(4));
        while (!server.post("/v1/tables/DescribeTable", Map.of("TableName", name))
                .body()
                .contains("ACTIVE")) {
            assertThat(deadline.passed(server.world().clock())).isFalse();
            server.world().clock().sleep(Duration.ofMillis(10));
        }
    }

    private static Optional<TableKey> found(String id) {
        return server.node().useCases().tableKeys().find(id).map(TableKeys.Secret::key);
    }

    @Test
    void aKeyIsShownWithItsSecretOnceAndLetsNobodyInOnceItIsRevoked() {
        var wanted = Map.of("name", "ada", "tables", List.of("items"), "actions", List.of("write"));
        var headers = Map.of("Idempotency-Key", "one-key");
        var made = server.ask(server.token(), "POST", "/v1/keys", wanted, headers);
        var again = server.ask(server.token(), "POST", "/v1/keys", wanted, headers);
        String id = made.text("id");
        assertThat(made.text("secret")).hasSize(40);
        assertThat(again.json().has("secret")).isFalse();
        assertThat(again.text("id")).isEqualTo(id);
        assertThat(server.get("/v1/keys").body())
                .contains(id, "\"ada\"")
                .doesNotContain(made.text("secret"));
        assertThat(found(id)).isPresent().isEqualTo(found(id));
        assertThat(server.delete("/v1/keys/" + id).text("name")).isEqualTo("ada");
        assertThat(found(id)).isEmpty();
        assertThat(server.delete("/v1/keys/" + id).status()).isEqualTo(404);
    }

    @Test
    void aKeyAllowsWhatItNamesAndNothingElse() {
        TableKey some = key(List.of("shop-*", "items"), List.of("read", "PutItem"));
        assertThat(some.allows("GetItem", Optional.of("items"))).isTrue();
        assertThat(some.allows("PutItem", Optional.of("shop-"))).isTrue();
        assertThat(some.allows("PutItem", Optional.of("shop"))).isFalse();
        assertThat(some.allows("GetItem", Optional.of("items2"))).isFalse();
        assertThat(some.allows("DeleteItem", Optional.of("items"))).isFalse();
        assertThat(some.allows("ListTables", Optional.empty())).isFalse();
        TableKey writer = key(List.of(), List.of("write"));
        assertThat(writer.allows("ListTables", Optional.empty())).isTrue();
        assertThat(writer.allows("BatchWriteItem", Optional.of("any"))).isTrue();
        assertThat(writer.allows("DeleteTable", Optional.of("any"))).isFalse();
        assertThat(writer.allows("SomethingNew", Optional.of("any"))).isFalse();
        assertThat(key(List.of(), List.of("admin")).allows("SomethingNew", Optional.of("any")))
                .isTrue();
    }

    private static TableKey key(List<String> tables, List<String> actions) {
        var wanted = Map.of("name", "some", "tables", tables, "actions", actions);
        return found(server.post("/v1/keys", wanted).text("id")).orElseThrow();
    }

    @Test
    void aKeyEndsWhenItsTimeIsOver() {
        var made = server.post("/v1/keys", Map.of("name", "brief", "validSeconds", 1));
        String id = made.text("id");
        server.world().clock().sleep(Duration.ofMillis(1_100));
        assertThat(found(id)).isEmpty();
    }

    @Test
    void aKeyThatMakesNoSenseIsRefused() {
        for (Map<String, ?> wanted :
                List.of(
                        Map.of("name", "two words"),
                        Map.of("name", "a", "tables", List.of("*x")),
                        Map.of("name", "a", "tables", List.of("")),
                        Map.of("name", "a", "actions", List.of("GetItems")),
                        Map.of("name", "a", "validSeconds", 0))) {
            var answer = server.post("/v1/keys", wanted);
            assertThat(answer.code()).as(answer.body()).isEqualTo("invalid_request");
        }
        assertThat(
                        server.post("/v1/keys", Map.of("name", "a", "actions", List.of("GetItems")))
                                .body())
                .contains("did you mean `GetItem`?");
    }

    @Test
    void aSecretIsNeitherPrintedNorLogged() {
        var made = server.post("/v1/keys", Map.of("name", "quiet"));
        var secret = server.node().useCases().tableKeys().find(made.text("id")).orElseThrow();
        assertThat(secret.toString()).doesNotContain(secret.secret());
    }

    @Test
    void aTokensRightDecidesAboutOperations() {
        String reader = server.post("/v1/tokens", Map.of("name", "reader")).text("token");
        var item = Map.of("id", Map.of("S", "a"));
        var put = Map.of("TableName", "items", "Item", item);
        var get = Map.of("TableName", "items", "Key", item);
        assertThat(server.ask(reader, "POST", "/v1/tables/PutItem", put).code())
                .isEqualTo("forbidden");
        assertThat(server.post("/v1/tables/PutItem", put).status()).isEqualTo(200);
        assertThat(server.ask(reader, "POST", "/v1/tables/GetItem", get).body()).contains("\"a\"");
        for (String operation : List.of("DeleteTable", "UpdateTable", "SomethingNew")) {
            var table = Map.of("TableName", "items");
            assertThat(server.ask(reader, "POST", "/v1/tables/" + operation, table).code())
                    .isEqualTo("forbidden");
        }
    }

    @Test
    void aWriteWithAKeyIsNotDoneTwiceAndAReadIsNotKept() {
        var key = Map.of("Idempotency-Key", "count");
        var add =
                Map.of(
                        "TableName",
                        "items",
                        "Key",
                        Map.of("id", Map.of("S", "counter")),
                        "UpdateExpression",
                        "ADD n :one",
                        "ExpressionAttributeValues",
                        Map.of(":one", Map.of("N", "1")),
                        "ReturnValues",
                        "ALL_NEW");
        String path = "/v1/tables/UpdateItem";
        var first = server.ask(server.token(), "POST", path, add, key);
        var again = server.ask(server.token(), "POST", path, add, key);
        assertThat(again).isEqualTo(first);
        assertThat(first.json().at("/Attributes/n/N").asString()).isEqualTo("1");

        var refused = Map.of("TableName", "no such", "Key", Map.of());
        var other = Map.of("Idempotency-Key", "bad");
        var no = server.ask(server.token(), "POST", "/v1/tables/DeleteItem", refused, other);
        var noAgain = server.ask(server.token(), "POST", "/v1/tables/DeleteItem", refused, other);
        assertThat(no.status()).isEqualTo(400);
        assertThat(noAgain.text("detail")).isEqualTo(no.text("detail"));
    }

    @Test
    void anErrorOfDynamoDbIsAProblem() {
        var none = server.post("/v1/tables/Scan", Map.of("TableName", "nothing"));
        assertThat(none.status()).isEqualTo(404);
        assertThat(none.text("detail")).contains("Requested resource not found");
        var put =
                Map.of(
                        "TableName",
                        "items",
                        "Item",
                        Map.of("id", Map.of("S", "never")),
                        "ConditionExpression",
                        "attribute_exists(id)");
        assertThat(server.post("/v1/tables/PutItem", put).code()).isEqualTo("precondition_failed");
        assertThat(server.post("/v1/tables/Nothing", Map.of()).code()).isEqualTo("invalid_request");
    }

    @Test
    void theRegistriesAreTablesToRead() {
        String graph = server.towns("seen");
        var listed = server.post("/v1/tables/ListTables", Map.of());
        assertThat(listed.body())
                .contains(
                        "hedgerow-instances",
                        "hedgerow-operations",
                        "hedgerow-placements",
                        "hedgerow-volumes");
        var placement =
                server.post(
                        "/v1/tables/GetItem",
                        Map.of(
                                "TableName",
                                "hedgerow-placements",
                                "Key",
                                Map.of("graphId", Map.of("S", graph))));
        String instance = placement.json().at("/Item/instanceId/S").asString();
        assertThat(server.get("/v1/instances").body()).contains(instance);
        var ofInstance =
                server.post(
                        "/v1/tables/Query",
                        Map.of(
                                "TableName",
                                "hedgerow-placements",
                                "IndexName",
                                "instance-index",
                                "KeyConditionExpression",
                                "instanceId = :i",
                                "ExpressionAttributeValues",
                                Map.of(":i", Map.of("S", instance))));
        assertThat(ofInstance.body()).contains(graph);
        for (String table : List.of("hedgerow-instances", "hedgerow-volumes")) {
            var rows = server.post("/v1/tables/Scan", Map.of("TableName", table));
            assertThat(rows.json().get("Count").asInt()).as(rows.body()).isEqualTo(1);
        }
        var operations = server.post("/v1/tables/Scan", Map.of("TableName", "hedgerow-operations"));
        assertThat(operations.body()).contains("tend-table");
        assertThat(operationsBy("state-index", "state", "succeeded")).contains("tend-table");
        assertThat(operationsBy("state-index", "state", "expired")).contains("\"Count\":0");
        var one = operations.json().at("/Items/0");
        String target = one.at("/targets/L/0/S").asString();
        assertThat(operationsBy("target-index", "target", target))
                .contains(one.at("/operationId/S").asString(), "\"target\":{\"S\":\"" + target);
        assertThat(operationsBy("target-index", "target", "nothing")).contains("\"Count\":0");
        var put =
                Map.of(
                        "TableName",
                        "hedgerow-instances",
                        "Item",
                        Map.of("instanceId", Map.of("S", "x")));
        assertThat(server.post("/v1/tables/PutItem", put).code()).isEqualTo("forbidden");
    }

    private String operationsBy(String index, String attribute, String value) {
        return server.post(
                        "/v1/tables/Query",
                        Map.of(
                                "TableName",
                                "hedgerow-operations",
                                "IndexName",
                                index,
                                "KeyConditionExpression",
                                "#a = :v",
                                "ExpressionAttributeNames",
                                Map.of("#a", attribute),
                                "ExpressionAttributeValues",
                                Map.of(":v", Map.of("S", value))))
                .body();
    }

    @Test
    void aBackupHasTheTablesWithTheirItemsAndKeys() throws IOException {
        create("kept");
        var item = Map.of("id", Map.of("S", "a"), "size", Map.of("N", "7"));
        var put = server.post("/v1/tables/PutItem", Map.of("TableName", "kept", "Item", item));
        assertThat(put.status()).as(put.body()).isEqualTo(200);
        TableKey key = key(List.of("kept"), List.of("read"));
        Path copy = folder.resolve("copy");
        var made = server.post("/v1/backup", Map.of("folder", copy.toString()));
        assertThat(made.status()).as(made.body()).isEqualTo(201);

        Path second = folder.resolve("second");
        var _ = Restored.restore(copy, second.resolve("data"));

        try (var restored = new LiveServer(second)) {
            var get = Map.of("TableName", "kept", "Key", Map.of("id", Map.of("S", "a")));
            var found = restored.post("/v1/tables/GetItem", get);
            assertThat(found.json().at("/Item/size/N").asString()).isEqualTo("7");
            assertThat(restored.node().useCases().tableKeys().find(key.id()))
                    .map(TableKeys.Secret::key)
                    .contains(key);
        }
    }

    @Test
    void thePortAnswersAndIsMeasured() throws Exception {
        var meters = new SimpleMeterRegistry();
        try (var port =
                TablePort.open(
                        "127.0.0.1",
                        new NodeConfiguration.DynamoDb(0, true),
                        server.node().tables(),
                        server.node().useCases().tableKeys(),
                        server.world(),
                        meters)) {
            assertThat(port.unsigned()).isTrue();
            assertThat(ask(port, "ListTables")).contains("items");
            assertThat(ask(port, "Nothing")).contains("UnknownOperationException");
            Timer listed =
                    meters.get("hedgerow.dynamodb.requests")
                            .tag("operation", "ListTables")
                            .tag("status", "200")
                            .timer();
            assertThat(listed.count()).isEqualTo(1);
            assertThat(meters.get("hedgerow.dynamodb.requests").tag("operation", "other").timer())
                    .isNotNull();
        }
    }

    @Test
    void aSignedPortKnowsTheKeysOfTheNode() throws Exception {
        try (var port =
                TablePort.open(
                        "127.0.0.1",
                        new NodeConfiguration.DynamoDb(0, false),
                        server.node().tables(),
                        server.node().useCases().tableKeys(),
                        server.world(),
                        new SimpleMeterRegistry())) {
            assertThat(ask(port, "ListTables")).contains("MissingAuthenticationTokenException");
        }
    }

    private static String ask(TablePort port, String operation) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.port() + "/"))
                        .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                        .header("Content-Type", "application/x-amz-json-1.0")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
