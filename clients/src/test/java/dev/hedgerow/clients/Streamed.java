package dev.hedgerow.clients;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** A table with a stream: items with a text {@code id}, whose {@code v} grows with each change. */
final class Streamed {
    private static final AttributeValue NONE = AttributeValue.fromN("-1");

    private final String name;

    Streamed(String name) {
        this.name = name;
    }

    /** A change as a stream tells it. */
    record Change(String id, long v) {
        static Change of(Record record) {
            Map<String, AttributeValue> image = record.dynamodb().newImage();
            return new Change(
                    image.getOrDefault("id", NONE).s(),
                    Long.parseLong(image.getOrDefault("v", NONE).n()));
        }
    }

    /** Makes the table; the long name of its stream. */
    String create(DynamoDbClient client) {
        var _ =
                client.createTable(request ->
                        request.tableName(name)
                                .billingMode(BillingMode.PAY_PER_REQUEST)
                                .attributeDefinitions(
                                        AttributeDefinition.builder()
                                                .attributeName("id")
                                                .attributeType(ScalarAttributeType.S)
                                                .build())
                                .keySchema(
                                        KeySchemaElement.builder()
                                                .attributeName("id")
                                                .keyType(KeyType.HASH)
                                                .build())
                                .streamSpecification(stream ->
                                        stream.streamEnabled(true)
                                                .streamViewType(
                                                        StreamViewType.NEW_AND_OLD_IMAGES)));
        Node.awaitTable(client, name);
        return arn(client);
    }

    String arn(DynamoDbClient client) {
        return client.describeTable(table -> table.tableName(name)).table().latestStreamArn();
    }

    /** Changes as many items in turn, as often as it takes; the changes. */
    List<Change> change(DynamoDbClient client, int items, long from, long to) {
        return LongStream.range(from, to)
                .mapToObj(v -> {
                    var change = new Change("item-" + v % items, v);
                    var _ =
                            client.putItem(put ->
                                    put.tableName(name)
                                            .item(
                                                    Map.of(
                                                            "id",
                                                            LowLevelTest.text(change.id()),
                                                            "v",
                                                            LowLevelTest.number(v))));
                    return change;
                })
                .toList();
    }

    void stop(DynamoDbClient client) {
        var _ =
                client.updateTable(update ->
                        update.tableName(name)
                                .streamSpecification(stream -> stream.streamEnabled(false)));
        Node.awaitTable(client, name);
    }
}
