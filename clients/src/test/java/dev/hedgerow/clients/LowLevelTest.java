package dev.hedgerow.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hedgerow.client.Keys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** The AWS SDK for Java, both of its clients, against the packaged node. */
@Timeout(300)
final class LowLevelTest {
    @TempDir static Path folder;
    private static Node node;
    private static DynamoDbClient client;

    @BeforeAll
    static void start() {
        node = new Node(folder);
        client = node.client();
        create(client, "orders");
    }

    @AfterAll
    static void stop() {
        client.close();
        node.close();
    }

    static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    private static void create(DynamoDbClient with, String name) {
        var _ =
                with.createTable(request ->
                        request.tableName(name)
                                .billingMode(BillingMode.PAY_PER_REQUEST)
                                .attributeDefinitions(
                                        attribute("customer", ScalarAttributeType.S),
                                        attribute("number", ScalarAttributeType.N),
                                        attribute("state", ScalarAttributeType.S))
                                .keySchema(
                                        key("customer", KeyType.HASH), key("number", KeyType.RANGE))
                                .globalSecondaryIndexes(
                                        GlobalSecondaryIndex.builder()
                                                .indexName("by-state")
                                                .keySchema(
                                                        key("state", KeyType.HASH),
                                                        key("number", KeyType.RANGE))
                                                .projection(
                                                        Projection.builder()
                                                                .projectionType(ProjectionType.ALL)
                                                                .build())
                                                .build()));
        Node.awaitTable(with, name);
    }

    private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
        return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    private static Map<String, AttributeValue> order(String customer, long number) {
        return Map.of("customer", text(customer), "number", number(number), "state", text("new"));
    }

    @Test
    void everyTypeComesBackAsItWentIn() {
        Map<String, AttributeValue> item =
                Map.of(
                        "customer",
                        text("types"),
                        "number",
                        AttributeValue.fromN("1"),
                        "binary",
                        AttributeValue.fromB(SdkBytes.fromUtf8String("\u0000bytes")),
                        "flag",
                        AttributeValue.fromBool(true),
                        "nothing",
                        AttributeValue.fromNul(true),
                        "list",
                        AttributeValue.fromL(List.of(text("a"), number(-1))),
                        "map",
                        AttributeValue.fromM(Map.of("deep", AttributeValue.fromL(List.of()))),
                        "texts",
                        AttributeValue.fromSs(List.of("x", "y")),
                        "numbers",
                        AttributeValue.fromNs(List.of("1.5", "12345678901234567890")));
        var _ = client.putItem(put -> put.tableName("orders").item(item));
        var got =
                client.getItem(get ->
                        get.tableName("orders")
                                .consistentRead(true)
                                .key(Map.of("customer", text("types"), "number", number(1))));
        assertThat(got.item()).isEqualTo(item);
    }

    @Test
    void aFailedConditionIsItsException() {
        var _ = client.putItem(put -> put.tableName("orders").item(order("conditions", 1)));
        var failed =
                catchThrowableOfType(
                        ConditionalCheckFailedException.class,
                        () ->
                                client.putItem(put ->
                                        put.tableName("orders")
                                                .item(order("conditions", 1))
                                                .conditionExpression(
                                                        "attribute_not_exists(customer)")
                                                .returnValuesOnConditionCheckFailure("ALL_OLD")));
        assertThat(failed.getMessage()).startsWith("The conditional request failed");
        assertThat(failed.item()).isEqualTo(order("conditions", 1));
        assertThat(failed.requestId()).hasSize(52);
        assertThat(failed.statusCode()).isEqualTo(400);
        var missing =
                catchThrowableOfType(
                        ResourceNotFoundException.class,
                        () -> client.describeTable(table -> table.tableName("nothing")));
        assertThat(missing.awsErrorDetails().errorMessage()).contains("nothing not found");
    }

    @Test
    void anUpdateReturnsWhatIsNew() {
        Map<String, AttributeValue> key = Map.of("customer", text("update"), "number", number(1));
        for (int i = 1; i <= 3; i++) {
            var updated =
                    client.updateItem(update ->
                            update.tableName("orders")
                                    .key(key)
                                    .updateExpression("ADD #count :one SET #state = :state")
                                    .expressionAttributeNames(
                                            Map.of("#count", "count", "#state", "state"))
                                    .expressionAttributeValues(
                                            Map.of(":one", number(1), ":state", text("open")))
                                    .returnValues(ReturnValue.UPDATED_NEW));
            assertThat(updated.attributes())
                    .isEqualTo(Map.of("count", number(i), "state", text("open")));
        }
    }

    @Test
    void batchesAndPagesReachEveryItem() {
        for (int batch = 0; batch < 8; batch++) {
            int first = batch * 25;
            List<WriteRequest> writes =
                    IntStream.range(first, first + 25)
                            .mapToObj(n ->
                                    WriteRequest.builder()
                                            .putRequest(
                                                    PutRequest.builder()
                                                            .item(order("many", n))
                                                            .build())
                                            .build())
                            .toList();
            var written =
                    client.batchWriteItem(
                            request -> request.requestItems(Map.of("orders", writes)));
            assertThat(written.unprocessedItems()).isEmpty();
        }
        var numbers = new ArrayList<String>();
        client.queryPaginator(query ->
                        query.tableName("orders")
                                .keyConditionExpression("customer = :c AND #n BETWEEN :a AND :b")
                                .expressionAttributeNames(Map.of("#n", "number"))
                                .expressionAttributeValues(
                                        Map.of(
                                                ":c",
                                                text("many"),
                                                ":a",
                                                number(10),
                                                ":b",
                                                number(189)))
                                .limit(7)
                                .scanIndexForward(false))
                .items()
                .forEach(item -> numbers.add(item.get("number").n()));
        assertThat(numbers).hasSize(180).startsWith("189", "188").endsWith("11", "10");
        long ofIndex =
                client
                        .queryPaginator(query ->
                                query.tableName("orders")
                                        .indexName("by-state")
                                        .keyConditionExpression("#s = :s")
                                        .filterExpression("customer = :c")
                                        .expressionAttributeNames(Map.of("#s", "state"))
                                        .expressionAttributeValues(
                                                Map.of(":s", text("new"), ":c", text("many")))
                                        .limit(50))
                        .items()
                        .stream()
                        .count();
        assertThat(ofIndex).isEqualTo(200);
    }

    @Test
    void aTransactionHappensOnceOrNotAtAll() {
        List<TransactWriteItem> items =
                List.of(
                        TransactWriteItem.builder()
                                .put(put -> put.tableName("orders").item(order("pay", 1)))
                                .build(),
                        TransactWriteItem.builder()
                                .conditionCheck(check ->
                                        check.tableName("orders")
                                                .key(
                                                        Map.of(
                                                                "customer",
                                                                text("pay"),
                                                                "number",
                                                                number(2)))
                                                .conditionExpression("attribute_exists(customer)"))
                                .build());
        var cancelled =
                catchThrowableOfType(
                        TransactionCanceledException.class,
                        () -> client.transactWriteItems(tx -> tx.transactItems(items)));
        assertThat(cancelled.cancellationReasons())
                .extracting(CancellationReason::code)
                .containsExactly("None", "ConditionalCheckFailed");
        var _ = client.putItem(put -> put.tableName("orders").item(order("pay", 2)));
        for (int i = 0; i < 2; i++) {
            var _ =
                    client.transactWriteItems(
                            tx -> tx.transactItems(items).clientRequestToken("paid"));
        }
        assertThat(
                        client.query(query ->
                                        query.tableName("orders")
                                                .keyConditionExpression("customer = :c")
                                                .expressionAttributeValues(
                                                        Map.of(":c", text("pay"))))
                                .count())
                .isEqualTo(2);
    }

    @Test
    void aWrongSecretAndAKeyForSomethingElseAreRefused() {
        Keys.Key reader = node.key("reader", List.of("orders"), List.of("read"));
        try (DynamoDbClient reading = node.client(reader)) {
            assertThat(reading.scan(scan -> scan.tableName("orders").limit(1)).count())
                    .isLessThanOrEqualTo(1);
            var denied =
                    catchThrowableOfType(
                            DynamoDbException.class,
                            () ->
                                    reading.putItem(put ->
                                            put.tableName("orders").item(order("denied", 1))));
            assertThat(denied.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
            assertThat(denied.getMessage()).contains("user/reader is not authorized to perform");
            node.revoke(reader);
            var revoked =
                    catchThrowableOfType(
                            DynamoDbException.class, () -> reading.listTables(_ -> {}));
            assertThat(revoked.awsErrorDetails().errorCode())
                    .isEqualTo("UnrecognizedClientException");
        }
        var wrong =
                StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(node.admin().id(), "wrong"));
        try (DynamoDbClient forged =
                DynamoDbClient.builder()
                        .endpointOverride(node.endpoint())
                        .region(Node.REGION)
                        .credentialsProvider(wrong)
                        .build()) {
            var refused =
                    catchThrowableOfType(DynamoDbException.class, () -> forged.listTables(_ -> {}));
            assertThat(refused.awsErrorDetails().errorCode())
                    .isEqualTo("InvalidSignatureException");
        }
    }

    @Test
    void manyRequestsOfTheAsynchronousClientAtOnceAllHappen() {
        try (DynamoDbAsyncClient async = node.asynchronous()) {
            var puts =
                    IntStream.range(0, 200)
                            .mapToObj(n ->
                                    async.putItem(
                                            put -> put.tableName("orders").item(order("async", n))))
                            .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(puts).join();
            var counted =
                    async.query(query ->
                                    query.tableName("orders")
                                            .keyConditionExpression("customer = :c")
                                            .expressionAttributeValues(Map.of(":c", text("async")))
                                            .select("COUNT"))
                            .join();
            assertThat(counted.count()).isEqualTo(200);
        }
    }
}
