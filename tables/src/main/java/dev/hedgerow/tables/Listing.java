package dev.hedgerow.tables;

import dev.hedgerow.store.Key;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Reader.Direction;
import dev.hedgerow.tables.IndexSchema.ProjectionType;
import dev.hedgerow.tables.expression.Condition;
import dev.hedgerow.tables.expression.Evaluation;
import dev.hedgerow.tables.expression.Fields;
import dev.hedgerow.tables.expression.Projection;
import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.value.StoredItem;
import dev.hedgerow.tables.value.Value;
import dev.hedgerow.tables.wire.JsonOutput;
import dev.hedgerow.tables.wire.ValueWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** What Query and Scan have in common: a page of a range, filtered, projected and counted. */
final class Listing {
    private final Parameters parameters;
    private final TableSchema table;
    private final Optional<IndexSchema> index;
    private final Optional<Condition> filter;
    private final Optional<Projection> projection;

    Listing(
            Parameters parameters,
            TableSchema table,
            Optional<IndexSchema> index,
            Optional<Condition> filter,
            Optional<Projection> projection) {
        this.parameters = parameters;
        this.table = table;
        this.index = index;
        this.filter = filter;
        this.projection = projection;
        projection.ifPresent(paths -> Checks.projection(table, paths));
        filter.ifPresent(condition -> Checks.condition(table, condition));
        if (index.isPresent()) {
            checkIndex(index.get());
        }
    }

    private void checkIndex(IndexSchema found) {
        boolean all = "ALL_ATTRIBUTES".equals(parameters.select);
        if (found.global() && all && found.projection() != ProjectionType.ALL) {
            throw Sentence.SELECT_ALL_OF_GLOBAL.refusal(found.name());
        }
        projection.ifPresent(paths -> Checks.projected(table, found, paths.paths(), false));
    }

    /** Whether items have to be fetched from the table because the index lacks something. */
    private boolean fetches(Fetching fetching) {
        boolean partial =
                index.filter(found -> found.projection() != ProjectionType.ALL).isPresent();
        return (partial && "ALL_ATTRIBUTES".equals(parameters.select))
                || fetching.isNeeded(index, projection.map(Projection::paths));
    }

    /** The range of keys with those left out that come up to the starting key. */
    KeyRange startingBehind(
            KeyRange range, @Nullable Map<String, Value> start, Direction direction) {
        if (start == null) {
            return range;
        }
        Key key =
                index.map(found -> ItemSpace.indexRow(table, found, start))
                        .orElseGet(() -> ItemSpace.item(table, start));
        return direction == Direction.ASCENDING ? range.after(key) : range.before(key);
    }

    /** Reads a page and writes the answer. */
    byte[] answer(Reader reader, KeyRange range, Direction direction) {
        var fetching = new Fetching(table, parameters.isConsistent());
        boolean fetch = fetches(fetching);
        boolean count = "COUNT".equals(parameters.select);
        var capacity = new Capacity(table.name());
        List<StoredItem> found = new ArrayList<>();
        var last = new Last();
        int limit = parameters.limit == null ? Integer.MAX_VALUE : parameters.limit;
        var counter = new int[1];
        Pages.Extent extent =
                Pages.read(
                        reader,
                        range,
                        direction,
                        limit,
                        entry -> {
                            var item = new StoredItem(entry.value());
                            last.item = item;
                            StoredItem whole = fetch ? fetching.item(reader, item, capacity) : item;
                            if (filter.isEmpty()
                                    || Evaluation.isTrue(filter.get(), Fields.of(whole))) {
                                counter[0]++;
                                if (!count) {
                                    found.add(whole);
                                }
                            }
                            return item.size();
                        });
        capacity.addPage(index, extent.bytes(), parameters.isConsistent());
        return JsonOutput.object(
                count ? 0 : extent.bytes(),
                out -> {
                    if (!count) {
                        writeItems(out, found);
                    }
                    out.writeNumberProperty("Count", counter[0]);
                    out.writeNumberProperty("ScannedCount", extent.count());
                    StoredItem lastItem = last.item;
                    if (extent.full() && lastItem != null) {
                        out.writeName("LastEvaluatedKey");
                        new ValueWriter(out).attributes(table.place(index, lastItem));
                    }
                    if (parameters.capacityReport() != CapacityReport.NONE) {
                        out.writeName("ConsumedCapacity");
                        capacity.write(out, parameters.capacityReport(), false);
                    }
                });
    }

    /** The last item that was looked at. */
    private static final class Last {
        private @Nullable StoredItem item;
    }

    private void writeItems(JsonGenerator out, List<StoredItem> items) {
        out.writeName("Items");
        out.writeStartArray();
        for (StoredItem item : items) {
            SingleItems.write(out, item, projection);
        }
        out.writeEndArray();
    }

    /** Checks that a starting key has the attributes of the keys and no others, of their types. */
    static void checkStart(
            TableSchema table,
            Optional<IndexSchema> index,
            Map<String, Value> start,
            Sentence otherNames) {
        var names = index.map(table::keyNames).orElseGet(table::keyNames);
        if (!start.keySet().equals(names)) {
            throw otherNames.refusal();
        }
        Map<String, dev.hedgerow.tables.value.Type> types = table.keyTypes();
        for (String name : names) {
            if (Checks.present(start.get(name)).type() != types.get(name)) {
                throw Sentence.START_SCHEMA.refusal();
            }
        }
    }

    static void checkSelect(Parameters p, Sentence projectedWithoutIndex) {
        boolean specific = p.projectionExpression != null || p.attributesToGet != null;
        String select = p.select;
        if (select == null) {
            return;
        }
        if (select.equals("SPECIFIC_ATTRIBUTES") && !specific) {
            throw Sentence.SELECT_SPECIFIC.refusal();
        }
        if (select.equals("ALL_PROJECTED_ATTRIBUTES") && p.indexName == null) {
            throw projectedWithoutIndex.refusal();
        }
        if (!select.equals("SPECIFIC_ATTRIBUTES") && specific) {
            throw Sentence.SELECT_NOT_SPECIFIC.refusal(
                    p.projectionExpression != null ? "ProjectionExpression" : "AttributesToGet",
                    select.equals("COUNT") ? "only the Count" : select);
        }
    }
}
