package dev.hedgerow.tables;

import dev.hedgerow.tables.BackupRows.Backup;
import dev.hedgerow.tables.wire.JsonOutput;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** Backups as the protocol shows them. */
final class BackupAnswers {
    private BackupAnswers() {}

    static void details(JsonGenerator out, Backup backup, String status) {
        out.writeStartObject();
        out.writeStringProperty("BackupArn", backup.arn());
        out.writeStringProperty("BackupName", backup.name());
        out.writeNumberProperty("BackupCreationDateTime", backup.createdMillis() / 1000.0);
        out.writeNumberProperty("BackupSizeBytes", backup.size().bytes());
        out.writeStringProperty("BackupStatus", status);
        out.writeStringProperty("BackupType", "USER");
        out.writeEndObject();
    }

    static byte[] described(Backup backup, String status) {
        return JsonOutput.object(out -> {
            out.writeName("BackupDescription");
            out.writeStartObject();
            out.writeName("BackupDetails");
            details(out, backup, status);
            out.writeName("SourceTableDetails");
            source(out, backup);
            out.writeName("SourceTableFeatureDetails");
            features(out, backup.table());
            out.writeEndObject();
        });
    }

    private static void source(JsonGenerator out, Backup backup) {
        TableSchema table = backup.table();
        out.writeStartObject();
        out.writeStringProperty("TableName", table.name());
        out.writeStringProperty("TableId", TableDescription.id(table.id()));
        out.writeStringProperty("TableArn", Arns.table(table.name()));
        out.writeNumberProperty("TableSizeBytes", backup.size().bytes());
        out.writeNumberProperty("ItemCount", backup.size().items());
        out.writeNumberProperty("TableCreationDateTime", table.createdMillis() / 1000.0);
        out.writeStringProperty(
                "BillingMode",
                table.settings().onDemand()
                        ? CreateTableRequest.ON_DEMAND
                        : CreateTableRequest.BILLING.getFirst());
        TableDescription.keys(out, table.keys());
        TableDescription.throughput(out, table.settings().throughput());
        out.writeEndObject();
    }

    private static void features(JsonGenerator out, TableSchema table) {
        out.writeStartObject();
        indexes(out, "LocalSecondaryIndexes", table, false);
        indexes(out, "GlobalSecondaryIndexes", table, true);
        Optional<StreamView> stream = table.settings().stream();
        if (stream.isPresent()) {
            out.writeName("StreamDescription");
            out.writeStartObject();
            out.writeBooleanProperty("StreamEnabled", true);
            out.writeStringProperty("StreamViewType", stream.get().view().name());
            out.writeEndObject();
        }
        Optional<Expiry> expiry = table.settings().expiry();
        if (expiry.isPresent()) {
            out.writeName("TimeToLiveDescription");
            out.writeStartObject();
            out.writeStringProperty("AttributeName", expiry.get().attribute());
            out.writeStringProperty("TimeToLiveStatus", expiry.get().state().name());
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    private static void indexes(
            JsonGenerator out, String member, TableSchema table, boolean global) {
        List<IndexSchema> indexes =
                table.indexes().stream().filter(index -> index.global() == global).toList();
        if (!indexes.isEmpty()) {
            out.writeName(member);
            out.writeStartArray();
            for (IndexSchema index : indexes) {
                out.writeStartObject();
                out.writeStringProperty("IndexName", index.name());
                TableDescription.keys(out, index.keys());
                TableDescription.projection(out, index);
                if (global) {
                    TableDescription.throughput(out, index.throughput());
                }
                out.writeEndObject();
            }
            out.writeEndArray();
        }
    }

    static byte[] listed(List<Backup> backups, boolean more) {
        return JsonOutput.object(out -> {
            out.writeName("BackupSummaries");
            out.writeStartArray();
            for (Backup backup : backups) {
                out.writeStartObject();
                out.writeStringProperty("TableName", backup.table().name());
                out.writeStringProperty("TableId", TableDescription.id(backup.table().id()));
                out.writeStringProperty("TableArn", Arns.table(backup.table().name()));
                out.writeStringProperty("BackupArn", backup.arn());
                out.writeStringProperty("BackupName", backup.name());
                out.writeNumberProperty("BackupCreationDateTime", backup.createdMillis() / 1000.0);
                out.writeStringProperty("BackupStatus", "AVAILABLE");
                out.writeStringProperty("BackupType", "USER");
                out.writeNumberProperty("BackupSizeBytes", backup.size().bytes());
                out.writeEndObject();
            }
            out.writeEndArray();
            if (more) {
                out.writeStringProperty("LastEvaluatedBackupArn", backups.getLast().arn());
            }
        });
    }
}
