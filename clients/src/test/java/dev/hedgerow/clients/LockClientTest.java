package dev.hedgerow.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.dynamodbv2.AcquireLockOptions;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBLockClient;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBLockClientOptions;
import com.amazonaws.services.dynamodbv2.CreateDynamoDBTableOptions;
import com.amazonaws.services.dynamodbv2.LockItem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughput;

/** Amazon's lock client: one holder at a time, who keeps the lock alive and passes it on. */
@Timeout(300)
final class LockClientTest {
    @TempDir Path folder;

    private static AmazonDynamoDBLockClient locks(DynamoDbClient client, String owner) {
        return new AmazonDynamoDBLockClient(
                AmazonDynamoDBLockClientOptions.builder(client, "locks")
                        .withTimeUnit(TimeUnit.MILLISECONDS)
                        .withLeaseDuration(1500L)
                        .withHeartbeatPeriod(300L)
                        .withOwnerName(owner)
                        .withCreateHeartbeatBackgroundThread(true)
                        .build());
    }

    private static Optional<LockItem> tryLock(AmazonDynamoDBLockClient locks)
            throws InterruptedException {
        return locks.tryAcquireLock(
                AcquireLockOptions.builder("job")
                        .withData(ByteBuffer.wrap("busy".getBytes(StandardCharsets.UTF_8)))
                        .withRefreshPeriod(100L)
                        .withAdditionalTimeToWaitForLock(400L)
                        .withTimeUnit(TimeUnit.MILLISECONDS)
                        .build());
    }

    @Test
    void aLockHasOneHolderUntilItIsReleased() throws IOException, InterruptedException {
        try (var node = new Node(folder);
                var client = node.client()) {
            AmazonDynamoDBLockClient.createLockTableInDynamoDB(
                    CreateDynamoDBTableOptions.builder(
                                    client,
                                    ProvisionedThroughput.builder()
                                            .readCapacityUnits(5L)
                                            .writeCapacityUnits(5L)
                                            .build(),
                                    "locks")
                            .build());
            Node.awaitTable(client, "locks");
            try (var first = locks(client, "first");
                    var second = locks(client, "second")) {
                LockItem held = tryLock(first).orElseThrow();
                // longer than the lease: its holder keeps it alive
                Node.WORLD.clock().sleep(Duration.ofSeconds(2));
                assertThat(tryLock(second)).isEmpty();
                assertThat(held.isExpired()).isFalse();
                assertThat(second.getLock("job", Optional.empty()).orElseThrow().getOwnerName())
                        .isEqualTo("first");
                assertThat(first.releaseLock(held)).isTrue();
                assertThat(tryLock(second)).isPresent();
                assertThat(tryLock(first)).isEmpty();
            }
        }
    }
}
