package dev.hedgerow.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hedgerow.clients.Streamed.Change;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardFilterType;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.model.StreamStatus;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The client for streams of the AWS SDK for Java against the packaged node. */
@Timeout(300)
final class StreamsTest {
    @TempDir static Path folder;
    private static Node node;

    @BeforeAll
    static void start() {
        node = new Node(folder);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static StreamDescription describe(DynamoDbStreamsClient streams, String arn) {
        return streams.describeStream(stream -> stream.streamArn(arn)).streamDescription();
    }

    private static String iterator(
            DynamoDbStreamsClient streams,
            String arn,
            ShardIteratorType type,
            @Nullable String sequence) {
        Shard shard = describe(streams, arn).shards().getFirst();
        return streams.getShardIterator(request ->
                        request.streamArn(arn)
                                .shardId(shard.shardId())
                                .shardIteratorType(type)
                                .sequenceNumber(sequence))
                .shardIterator();
    }

    /** Records of one reading after the other, and where the next one begins. */
    private static final class Reading {
        private final List<Record> records = new ArrayList<>();
        private @Nullable String next;

        /** Reads until there is nothing at the moment, or nothing any more. */
        Reading(DynamoDbStreamsClient streams, String iterator, int page) {
            next = iterator;
            boolean more = true;
            while (more && next != null) {
                var answer = streams.getRecords(request -> request.shardIterator(next).limit(page));
                more = answer.hasRecords() && !answer.records().isEmpty();
                records.addAll(answer.records());
                next = answer.nextShardIterator();
            }
        }

        List<Change> changes() {
            return records.stream().map(Change::of).toList();
        }

        String sequence(int index) {
            return records.get(index).dynamodb().sequenceNumber();
        }
    }

    @Test
    void everyKindOfIteratorBeginsWhereItSays() {
        var table = new Streamed("iterators");
        try (DynamoDbClient client = node.client();
                DynamoDbStreamsClient streams = node.streams()) {
            String arn = table.create(client);
            List<Change> changes = table.change(client, 3, 0, 25);
            var all =
                    new Reading(
                            streams,
                            iterator(streams, arn, ShardIteratorType.TRIM_HORIZON, null),
                            4);
            assertThat(all.changes()).isEqualTo(changes);
            var at = iterator(streams, arn, ShardIteratorType.AT_SEQUENCE_NUMBER, all.sequence(10));
            var after =
                    iterator(
                            streams,
                            arn,
                            ShardIteratorType.AFTER_SEQUENCE_NUMBER,
                            all.sequence(10));
            String latest = iterator(streams, arn, ShardIteratorType.LATEST, null);
            assertThat(new Reading(streams, at, 1000).changes()).isEqualTo(changes.subList(10, 25));
            assertThat(new Reading(streams, after, 1000).changes())
                    .isEqualTo(changes.subList(11, 25));
            List<Change> later = table.change(client, 3, 25, 30);
            assertThat(new Reading(streams, latest, 2).changes()).isEqualTo(later);
            assertThat(new Reading(streams, String.valueOf(all.next), 1000).changes())
                    .isEqualTo(later);
        }
    }

    @Test
    void whoReadsFromTheHorizonArrivesAtTheLatestAndGoesOnAfterACrashOfTheNode() {
        var table = new Streamed("crashes");
        var seen = new ArrayList<Change>();
        List<Change> made = new ArrayList<>();
        String arn;
        String iterator;
        String last;
        try (DynamoDbClient client = node.client();
                DynamoDbStreamsClient streams = node.streams()) {
            arn = table.create(client);
            made.addAll(table.change(client, 7, 0, 120));
            var reading =
                    new Reading(
                            streams,
                            iterator(streams, arn, ShardIteratorType.TRIM_HORIZON, null),
                            50);
            seen.addAll(reading.changes());
            iterator = String.valueOf(reading.next);
            last = reading.sequence(119);
            made.addAll(table.change(client, 7, 120, 150));
        }
        node.crash();
        try (DynamoDbClient client = node.client();
                DynamoDbStreamsClient streams = node.streams()) {
            assertThat(table.arn(client)).isEqualTo(arn);
            made.addAll(table.change(client, 7, 150, 180));
            var byNumber =
                    new Reading(
                            streams,
                            iterator(streams, arn, ShardIteratorType.AFTER_SEQUENCE_NUMBER, last),
                            50);
            var byIterator = new Reading(streams, iterator, 50);
            assertThat(byIterator.changes()).isEqualTo(byNumber.changes());
            seen.addAll(byIterator.changes());
            assertThat(seen).isEqualTo(made);
        }
    }

    @Test
    void theShardOfAStreamThatEndedIsClosedAndReadToItsEnd() {
        var table = new Streamed("closing");
        try (DynamoDbClient client = node.client();
                DynamoDbStreamsClient streams = node.streams()) {
            String arn = table.create(client);
            StreamDescription open = describe(streams, arn);
            assertThat(open.streamStatus()).isEqualTo(StreamStatus.ENABLED);
            assertThat(open.streamViewType()).isEqualTo(StreamViewType.NEW_AND_OLD_IMAGES);
            assertThat(open.shards().getFirst().sequenceNumberRange().endingSequenceNumber())
                    .isNull();
            String iterator = iterator(streams, arn, ShardIteratorType.TRIM_HORIZON, null);
            List<Change> changes = table.change(client, 2, 0, 9);
            table.stop(client);
            var _ = table.change(client, 2, 9, 12);
            StreamDescription closed = describe(streams, arn);
            assertThat(closed.streamStatus()).isEqualTo(StreamStatus.DISABLED);
            Shard shard = closed.shards().getFirst();
            var reading = new Reading(streams, iterator, 4);
            assertThat(reading.changes()).isEqualTo(changes);
            assertThat(reading.next).isNull();
            assertThat(new BigInteger(reading.sequence(0)))
                    .isGreaterThanOrEqualTo(
                            new BigInteger(shard.sequenceNumberRange().startingSequenceNumber()));
            assertThat(new BigInteger(reading.sequence(8)))
                    .isLessThanOrEqualTo(
                            new BigInteger(shard.sequenceNumberRange().endingSequenceNumber()));
            assertThat(streams.listStreams(all -> all.tableName("closing")).streams())
                    .singleElement()
                    .satisfies(stream -> assertThat(stream.streamArn()).isEqualTo(arn));
        }
    }

    @Test
    void aShardIsAskedForItsChildrenAndHasNone() {
        var table = new Streamed("children");
        try (DynamoDbClient client = node.client();
                DynamoDbStreamsClient streams = node.streams()) {
            String arn = table.create(client);
            String shard = describe(streams, arn).shards().getFirst().shardId();
            assertThat(children(streams, arn, shard).shards()).isEmpty();
            var missing =
                    catchThrowableOfType(
                            ResourceNotFoundException.class,
                            () -> children(streams, arn, shard.replace(shard.charAt(10), '9')));
            assertThat(missing.getMessage()).contains("not found");
        }
    }

    private static StreamDescription children(
            DynamoDbStreamsClient streams, String arn, String shard) {
        return streams.describeStream(request ->
                        request.streamArn(arn)
                                .shardFilter(filter ->
                                        filter.type(ShardFilterType.CHILD_SHARDS).shardId(shard)))
                .streamDescription();
    }
}
