package dev.hedgerow.tables;

import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.tables.expression.Expressions;
import dev.hedgerow.tables.expression.Kind;
import dev.hedgerow.tables.expression.Projection;
import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.value.StoredItem;
import dev.hedgerow.tables.value.Value;
import dev.hedgerow.tables.wire.Attributes;
import dev.hedgerow.tables.wire.JsonInput;
import dev.hedgerow.tables.wire.JsonOutput;
import dev.hedgerow.tables.wire.ValueWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** BatchGetItem: all keys at one moment. */
final class BatchReads {
    static final int KEYS_MAX = 100;

    /** Bytes of an answer; keys behind that are given back. */
    static final long ANSWER_MAX = 16L << 20;

    private final Reads reads;
    private final Expressions expressions;

    BatchReads(Reads reads, Expressions expressions) {
        this.reads = reads;
        this.expressions = expressions;
    }

    /** The parameters of the request. */
    private static final class Batch {
        private @Nullable Map<String, GetRequest> items;
        private @Nullable String returnConsumedCapacity;

        static Batch read(byte[] body) {
            var batch = new Batch();
            JsonInput.read(
                    body,
                    (name, input) -> {
                        switch (name) {
                            case "RequestItems" ->
                                    batch.items = input.map(() -> GetRequest.read(input));
                            case "ReturnConsumedCapacity" ->
                                    batch.returnConsumedCapacity = input.string();
                            default -> input.skip();
                        }
                    });
            return batch;
        }
    }

    /** The keys of one table, as they were read. */
    private static final class GetRequest {
        private final Parameters parameters = new Parameters();
        private @Nullable List<Attributes> keys;

        static GetRequest read(JsonInput input) {
            var request = new GetRequest();
            input.structure((name, member) -> {
                if (name.equals("Keys")) {
                    request.keys = member.list(member::attributes);
                } else {
                    request.parameters.member(name, member);
                }
            });
            return request;
        }
    }

    /** The keys of one table, checked as far as no table is needed. */
    private record Wanted(
            Parameters parameters,
            List<Map<String, Value>> keys,
            Optional<Projection> projection) {}

    byte[] get(byte[] body) {
        Batch batch = Batch.read(body);
        Map<String, Wanted> wanted = wanted(batch);
        return reads.read(lookup -> {
            var ranges = new ArrayList<KeyRange>();
            var items = new LinkedHashMap<String, List<Key>>();
            for (var each : wanted.entrySet()) {
                TableSchema table = lookup.serving(each.getKey());
                var keys = new ArrayList<Key>();
                for (Map<String, Value> key : each.getValue().keys()) {
                    Checks.lookupKey(table, key);
                    keys.add(ItemSpace.item(table, key));
                    ranges.add(KeyRange.single(keys.getLast()));
                }
                each.getValue().projection().ifPresent(paths -> Checks.projection(table, paths));
                items.put(each.getKey(), keys);
            }
            return new Reads.Plan<>(ranges, reader -> got(reader, batch, wanted, items));
        });
    }

    private Map<String, Wanted> wanted(Batch batch) {
        Map<String, GetRequest> requests = batch.items;
        var constraints =
                new Constraints()
                        .oneOf(
                                "returnConsumedCapacity",
                                batch.returnConsumedCapacity,
                                Constraints.CAPACITY)
                        .notNull("requestItems", requests);
        if (requests != null) {
            for (var each : requests.entrySet()) {
                String place = "requestItems." + each.getKey() + ".member.keys";
                constraints
                        .notNull(place, each.getValue().keys)
                        .length(place, each.getValue().keys, 1, KEYS_MAX);
            }
        }
        constraints.check();
        if (requests == null || requests.isEmpty()) {
            throw Sentence.BATCH_GET_EMPTY.refusal();
        }
        var wanted = new LinkedHashMap<String, Wanted>();
        int count = 0;
        for (var each : requests.entrySet()) {
            Wanted table = wanted(each.getValue());
            count += table.keys().size();
            wanted.put(each.getKey(), table);
        }
        if (count > KEYS_MAX) {
            throw Sentence.BATCH_TOO_MANY.refusal("BatchGetItem");
        }
        return wanted;
    }

    private Wanted wanted(GetRequest request) {
        Parameters p = request.parameters;
        var expression = new ExpressionParameters(p, expressions, List.of(Kind.PROJECTION));
        expression.checkTogether(
                p.attributesToGet == null ? List.of() : List.of("AttributesToGet"), false);
        var keys = new ArrayList<Map<String, Value>>();
        var seen = new HashSet<Map<String, Value>>();
        for (Attributes key : Checks.present(request.keys)) {
            keys.add(key.values());
            if (!seen.add(keys.getLast())) {
                throw Sentence.BATCH_TWICE.refusal();
            }
        }
        Optional<Projection> legacy =
                Optional.ofNullable(p.attributesToGet).map(Legacy::projection);
        Optional<Projection> projection = expression.projection().or(() -> legacy);
        expression.checkAllUsed();
        return new Wanted(p, keys, projection);
    }

    private static byte[] got(
            Reader reader, Batch batch, Map<String, Wanted> wanted, Map<String, List<Key>> items) {
        var found = new LinkedHashMap<String, List<StoredItem>>();
        var left = new LinkedHashMap<String, List<Map<String, Value>>>();
        var capacities = new ArrayList<Capacity>();
        long bytes = 0;
        for (var table : items.entrySet()) {
            Wanted request = Checks.present(wanted.get(table.getKey()));
            var capacity = new Capacity(table.getKey());
            capacities.add(capacity);
            var stored = new ArrayList<StoredItem>();
            found.put(table.getKey(), stored);
            for (int i = 0; i < table.getValue().size(); i++) {
                if (bytes >= ANSWER_MAX) {
                    left.computeIfAbsent(table.getKey(), _ -> new ArrayList<>())
                            .add(request.keys().get(i));
                    continue;
                }
                Optional<StoredItem> item =
                        reader.get(table.getValue().get(i))
                                .map(entry -> new StoredItem(entry.value()));
                int size = item.map(StoredItem::size).orElse(0);
                bytes += size;
                double units = Capacity.read(size);
                capacity.addRead(request.parameters().isConsistent() ? units : units / 2);
                item.ifPresent(stored::add);
            }
        }
        return JsonOutput.object(out -> {
            writeFound(out, wanted, found);
            writeLeft(out, wanted, left);
            Capacity.writeAll(out, batch.returnConsumedCapacity, capacities, false);
        });
    }

    private static void writeFound(
            JsonGenerator out, Map<String, Wanted> wanted, Map<String, List<StoredItem>> found) {
        out.writeName("Responses");
        out.writeStartObject();
        for (var table : found.entrySet()) {
            out.writeName(table.getKey());
            out.writeStartArray();
            for (StoredItem item : table.getValue()) {
                SingleItems.write(
                        out, item, Checks.present(wanted.get(table.getKey())).projection());
            }
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    private static void writeLeft(
            JsonGenerator out,
            Map<String, Wanted> wanted,
            Map<String, List<Map<String, Value>>> left) {
        out.writeName("UnprocessedKeys");
        out.writeStartObject();
        for (var table : left.entrySet()) {
            Parameters p = Checks.present(wanted.get(table.getKey())).parameters();
            out.writeName(table.getKey());
            out.writeStartObject();
            out.writeName("Keys");
            out.writeStartArray();
            table.getValue().forEach(key -> new ValueWriter(out).attributes(key));
            out.writeEndArray();
            if (p.consistentRead != null) {
                out.writeBooleanProperty("ConsistentRead", p.consistentRead);
            }
            if (p.projectionExpression != null) {
                out.writeStringProperty("ProjectionExpression", p.projectionExpression);
            }
            if (p.names != null) {
                out.writeName("ExpressionAttributeNames");
                out.writeStartObject();
                for (var name : p.names.entrySet()) {
                    out.writeStringProperty(name.getKey(), name.getValue());
                }
                out.writeEndObject();
            }
            out.writeEndObject();
        }
        out.writeEndObject();
    }
}
