package dev.hedgerow.tables;

import dev.hedgerow.tables.value.Value;
import dev.hedgerow.tables.wire.ValueWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** What a request is told of the items that share a partition with its own. */
final class ItemCollections {
    private ItemCollections() {}

    /** Writes the member; only tables with local indexes have such collections. */
    static void write(JsonGenerator out, TableSchema table, Map<String, Value> attributes) {
        if (table.indexes().stream().anyMatch(index -> !index.global())) {
            out.writeName("ItemCollectionMetrics");
            writeObject(out, table, attributes);
        }
    }

    private static void writeObject(
            JsonGenerator out, TableSchema table, Map<String, Value> attributes) {
        var key = new LinkedHashMap<String, Value>();
        for (KeyAttribute part : table.keys().hash()) {
            key.put(part.name(), Checks.present(attributes.get(part.name())));
        }
        out.writeStartObject();
        out.writeName("ItemCollectionKey");
        new ValueWriter(out).attributes(key);
        // a range that holds for every collection below a gigabyte; nothing here limits them to ten
        out.writeName("SizeEstimateRangeGB");
        out.writeStartArray();
        out.writeNumber(0.0);
        out.writeNumber(1.0);
        out.writeEndArray();
        out.writeEndObject();
    }

    /** The member of an answer that may speak of several tables. */
    static void writeAll(
            JsonGenerator out, List<ItemChange> changes, Map<String, TableSchema> tables) {
        out.writeName("ItemCollectionMetrics");
        out.writeStartObject();
        for (TableSchema table : tables.values()) {
            if (table.indexes().stream().anyMatch(index -> !index.global())) {
                out.writeName(table.name());
                out.writeStartArray();
                for (ItemChange change : changes) {
                    if (change.table().equals(table.name())) {
                        writeObject(out, table, change.attributes());
                    }
                }
                out.writeEndArray();
            }
        }
        out.writeEndObject();
    }
}
