package dev.hedgerow.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;

/** The example of the README is this code, and it runs. */
@Timeout(300)
final class ReadmeTest {
    @TempDir Path folder;

    private static Map<String, AttributeValue> run(URI port, String id, String secret) {
        // example
        try (DynamoDbClient dynamo =
                DynamoDbClient.builder()
                        .endpointOverride(port)
                        .region(Region.US_EAST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create(id, secret)))
                        .build()) {
            dynamo.createTable(table ->
                    table.tableName("shop-items")
                            .billingMode("PAY_PER_REQUEST")
                            .attributeDefinitions(
                                    AttributeDefinition.builder()
                                            .attributeName("id")
                                            .attributeType("S")
                                            .build())
                            .keySchema(
                                    KeySchemaElement.builder()
                                            .attributeName("id")
                                            .keyType("HASH")
                                            .build()));
            dynamo.waiter().waitUntilTableExists(table -> table.tableName("shop-items"));
            dynamo.putItem(put ->
                    put.tableName("shop-items")
                            .item(
                                    Map.of(
                                            "id",
                                            AttributeValue.fromS("tea"),
                                            "price",
                                            AttributeValue.fromN("12"))));
            return dynamo.getItem(get ->
                            get.tableName("shop-items")
                                    .key(Map.of("id", AttributeValue.fromS("tea")))
                                    .consistentRead(true))
                    .item();
        }
        // end of the example
    }

    @Test
    void theExampleRuns() {
        try (var node = new Node(folder)) {
            assertThat(run(node.endpoint(), node.admin().id(), node.admin().secret().orElse("")))
                    .containsEntry("price", AttributeValue.fromN("12"));
        }
    }

    @Test
    void theReadmeSaysTheSame() throws IOException {
        Path module = Path.of("").toAbsolutePath();
        String source =
                Files.readString(
                        module.resolve("src/test/java/dev/hedgerow/clients/ReadmeTest.java"));
        String from = "        // " + "example\n";
        String code =
                source.substring(
                        source.indexOf(from) + from.length(),
                        source.indexOf("        // end of the " + "example\n"));
        String example =
                code.lines()
                        .map(line -> "    " + line.substring(Math.min(8, line.length())))
                        .collect(Collectors.joining("\n"));
        assertThat(Files.readString(module.resolveSibling("README.md"))).contains(example);
    }
}
