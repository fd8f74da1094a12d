package dev.hedgerow.tables;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.Key;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.tables.ItemChange.Act;
import dev.hedgerow.tables.refusal.Sentence;
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
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** BatchWriteItem: every item a transaction of its own, all at the same time. */
final class BatchWrites {
    static final int WRITES_MAX = 25;

    private final Reads reads;
    private final Together together;

    BatchWrites(Reads reads, Writes writes, World world) {
        this.reads = reads;
        this.together = new Together(writes, world);
    }

    /** The parameters of the request. */
    private static final class Batch {
        private @Nullable Map<String, List<WriteRequest>> items;
        private @Nullable String returnConsumedCapacity;
        private @Nullable String returnItemCollectionMetrics;

        static Batch read(byte[] body) {
            var batch = new Batch();
            JsonInput.read(
                    body,
                    (name, input) -> {
                        switch (name) {
                            case "RequestItems" ->
                                    batch.items =
                                            input.map(() ->
                                                    input.list(() -> WriteRequest.read(input)));
                            case "ReturnConsumedCapacity" ->
                                    batch.returnConsumedCapacity = input.string();
                            case "ReturnItemCollectionMetrics" ->
                                    batch.returnItemCollectionMetrics = input.string();
                            default -> input.skip();
                        }
                    });
            return batch;
        }
    }

    /** A put or a delete, as it was read. */
    private static final class WriteRequest {
        private @Nullable Parameters put;
        private @Nullable Parameters delete;

        static WriteRequest read(JsonInput input) {
            var request = new WriteRequest();
            input.structure((name, member) -> {
                switch (name) {
                    case "PutRequest" -> request.put = Parameters.read(member);
                    case "DeleteRequest" -> request.delete = Parameters.read(member);
                    default -> member.skip();
                }
            });
            return request;
        }
    }

    byte[] write(byte[] body) {
        Batch batch = Batch.read(body);
        List<ItemChange> changes = changes(batch);
        Map<String, TableSchema> tables =
                reads.read(lookup -> {
                    Map<String, TableSchema> found = checked(lookup, changes);
                    return new Reads.Plan<>(List.of(), _ -> found);
                });
        var capacities = new LinkedHashMap<String, Capacity>();
        var functions = new ArrayList<BiFunction<Transaction, Lookup, Capacity>>();
        for (ItemChange change : changes) {
            capacities.computeIfAbsent(change.table(), Capacity::new);
            functions.add((tx, lookup) -> apply(tx, lookup, change));
        }
        List<ItemChange> unprocessed = new ArrayList<>();
        List<Together.Result<Capacity>> results = together.transact(functions);
        for (int i = 0; i < results.size(); i++) {
            Together.Result<Capacity> result = results.get(i);
            if (result.failure().isEmpty()) {
                Checks.present(capacities.get(changes.get(i).table()))
                        .add(result.value().orElseThrow());
            } else if (isTransient(result.failure().get())) {
                unprocessed.add(changes.get(i));
            } else {
                throw result.failure().get();
            }
        }
        if (unprocessed.size() == changes.size()) {
            throw results.getFirst().failure().orElseThrow();
        }
        return written(batch, changes, tables, unprocessed, capacities);
    }

    private static Capacity apply(Transaction tx, Lookup lookup, ItemChange change) {
        TableSchema table = lookup.serving(change.table());
        var capacity = new Capacity(table.name());
        ItemWriter.apply(tx, table, change, false, capacity);
        return capacity;
    }

    /** Whether trying again may help, and does no harm. */
    private static boolean isTransient(RuntimeException failure) {
        return failure instanceof HedgerowException hedgerow
                && (hedgerow.failure().kind() == Failure.Kind.UNAVAILABLE
                        || hedgerow.failure() == Failure.TRANSACTION_CONFLICT);
    }

    private static List<ItemChange> changes(Batch batch) {
        Map<String, List<WriteRequest>> requests = batch.items;
        new Constraints()
                .oneOf("returnConsumedCapacity", batch.returnConsumedCapacity, Constraints.CAPACITY)
                .oneOf(
                        "returnItemCollectionMetrics",
                        batch.returnItemCollectionMetrics,
                        Constraints.METRICS)
                .notNull("requestItems", requests)
                .check();
        var changes = new ArrayList<ItemChange>();
        if (requests == null || requests.isEmpty()) {
            throw Sentence.BATCH_WRITE_EMPTY.refusal();
        }
        for (var table : requests.entrySet()) {
            if (table.getValue().isEmpty() || table.getValue().size() > WRITES_MAX) {
                throw Sentence.BATCH_WRITE_COUNT.refusal(table.getKey());
            }
        }
        for (var table : requests.entrySet()) {
            for (WriteRequest request : table.getValue()) {
                changes.add(change(table.getKey(), request));
            }
        }
        if (changes.size() > WRITES_MAX) {
            throw Sentence.BATCH_TOO_MANY.refusal("BatchWriteItem");
        }
        return changes;
    }

    private static ItemChange change(String table, WriteRequest request) {
        if ((request.put == null) == (request.delete == null)) {
            throw Sentence.VALUE_TWO_TYPES.refusal();
        }
        boolean put = request.put != null;
        Parameters parameters = Checks.present(put ? request.put : request.delete);
        Attributes given = put ? parameters.item : parameters.key;
        if (given == null) {
            new Constraints()
                    .notNull(
                            "requestItems."
                                    + table
                                    + ".member."
                                    + (put ? "putRequest.item" : "deleteRequest.key"),
                            null)
                    .check();
        }
        Map<String, Value> attributes = Checks.present(given).values();
        if (put) {
            Checks.stored(attributes, Sentence.ITEM_SIZE);
        }
        return new ItemChange(
                put ? Act.PUT : Act.DELETE,
                table,
                attributes,
                Optional.empty(),
                Optional.empty(),
                false,
                0);
    }

    private static Map<String, TableSchema> checked(Lookup lookup, List<ItemChange> changes) {
        var tables = new LinkedHashMap<String, TableSchema>();
        Set<Key> keys = new HashSet<>();
        for (ItemChange change : changes) {
            TableSchema table = tables.computeIfAbsent(change.table(), lookup::serving);
            for (KeyAttribute part : table.keys().all()) {
                Value value = change.attributes().get(part.name());
                // a batch says the same of a put as of a delete
                if (value != null && value.type() != part.type()) {
                    throw Sentence.KEY_MISMATCH.refusal();
                }
            }
            ItemWriter.check(table, change);
            if (!keys.add(ItemSpace.item(table, change.attributes()))) {
                throw Sentence.BATCH_TWICE.refusal();
            }
        }
        return tables;
    }

    private static byte[] written(
            Batch batch,
            List<ItemChange> changes,
            Map<String, TableSchema> tables,
            List<ItemChange> unprocessed,
            Map<String, Capacity> capacities) {
        return JsonOutput.object(out -> {
            out.writeName("UnprocessedItems");
            out.writeStartObject();
            for (String table : tables.keySet()) {
                var left =
                        unprocessed.stream()
                                .filter(change -> change.table().equals(table))
                                .toList();
                if (!left.isEmpty()) {
                    out.writeName(table);
                    out.writeStartArray();
                    left.forEach(change -> writeRequest(out, change));
                    out.writeEndArray();
                }
            }
            out.writeEndObject();
            if ("SIZE".equals(batch.returnItemCollectionMetrics)) {
                ItemCollections.writeAll(out, changes, tables);
            }
            Capacity.writeAll(out, batch.returnConsumedCapacity, capacities.values(), false);
        });
    }

    private static void writeRequest(JsonGenerator out, ItemChange change) {
        boolean put = change.act() == Act.PUT;
        out.writeStartObject();
        out.writeName(put ? "PutRequest" : "DeleteRequest");
        out.writeStartObject();
        out.writeName(put ? "Item" : "Key");
        new ValueWriter(out).attributes(change.attributes());
        out.writeEndObject();
        out.writeEndObject();
    }
}
