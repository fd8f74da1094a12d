package dev.hedgerow.tables;

import dev.hedgerow.tables.IndexSchema.ProjectionType;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** A table as the protocol describes it. */
final class TableDescription {
    private static final String ARN = "arn:aws:dynamodb:us-east-1:000000000000:table/";

    private TableDescription() {}

    static void write(JsonGenerator out, TableSchema table) {
        out.writeStartObject();
        out.writeStringProperty("TableName", table.name());
        out.writeStringProperty("TableStatus", table.state().name());
        out.writeStringProperty("TableArn", ARN + table.name());
        out.writeStringProperty(
                "TableId", "%08x-0000-4000-8000-000000000000".formatted(table.id()));
        out.writeNumberProperty("CreationDateTime", table.createdMillis() / 1000.0);
        out.writeNumberProperty("ItemCount", 0);
        out.writeNumberProperty("TableSizeBytes", 0);
        out.writeBooleanProperty(
                "DeletionProtectionEnabled", table.settings().deletionProtection());
        out.writeName("AttributeDefinitions");
        out.writeStartArray();
        for (var type : table.keyTypes().entrySet()) {
            pair(out, type.getKey(), "AttributeType", type.getValue().name());
        }
        out.writeEndArray();
        keys(out, table.keys());
        throughput(out, table.settings());
        indexes(out, "LocalSecondaryIndexes", table, false);
        indexes(out, "GlobalSecondaryIndexes", table, true);
        out.writeEndObject();
    }

    private static void pair(JsonGenerator out, String name, String member, String value) {
        out.writeStartObject();
        out.writeStringProperty("AttributeName", name);
        out.writeStringProperty(member, value);
        out.writeEndObject();
    }

    private static void keys(JsonGenerator out, KeySchema keys) {
        out.writeName("KeySchema");
        out.writeStartArray();
        keys.hash().forEach(key -> pair(out, key.name(), "KeyType", "HASH"));
        keys.range().forEach(key -> pair(out, key.name(), "KeyType", "RANGE"));
        out.writeEndArray();
    }

    private static void throughput(JsonGenerator out, TableSettings settings) {
        if (settings.onDemand()) {
            out.writeName("BillingModeSummary");
            out.writeStartObject();
            out.writeStringProperty("BillingMode", "PAY_PER_REQUEST");
            out.writeEndObject();
        }
        out.writeName("ProvisionedThroughput");
        out.writeStartObject();
        out.writeNumberProperty("NumberOfDecreasesToday", 0);
        out.writeNumberProperty("ReadCapacityUnits", settings.readUnits());
        out.writeNumberProperty("WriteCapacityUnits", settings.writeUnits());
        out.writeEndObject();
    }

    private static void indexes(
            JsonGenerator out, String member, TableSchema table, boolean global) {
        List<IndexSchema> indexes =
                table.indexes().stream().filter(index -> index.global() == global).toList();
        if (indexes.isEmpty()) {
            return;
        }
        out.writeName(member);
        out.writeStartArray();
        for (IndexSchema index : indexes) {
            out.writeStartObject();
            out.writeStringProperty("IndexName", index.name());
            out.writeStringProperty("IndexArn", ARN + table.name() + "/index/" + index.name());
            if (global) {
                out.writeStringProperty("IndexStatus", table.state().name());
                throughput(out, table.settings());
            }
            out.writeNumberProperty("ItemCount", 0);
            out.writeNumberProperty("IndexSizeBytes", 0);
            keys(out, index.keys());
            projection(out, index);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void projection(JsonGenerator out, IndexSchema index) {
        out.writeName("Projection");
        out.writeStartObject();
        out.writeStringProperty("ProjectionType", index.projection().name());
        if (index.projection() == ProjectionType.INCLUDE) {
            out.writeName("NonKeyAttributes");
            out.writeStartArray();
            index.nonKeyAttributes().forEach(out::writeString);
            out.writeEndArray();
        }
        out.writeEndObject();
    }
}
