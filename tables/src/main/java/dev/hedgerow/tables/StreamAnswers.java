package dev.hedgerow.tables;

import dev.hedgerow.tables.ChangeRows.Change;
import dev.hedgerow.tables.ChangeRows.Position;
import dev.hedgerow.tables.value.StoredItem;
import dev.hedgerow.tables.wire.JsonOutput;
import dev.hedgerow.tables.wire.ValueWriter;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** Streams and their records as the protocol shows them. */
final class StreamAnswers {
    private StreamAnswers() {}

    /** The name of the one shard of a stream. */
    static String shard(StreamTable.Row stream) {
        return "shardId-%020d-%08x"
                .formatted(stream.stream().createdMillis(), stream.stream().id());
    }

    static byte[] described(StreamTable.Row stream, boolean withShard) {
        return JsonOutput.object(out -> {
            out.writeName("StreamDescription");
            out.writeStartObject();
            out.writeStringProperty("StreamArn", stream.arn());
            out.writeStringProperty("StreamLabel", stream.label());
            out.writeStringProperty(
                    "StreamStatus", stream.closed().isPresent() ? "DISABLED" : "ENABLED");
            out.writeStringProperty("StreamViewType", stream.stream().view().name());
            out.writeNumberProperty(
                    "CreationRequestDateTime", stream.stream().createdMillis() / 1000.0);
            out.writeStringProperty("TableName", stream.table());
            TableDescription.keys(out, stream.keys());
            out.writeName("Shards");
            out.writeStartArray();
            if (withShard) {
                shard(out, stream);
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private static void shard(JsonGenerator out, StreamTable.Row stream) {
        out.writeStartObject();
        out.writeStringProperty("ShardId", shard(stream));
        out.writeName("SequenceNumberRange");
        out.writeStartObject();
        out.writeStringProperty(
                "StartingSequenceNumber", ShardIterator.sequence(new Position(stream.begin(), 0)));
        if (stream.closed().isPresent()) {
            out.writeStringProperty(
                    "EndingSequenceNumber",
                    ShardIterator.sequence(new Position(stream.closed().get(), 0)));
        }
        out.writeEndObject();
        out.writeEndObject();
    }

    static byte[] records(StreamTable.Row stream, List<Change> changes, Optional<String> next) {
        return JsonOutput.object(out -> {
            out.writeName("Records");
            out.writeStartArray();
            changes.forEach(change -> record(out, stream, change));
            out.writeEndArray();
            if (next.isPresent()) {
                out.writeStringProperty("NextShardIterator", next.get());
            }
        });
    }

    private static void record(JsonGenerator out, StreamTable.Row stream, Change change) {
        String sequence = ShardIterator.sequence(change.position());
        out.writeStartObject();
        out.writeStringProperty(
                "eventID",
                "%08x%024x".formatted(stream.stream().id(), new java.math.BigInteger(sequence)));
        out.writeStringProperty("eventName", change.event().name());
        out.writeStringProperty("eventVersion", "1.1");
        out.writeStringProperty("eventSource", "aws:dynamodb");
        out.writeStringProperty("awsRegion", "us-east-1");
        out.writeName("dynamodb");
        out.writeStartObject();
        out.writeNumberProperty(
                "ApproximateCreationDateTime",
                change.position().stamp().instant().getEpochSecond());
        int size = item(out, "Keys", Optional.of(change.keys()));
        size += item(out, "NewImage", change.after());
        size += item(out, "OldImage", change.before());
        out.writeStringProperty("SequenceNumber", sequence);
        out.writeNumberProperty("SizeBytes", size);
        out.writeStringProperty("StreamViewType", stream.stream().view().name());
        out.writeEndObject();
        if (change.expired()) {
            out.writeName("userIdentity");
            out.writeStartObject();
            out.writeStringProperty("PrincipalId", "dynamodb.amazonaws.com");
            out.writeStringProperty("Type", "Service");
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    private static int item(JsonGenerator out, String member, Optional<StoredItem> item) {
        if (item.isEmpty()) {
            return 0;
        }
        out.writeName(member);
        new ValueWriter(out).item(item.get());
        return item.get().size();
    }
}
