package dev.hedgerow.tables;

import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.tables.ItemChange.Act;
import dev.hedgerow.tables.ItemWriter.Done;
import dev.hedgerow.tables.expression.Expressions;
import dev.hedgerow.tables.expression.Fields;
import dev.hedgerow.tables.expression.Kind;
import dev.hedgerow.tables.expression.Projection;
import dev.hedgerow.tables.value.StoredItem;
import dev.hedgerow.tables.value.Value;
import dev.hedgerow.tables.wire.JsonOutput;
import dev.hedgerow.tables.wire.ValueWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;

/** GetItem, PutItem, UpdateItem and DeleteItem. */
final class SingleItems {
    private final Reads reads;
    private final Writes writes;
    private final Expressions expressions;
    private final ChangeRequests requests;

    SingleItems(Reads reads, Writes writes, Expressions expressions) {
        this.reads = reads;
        this.writes = writes;
        this.expressions = expressions;
        this.requests = new ChangeRequests(expressions);
    }

    byte[] get(byte[] body) {
        return reads.read(getting(body));
    }

    /**
     * The same without waiting.
     *
     * @throws dev.hedgerow.store.MustWait as {@link Reads#readInMemory}
     */
    byte[] getInMemory(byte[] body) {
        return reads.readInMemory(getting(body));
    }

    private Function<Lookup, Reads.Plan<byte[]>> getting(byte[] body) {
        Parameters p = Parameters.read(body);
        new Constraints()
                .oneOf("returnConsumedCapacity", p.returnConsumedCapacity, Constraints.CAPACITY)
                .notNull("tableName", p.tableName)
                .name("tableName", p.tableName, 1)
                .notNull("key", p.key)
                .length("attributesToGet", p.attributesToGet, 1, 255)
                .check();
        var expression = new ExpressionParameters(p, expressions, List.of(Kind.PROJECTION));
        expression.checkTogether(
                p.attributesToGet == null ? List.of() : List.of("AttributesToGet"), false);
        Map<String, Value> keyValues = Checks.present(p.key).values();
        Optional<Projection> legacy =
                Optional.ofNullable(p.attributesToGet).map(Legacy::projection);
        Optional<Projection> projection = expression.projection().or(() -> legacy);
        expression.checkAllUsed();
        return lookup -> {
            TableSchema table = lookup.serving(p.table());
            Checks.lookupKey(table, keyValues);
            projection.ifPresent(paths -> Checks.projection(table, paths));
            Key key = ItemSpace.item(table, keyValues);
            return new Reads.Plan<>(
                    List.of(KeyRange.single(key)),
                    reader ->
                            got(
                                    p,
                                    projection,
                                    reader.get(key).map(entry -> new StoredItem(entry.value()))));
        };
    }

    private static byte[] got(
            Parameters p, Optional<Projection> projection, Optional<StoredItem> item) {
        return JsonOutput.object(out -> {
            if (item.isPresent()) {
                out.writeName("Item");
                write(out, item.get(), projection);
            }
            if (p.capacityReport() != CapacityReport.NONE) {
                var capacity = new Capacity(p.table());
                double units = Capacity.read(item.map(StoredItem::size).orElse(0));
                capacity.addRead(p.isConsistent() ? units : units / 2);
                out.writeName("ConsumedCapacity");
                capacity.write(out, p.capacityReport(), false);
            }
        });
    }

    static void write(JsonGenerator out, StoredItem item, Optional<Projection> projection) {
        if (projection.isPresent()) {
            new ValueWriter(out).attributes(projection.get().of(Fields.of(item)));
        } else {
            new ValueWriter(out).item(item);
        }
    }

    byte[] change(Act act, byte[] body) {
        return writes.transact(changing(act, body));
    }

    /** The same without waiting; see {@link Writes#begin}. */
    void beginChange(Act act, byte[] body, Consumer<Store.Begun<byte[]>> told) {
        writes.begin(changing(act, body), told);
    }

    private BiFunction<Transaction, Lookup, byte[]> changing(Act act, byte[] body) {
        Parameters p = Parameters.read(body);
        ItemChange change = requests.single(act, p);
        String wanted = p.returnValues == null ? "NONE" : p.returnValues;
        boolean before = wanted.endsWith("_OLD") || p.capacityReport() != CapacityReport.NONE;
        return (tx, lookup) -> {
            TableSchema table = lookup.serving(change.table());
            ItemWriter.check(table, change);
            var capacity = new Capacity(table.name());
            Done done = ItemWriter.apply(tx, table, change, before, capacity);
            return changed(p, table, change, done, capacity);
        };
    }

    private static byte[] changed(
            Parameters p, TableSchema table, ItemChange change, Done done, Capacity capacity) {
        return JsonOutput.object(out -> {
            writeAttributes(out, p, change, done);
            if (p.capacityReport() != CapacityReport.NONE) {
                out.writeName("ConsumedCapacity");
                capacity.write(out, p.capacityReport(), false);
            }
            if ("SIZE".equals(p.returnItemCollectionMetrics)) {
                ItemCollections.write(out, table, change.attributes());
            }
        });
    }

    private static void writeAttributes(
            JsonGenerator out, Parameters p, ItemChange change, Done done) {
        Map<String, Value> attributes =
                switch (p.returnValues) {
                    case "ALL_OLD" -> done.before().map(StoredItem::attributes).orElse(Map.of());
                    case "ALL_NEW" -> done.after();
                    case "UPDATED_OLD" -> changedParts(change, done.before().map(Fields::of));
                    case "UPDATED_NEW" ->
                            changedParts(change, Optional.of(Fields.of(done.after())));
                    case null, default -> Map.of();
                };
        if (!attributes.isEmpty()) {
            out.writeName("Attributes");
            new ValueWriter(out).attributes(attributes);
        }
    }

    private static Map<String, Value> changedParts(ItemChange change, Optional<Fields> item) {
        if (change.update().isEmpty() || item.isEmpty()) {
            return Map.of();
        }
        return change.update().get().places().of(item.get());
    }
}
