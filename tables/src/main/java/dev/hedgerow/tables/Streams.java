package dev.hedgerow.tables;

import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Reader.Direction;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.tables.ChangeRows.Change;
import dev.hedgerow.tables.ChangeRows.Position;
import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.wire.JsonInput;
import dev.hedgerow.tables.wire.JsonOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * ListStreams, DescribeStream, GetShardIterator and GetRecords. A stream has one shard, from its
 * beginning to its end: one order for all changes.
 */
final class Streams {
    static final int LIST_MAX = 100;
    static final int RECORDS_MAX = 1000;
    private static final int ARN_LEAST = 37;
    private static final int ARN_MOST = 1024;
    private static final int SHARD_LEAST = 28;
    private static final int SHARD_MOST = 65;
    private static final List<String> FILTERS = List.of("CHILD_SHARDS");
    private static final String AT = "AT_SEQUENCE_NUMBER";
    private static final String AFTER = "AFTER_SEQUENCE_NUMBER";
    private static final String LATEST = "LATEST";
    private static final List<String> TYPES = List.of(AFTER, LATEST, AT, "TRIM_HORIZON");

    private final Reads reads;
    private final Clock clock;

    Streams(Reads reads, Clock clock) {
        this.reads = reads;
        this.clock = clock;
    }

    /** The parameters of all four. */
    private static final class Request {
        private @Nullable String tableName;
        private @Nullable String streamArn;
        private @Nullable String startArn;
        private @Nullable String startShard;
        private @Nullable String shardId;
        private @Nullable String type;
        private @Nullable String sequence;
        private @Nullable String iterator;
        private @Nullable Integer limit;
        private @Nullable String filter;
        private @Nullable String parent;

        static Request read(byte[] body) {
            var request = new Request();
            JsonInput.read(body, request::member);
            return request;
        }

        private void member(String name, JsonInput input) {
            switch (name) {
                case "TableName" -> tableName = input.string();
                case "StreamArn" -> streamArn = input.string();
                case "ExclusiveStartStreamArn" -> startArn = input.string();
                case "ExclusiveStartShardId" -> startShard = input.string();
                case "ShardId" -> shardId = input.string();
                case "ShardIteratorType" -> type = input.string();
                case "SequenceNumber" -> sequence = input.string();
                case "ShardIterator" -> iterator = input.string();
                case "Limit" -> limit = input.integer();
                case "ShardFilter" -> input.structure(this::filterMember);
                default -> input.skip();
            }
        }

        private void filterMember(String name, JsonInput input) {
            switch (name) {
                case "Type" -> filter = input.string();
                case "ShardId" -> parent = input.string();
                default -> input.skip();
            }
        }

        Arns.Part stream() {
            Arns.Part stream =
                    Arns.streamOf(Checks.present(streamArn))
                            .orElseThrow(Sentence.STREAM_ARN::refusal);
            Asking.check(stream.table());
            return stream;
        }
    }

    byte[] list(byte[] body) {
        Request request = Request.read(body);
        new Constraints()
                .name("tableName", request.tableName, 3)
                .chars("exclusiveStartStreamArn", request.startArn, ARN_LEAST, ARN_MOST)
                .atLeast("limit", request.limit, 1)
                .atMost("limit", request.limit, LIST_MAX)
                .check();
        Asking.checkOneOrAll(Optional.ofNullable(request.tableName));
        int limit = request.limit == null ? LIST_MAX : request.limit;
        KeyRange all =
                request.tableName == null ? StreamTable.all() : StreamTable.of(request.tableName);
        KeyRange range = all;
        if (request.startArn != null) {
            Arns.Part start =
                    Arns.streamOf(request.startArn).orElseThrow(Sentence.STREAM_ARN::refusal);
            range = all.after(StreamTable.key(start.table(), start.name()));
        }
        KeyRange rest = range;
        return reads.read(_ -> new Reads.Plan<>(List.of(), reader -> listed(reader, rest, limit)));
    }

    private static byte[] listed(Reader reader, KeyRange range, int limit) {
        List<Entry> found = reader.scan(range, limit + 1, Direction.ASCENDING);
        var streams = found.stream().limit(limit).map(StreamTable::decode).toList();
        return JsonOutput.object(out -> {
            out.writeName("Streams");
            out.writeStartArray();
            for (StreamTable.Row stream : streams) {
                out.writeStartObject();
                out.writeStringProperty("StreamArn", stream.arn());
                out.writeStringProperty("TableName", stream.table());
                out.writeStringProperty("StreamLabel", stream.label());
                out.writeEndObject();
            }
            out.writeEndArray();
            if (found.size() > limit) {
                out.writeStringProperty("LastEvaluatedStreamArn", streams.getLast().arn());
            }
        });
    }

    private static StreamTable.Row find(Reader reader, Arns.Part stream) {
        Asking.check(stream.table());
        return reader.get(StreamTable.key(stream.table(), stream.name()))
                .map(StreamTable::decode)
                .orElseThrow(() ->
                        Sentence.STREAM_NOT_FOUND.refusal(
                                Arns.stream(stream.table(), stream.name())));
    }

    byte[] describe(byte[] body) {
        Request request = Request.read(body);
        new Constraints()
                .notNull("streamArn", request.streamArn)
                .chars("streamArn", request.streamArn, ARN_LEAST, ARN_MOST)
                .atLeast("limit", request.limit, 1)
                .atMost("limit", request.limit, LIST_MAX)
                .oneOf("shardFilter.type", request.filter, FILTERS)
                .chars("shardFilter.shardId", request.parent, SHARD_LEAST, SHARD_MOST)
                .check();
        Arns.Part stream = request.stream();
        return reads.read(_ ->
                new Reads.Plan<>(List.of(), reader -> described(find(reader, stream), request)));
    }

    /** A shard has no children: asked for those of the only one, there is none to show. */
    private static byte[] described(StreamTable.Row stream, Request request) {
        String shard = StreamAnswers.shard(stream);
        String parent = request.parent;
        if (parent != null && !parent.equals(shard)) {
            throw Sentence.SHARD_NOT_FOUND.refusal(parent, stream.arn());
        }
        boolean shown = parent == null && !shard.equals(request.startShard);
        return StreamAnswers.described(stream, shown);
    }

    byte[] iterator(byte[] body) {
        Request request = Request.read(body);
        new Constraints()
                .notNull("streamArn", request.streamArn)
                .chars("streamArn", request.streamArn, ARN_LEAST, ARN_MOST)
                .notNull("shardId", request.shardId)
                .chars("shardId", request.shardId, SHARD_LEAST, SHARD_MOST)
                .notNull("shardIteratorType", request.type)
                .oneOf("shardIteratorType", request.type, TYPES)
                .chars("sequenceNumber", request.sequence, 21, 40)
                .check();
        String type = Checks.present(request.type);
        boolean numbered = type.equals(AT) || type.equals(AFTER);
        if (numbered && request.sequence == null) {
            throw Sentence.SEQUENCE_MISSING.refusal(type);
        }
        if (!numbered && request.sequence != null) {
            throw Sentence.SEQUENCE_ALONE.refusal(type);
        }
        Arns.Part stream = request.stream();
        return reads.read(_ ->
                new Reads.Plan<>(
                        List.of(), reader -> iterator(reader, find(reader, stream), request)));
    }

    private byte[] iterator(Reader reader, StreamTable.Row stream, Request request) {
        if (!StreamAnswers.shard(stream).equals(request.shardId)) {
            throw Sentence.SHARD_NOT_FOUND.refusal(Checks.present(request.shardId), stream.arn());
        }
        String type = Checks.present(request.type);
        Position from =
                switch (type) {
                    case LATEST -> new Position(reader.stamp().next(), 0);
                    case AT -> ShardIterator.position(Checks.present(request.sequence));
                    case AFTER -> {
                        Position last = ShardIterator.position(Checks.present(request.sequence));
                        yield new Position(last.stamp(), last.place() + 1);
                    }
                    default -> new Position(stream.begin(), 0);
                };
        boolean horizon = from.stamp().compareTo(stream.begin()) <= 0;
        if (!horizon && before(Upkeep.CHANGES_KEPT).isAfter(from.stamp())) {
            throw Sentence.STREAM_TRIMMED.refusal();
        }
        var iterator =
                new ShardIterator(stream.table(), stream.label(), from, horizon, clock.millis());
        return JsonOutput.object(out -> out.writeStringProperty("ShardIterator", iterator.text()));
    }

    /** The first stamp of a moment as long ago. */
    private Stamp before(Duration ago) {
        return Stamp.at(clock.instant().minus(ago));
    }

    /** Where reading goes on, which for the oldest record there is may have moved by now. */
    private Position from(ShardIterator iterator) {
        Position from = iterator.from();
        if (iterator.horizon()) {
            Stamp oldest = before(Upkeep.CHANGES_KEPT);
            return oldest.isAfter(from.stamp()) ? new Position(oldest, 0) : from;
        }
        if (before(Upkeep.CHANGES_STAY).isAfter(from.stamp())) {
            throw Sentence.STREAM_TRIMMED.refusal();
        }
        return from;
    }

    byte[] records(byte[] body) {
        Request request = Request.read(body);
        new Constraints()
                .notNull("shardIterator", request.iterator)
                .chars("shardIterator", request.iterator, 1, 2048)
                .atLeast("limit", request.limit, 1)
                .atMost("limit", request.limit, RECORDS_MAX)
                .check();
        int limit = request.limit == null ? RECORDS_MAX : request.limit;
        ShardIterator iterator =
                ShardIterator.read(Checks.present(request.iterator), clock.millis());
        Asking.check(iterator.table());
        return reads.read(lookup -> {
            StreamTable.Row stream =
                    lookup.read(reader ->
                            find(reader, new Arns.Part(iterator.table(), iterator.label())));
            Position from = from(iterator);
            KeyRange range =
                    ChangeRows.all(stream.stream().id())
                            .startingAt(ChangeRows.key(stream.stream().id(), from));
            return new Reads.Plan<>(
                    List.of(range), reader -> records(reader, stream, range, limit));
        });
    }

    private byte[] records(Reader reader, StreamTable.Row stream, KeyRange range, int limit) {
        var changes = new ArrayList<Change>();
        Pages.Extent extent =
                Pages.read(
                        reader,
                        range,
                        Direction.ASCENDING,
                        limit,
                        entry -> {
                            changes.add(ChangeRows.decode(entry));
                            return entry.value().length;
                        });
        Optional<Position> next;
        if (extent.full()) {
            Position last = changes.getLast().position();
            next = Optional.of(new Position(last.stamp(), last.place() + 1));
        } else if (stream.closed().isPresent()) {
            next = Optional.empty();
        } else {
            // everything up to this moment was seen, so that a reader of nothing keeps up with time
            next = Optional.of(new Position(reader.stamp().next(), 0));
        }
        Optional<String> iterator =
                next.map(position ->
                        new ShardIterator(
                                        stream.table(),
                                        stream.label(),
                                        position,
                                        false,
                                        clock.millis())
                                .text());
        return StreamAnswers.records(stream, changes, iterator);
    }
}
