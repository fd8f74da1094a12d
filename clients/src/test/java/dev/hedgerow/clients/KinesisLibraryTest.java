package dev.hedgerow.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.dynamodbv2.streamsadapter.AmazonDynamoDBStreamsAdapterClient;
import com.amazonaws.services.dynamodbv2.streamsadapter.StreamsSchedulerFactory;
import com.amazonaws.services.dynamodbv2.streamsadapter.polling.DynamoDBStreamsPollingConfig;
import dev.hedgerow.clients.Streamed.Change;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.kinesis.common.ConfigsBuilder;
import software.amazon.kinesis.common.InitialPositionInStream;
import software.amazon.kinesis.common.InitialPositionInStreamExtended;
import software.amazon.kinesis.coordinator.Scheduler;
import software.amazon.kinesis.metrics.NullMetricsFactory;

/**
 * The Kinesis Client Library with Amazon's adapter for streams, its leases in tables of the same
 * node.
 */
@Timeout(600)
final class KinesisLibraryTest {
    private static final Duration SEEN_MAX = Duration.ofSeconds(200);
    private static final Duration STEP = Duration.ofMillis(100);

    @TempDir Path folder;

    /** A worker of the library with what it needs; it runs until it is closed. */
    private static final class Worker implements AutoCloseable {
        private final DynamoDbStreamsClient streams;
        private final DynamoDbAsyncClient leases;
        private final CloudWatchAsyncClient metrics;
        private final Scheduler scheduler;
        private final Thread thread;

        Worker(Node node, String arn, String name, Consumed consumed) {
            streams = node.streams();
            leases = node.asynchronous();
            metrics =
                    CloudWatchAsyncClient.builder()
                            .endpointOverride(node.endpoint())
                            .region(Node.REGION)
                            .credentialsProvider(Node.credentials(node.admin()))
                            .build();
            var adapter = new AmazonDynamoDBStreamsAdapterClient(streams, Node.REGION);
            var start =
                    InitialPositionInStreamExtended.newInitialPosition(
                            InitialPositionInStream.TRIM_HORIZON);
            var configs =
                    new ConfigsBuilder(
                            StreamsSchedulerFactory.createSingleStreamTracker(arn, start),
                            "consumer",
                            adapter,
                            leases,
                            metrics,
                            name,
                            consumed::processor);
            var polling = new DynamoDBStreamsPollingConfig(arn, adapter);
            var _ = polling.idleTimeBetweenReadsInMillis(250);
            var _ = polling.maxRecords(20);
            var leasing = configs.leaseManagementConfig();
            var _ =
                    leasing.failoverTimeMillis(1000)
                            .shardSyncIntervalMillis(500)
                            .billingMode(BillingMode.PAY_PER_REQUEST);
            var _ = leasing.workerUtilizationAwareAssignmentConfig().disableWorkerMetrics(true);
            scheduler =
                    StreamsSchedulerFactory.createScheduler(
                            configs.checkpointConfig(),
                            configs.coordinatorConfig(),
                            leasing,
                            configs.lifecycleConfig(),
                            configs.metricsConfig().metricsFactory(new NullMetricsFactory()),
                            configs.processorConfig(),
                            configs.retrievalConfig().retrievalSpecificConfig(polling),
                            adapter);
            thread = Node.WORLD.threads().start(name, scheduler);
        }

        /** Lets it finish what it has begun, and say how far it came. */
        void finish() throws Exception {
            // whether its own threads ended in time, which says nothing about what it consumed
            boolean _ = scheduler.startGracefulShutdown().get(60, TimeUnit.SECONDS);
        }

        @Override
        public void close() {
            scheduler.shutdown();
            try {
                thread.join(Duration.ofSeconds(30));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            streams.close();
            leases.close();
            metrics.close();
        }
    }

    private static void await(BooleanSupplier there) {
        var deadline = Node.WORLD.clock().deadline(SEEN_MAX);
        while (!there.getAsBoolean() && !deadline.passed(Node.WORLD.clock())) {
            Node.WORLD.clock().sleep(STEP);
        }
    }

    @Test
    void T10_aWorkerThatFollowsAnotherBeginsBehindItsLastCheckpoint() throws Exception {
        var table = new Streamed("events");
        var made = new ArrayList<Change>();
        var first = new Consumed(100);
        try (var node = new Node(folder)) {
            String arn;
            try (DynamoDbClient client = node.client()) {
                arn = table.create(client);
                made.addAll(table.change(client, 9, 0, 200));
                try (var _ = new Worker(node, arn, "first", first)) {
                    await(() -> first.seen().size() >= 200);
                }
            }
            assertThat(first.seen()).isEqualTo(made);
            int known = first.checkpointed();
            assertThat(known).isBetween(100, 199);
            node.crash();
            try (DynamoDbClient client = node.client()) {
                made.addAll(table.change(client, 9, 200, 300));
                var second = new Consumed(Integer.MAX_VALUE);
                try (var worker = new Worker(node, arn, "second", second)) {
                    await(() -> second.seen().size() >= 300 - known);
                    worker.finish();
                }
                assertThat(second.seen()).isEqualTo(made.subList(known, 300));
                List<Change> last = table.change(client, 9, 300, 320);
                var third = new Consumed(Integer.MAX_VALUE);
                try (var _ = new Worker(node, arn, "third", third)) {
                    await(() -> third.seen().size() >= 20);
                    table.stop(client);
                    await(third::ended);
                }
                assertThat(third.seen()).isEqualTo(last);
                assertThat(third.ended()).isTrue();
            }
        }
    }
}
