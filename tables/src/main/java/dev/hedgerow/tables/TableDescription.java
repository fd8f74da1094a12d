package dev.hedgerow.tables;

import dev.hedgerow.store.Reader;
import dev.hedgerow.tables.IndexSchema.ProjectionType;
import dev.hedgerow.tables.TableSchema.State;
import dev.hedgerow.tables.wire.JsonOutput;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** A table as the protocol describes it. */
final class TableDescription {
    private TableDescription() {}

    /** An answer that describes a table, with what else is known of it at the moment. */
    static byte[] answer(String member, Reader reader, TableSchema table) {
        Counts counts = Counts.read(reader, table.id());
        Optional<Restore> restore = Restore.find(reader, table.id());
        return JsonOutput.object(out -> {
            out.writeName(member);
            write(out, table, counts, restore);
        });
    }

    private static void write(
            JsonGenerator out, TableSchema table, Counts counts, Optional<Restore> restore) {
        out.writeStartObject();
        out.writeStringProperty("TableName", table.name());
        out.writeStringProperty("TableStatus", table.state().name());
        out.writeStringProperty("TableArn", Arns.table(table.name()));
        out.writeStringProperty("TableId", id(table.id()));
        out.writeNumberProperty("CreationDateTime", table.createdMillis() / 1000.0);
        Counts.Count count = counts.of(ItemSpace.TABLE_ITSELF);
        out.writeNumberProperty("ItemCount", count.items());
        out.writeNumberProperty("TableSizeBytes", count.bytes());
        out.writeBooleanProperty(
                "DeletionProtectionEnabled", table.settings().deletionProtection());
        out.writeName("AttributeDefinitions");
        out.writeStartArray();
        for (var type : table.keyTypes().entrySet()) {
            pair(out, type.getKey(), "AttributeType", type.getValue().name());
        }
        out.writeEndArray();
        keys(out, table.keys());
        billing(out, table.settings());
        throughput(out, table.settings().throughput());
        stream(out, table);
        indexes(out, "LocalSecondaryIndexes", table, counts, false);
        indexes(out, "GlobalSecondaryIndexes", table, counts, true);
        if (restore.isPresent()) {
            restore(out, restore.get());
        }
        out.writeEndObject();
    }

    private static void pair(JsonGenerator out, String name, String member, String value) {
        out.writeStartObject();
        out.writeStringProperty("AttributeName", name);
        out.writeStringProperty(member, value);
        out.writeEndObject();
    }

    static void keys(JsonGenerator out, KeySchema keys) {
        out.writeName("KeySchema");
        out.writeStartArray();
        keys.hash().forEach(key -> pair(out, key.name(), "KeyType", "HASH"));
        keys.range().forEach(key -> pair(out, key.name(), "KeyType", "RANGE"));
        out.writeEndArray();
    }

    private static void restore(JsonGenerator out, Restore restore) {
        out.writeName("RestoreSummary");
        out.writeStartObject();
        if (restore.backup().isPresent()) {
            out.writeStringProperty("SourceBackupArn", restore.backup().get());
        }
        out.writeStringProperty("SourceTableArn", Arns.table(restore.table()));
        out.writeNumberProperty("RestoreDateTime", restore.at().instant().toEpochMilli() / 1000.0);
        out.writeBooleanProperty("RestoreInProgress", !restore.done());
        out.writeEndObject();
    }

    static String id(long number) {
        return "%08x-0000-4000-8000-000000000000".formatted(number);
    }

    private static void billing(JsonGenerator out, TableSettings settings) {
        if (settings.onDemand()) {
            out.writeName("BillingModeSummary");
            out.writeStartObject();
            out.writeStringProperty("BillingMode", CreateTableRequest.ON_DEMAND);
            out.writeNumberProperty(
                    "LastUpdateToPayPerRequestDateTime", settings.onDemandSince() / 1000.0);
            out.writeEndObject();
        }
        if (settings.infrequentAccess()) {
            out.writeName("TableClassSummary");
            out.writeStartObject();
            out.writeStringProperty("TableClass", CreateTableRequest.CLASSES.getLast());
            out.writeEndObject();
        }
    }

    static void throughput(JsonGenerator out, Throughput units) {
        out.writeName("ProvisionedThroughput");
        out.writeStartObject();
        out.writeNumberProperty("NumberOfDecreasesToday", 0);
        out.writeNumberProperty("ReadCapacityUnits", units.reads());
        out.writeNumberProperty("WriteCapacityUnits", units.writes());
        out.writeEndObject();
    }

    private static void stream(JsonGenerator out, TableSchema table) {
        Optional<StreamView> stream = table.settings().stream();
        if (stream.isPresent()) {
            out.writeName("StreamSpecification");
            out.writeStartObject();
            out.writeBooleanProperty("StreamEnabled", true);
            out.writeStringProperty("StreamViewType", stream.get().view().name());
            out.writeEndObject();
            String label = Arns.label(stream.get().createdMillis());
            out.writeStringProperty("LatestStreamLabel", label);
            out.writeStringProperty("LatestStreamArn", Arns.stream(table.name(), label));
        }
    }

    private static void indexes(
            JsonGenerator out, String member, TableSchema table, Counts counts, boolean global) {
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
            out.writeStringProperty("IndexArn", Arns.index(table.name(), index.name()));
            if (global) {
                status(out, table, index);
                throughput(out, index.throughput());
            }
            Counts.Count count = counts.of(index.number());
            out.writeNumberProperty("ItemCount", count.items());
            out.writeNumberProperty("IndexSizeBytes", count.bytes());
            keys(out, index.keys());
            projection(out, index);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void status(JsonGenerator out, TableSchema table, IndexSchema index) {
        boolean whole = table.state() == State.CREATING || table.state() == State.DELETING;
        boolean filling = index.state() == IndexSchema.State.BACKFILLING;
        out.writeStringProperty(
                "IndexStatus",
                whole
                        ? table.state().name()
                        : (filling ? IndexSchema.State.CREATING : index.state()).name());
        // an index that was made with its table does not say so
        if (filling || index.state() == IndexSchema.State.CREATING) {
            out.writeBooleanProperty("Backfilling", filling);
        }
    }

    static void projection(JsonGenerator out, IndexSchema index) {
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
