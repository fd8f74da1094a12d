package dev.hedgerow.clients;

import dev.hedgerow.acceptance.PackagedNode;
import dev.hedgerow.client.Keys;
import dev.hedgerow.kernel.World;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.dynamodb.waiters.DynamoDbWaiter;

/** The packaged node with DynamoDB's port open for signed requests, and clients of it. */
final class Node implements AutoCloseable {
    static final World WORLD = World.system();
    static final Region REGION = Region.EU_CENTRAL_1;

    private final PackagedNode node;
    private final Keys.Key admin;

    Node(Path folder) {
        Path distribution =
                Path.of(System.getProperty("hedgerow.distribution", "../dist/target/hedgerow"));
        node =
                new PackagedNode(
                        distribution.toAbsolutePath().normalize(),
                        folder.resolve("data"),
                        WORLD,
                        List.of("--dynamodb-port", "0"));
        node.start();
        admin = key("tests", List.of(), List.of("admin"));
    }

    Keys.Key key(String name, List<String> tables, List<String> actions) {
        return node.client(Duration.ofSeconds(10))
                .keys()
                .create(new Keys.Wanted(name, tables, actions, Optional.empty()));
    }

    void revoke(Keys.Key key) {
        var _ = node.client(Duration.ofSeconds(10)).keys().revoke(key.id());
    }

    URI endpoint() {
        return URI.create(node.dynamodb().orElseThrow());
    }

    static StaticCredentialsProvider credentials(Keys.Key key) {
        return StaticCredentialsProvider.create(
                AwsBasicCredentials.create(key.id(), key.secret().orElse("")));
    }

    /** Of somebody who may do everything. */
    DynamoDbClient client() {
        return client(admin);
    }

    DynamoDbClient client(Keys.Key key) {
        DynamoDbClientBuilder builder = DynamoDbClient.builder();
        return builder.endpointOverride(endpoint())
                .region(REGION)
                .credentialsProvider(credentials(key))
                .build();
    }

    DynamoDbAsyncClient asynchronous() {
        return DynamoDbAsyncClient.builder()
                .endpointOverride(endpoint())
                .region(REGION)
                .credentialsProvider(credentials(admin))
                .build();
    }

    DynamoDbStreamsClient streams() {
        return DynamoDbStreamsClient.builder()
                .endpointOverride(endpoint())
                .region(REGION)
                .credentialsProvider(credentials(admin))
                .build();
    }

    /** Kills it as a crash does and starts it again; its port is another one then. */
    void crash() {
        node.kill();
        node.start();
    }

    /** Waits until the table can be used; the SDK's own waiter looks every 20 s only. */
    static void awaitTable(DynamoDbClient client, String name) {
        try (DynamoDbWaiter waiter =
                DynamoDbWaiter.builder()
                        .client(client)
                        .overrideConfiguration(wait ->
                                wait.maxAttempts(300)
                                        .backoffStrategyV2(
                                                BackoffStrategy.fixedDelayWithoutJitter(
                                                        Duration.ofMillis(100))))
                        .build()) {
            var _ = waiter.waitUntilTableExists(wait -> wait.tableName(name));
        }
    }

    Keys.Key admin() {
        return admin;
    }

    @Override
    public void close() {
        node.close();
    }
}
