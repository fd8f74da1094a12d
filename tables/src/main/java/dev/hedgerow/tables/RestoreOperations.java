package dev.hedgerow.tables;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.tables.BackupRows.Backup;
import dev.hedgerow.tables.TableSchema.State;
import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.wire.JsonInput;
import dev.hedgerow.tables.wire.JsonOutput;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * RestoreTableFromBackup, RestoreTableToPointInTime, UpdateContinuousBackups and
 * DescribeContinuousBackups.
 */
final class RestoreOperations {
    private static final int DAYS_MAX = 35;

    private final Store store;
    private final Reads reads;
    private final Writes writes;
    private final TableRows rows;
    private final Tending tending;
    private final World world;

    RestoreOperations(
            Store store, Reads reads, Writes writes, TableRows rows, Tending tending, World world) {
        this.store = store;
        this.reads = reads;
        this.writes = writes;
        this.rows = rows;
        this.tending = tending;
        this.world = world;
    }

    /** The parameters of both ways to restore. */
    private static final class Request {
        private @Nullable String target;
        private @Nullable String backupArn;
        private @Nullable String source;
        private @Nullable Double time;
        private boolean latest;
        private @Nullable String billingMode;
        private @Nullable ThroughputRequest throughput;
        private @Nullable List<IndexRequest> globalIndexes;
        private @Nullable List<IndexRequest> localIndexes;

        static Request read(byte[] body) {
            var request = new Request();
            JsonInput.read(body, request::member);
            return request;
        }

        private void member(String name, JsonInput input) {
            switch (name) {
                case "TargetTableName" -> target = input.string();
                case "BackupArn" -> backupArn = input.string();
                case "SourceTableName", "SourceTableArn" -> source = Arns.tableName(input.string());
                case "RestoreDateTime" -> time = input.number();
                case "UseLatestRestorableTime" -> latest = input.bool();
                case "BillingModeOverride" -> billingMode = input.string();
                case "ProvisionedThroughputOverride" -> throughput = ThroughputRequest.read(input);
                case "GlobalSecondaryIndexOverride" ->
                        globalIndexes = input.list(() -> IndexRequest.read(input));
                case "LocalSecondaryIndexOverride" ->
                        localIndexes = input.list(() -> IndexRequest.read(input));
                default -> input.skip();
            }
        }

        Constraints constraints() {
            var constraints =
                    new Constraints()
                            .notNull("targetTableName", target)
                            .name("targetTableName", target, 3)
                            .oneOf("billingModeOverride", billingMode, CreateTableRequest.BILLING);
            if (throughput != null) {
                throughput.check(constraints, "provisionedThroughputOverride");
            }
            return constraints;
        }

        /** The indexes that the new table has: those that were named, all when none were. */
        List<IndexSchema> indexes(TableSchema table) {
            Set<String> wanted = names(globalIndexes, table, true);
            wanted.addAll(names(localIndexes, table, false));
            for (String name : wanted) {
                if (table.index(name).isEmpty()) {
                    throw Sentence.RESTORE_INDEX_UNKNOWN.refusal(name);
                }
            }
            return table.indexes().stream()
                    .filter(index -> index.state() == IndexSchema.State.ACTIVE)
                    .filter(index -> wanted.contains(index.name()))
                    .toList();
        }

        private static Set<String> names(
                @Nullable List<IndexRequest> wanted, TableSchema table, boolean global) {
            return wanted == null
                    ? table.indexes().stream()
                            .filter(index -> index.global() == global)
                            .map(IndexSchema::name)
                            .collect(Collectors.toSet())
                    : wanted.stream()
                            .map(index -> Checks.present(index.name))
                            .collect(Collectors.toSet());
        }

        TableSettings settings(TableSchema table, long nowMillis) {
            boolean onDemand =
                    billingMode == null
                            ? table.settings().onDemand() && throughput == null
                            : billingMode.equals(CreateTableRequest.ON_DEMAND);
            Throughput units =
                    throughput == null ? table.settings().throughput() : throughput.units();
            if (!onDemand && units.equals(Throughput.ON_DEMAND)) {
                throw Sentence.UPDATE_UNITS_MISSING.refusal();
            }
            return new TableSettings(
                    onDemand ? Throughput.ON_DEMAND : units,
                    onDemand ? nowMillis : 0,
                    false,
                    table.settings().infrequentAccess(),
                    Optional.empty(),
                    Optional.empty(),
                    0);
        }
    }

    byte[] fromBackup(byte[] body) {
        Request request = Request.read(body);
        request.constraints().notNull("backupArn", request.backupArn).check();
        Arns.Part part = BackupOperations.part(Checks.present(request.backupArn));
        return writes.transact((tx, _) -> {
            Backup backup = BackupOperations.require(tx, part);
            var restore =
                    new Restore(
                            backup.table().id(),
                            backup.table().name(),
                            Optional.of(backup.arn()),
                            backup.at(),
                            false);
            return restored(tx, request, backup.table(), restore);
        });
    }

    byte[] toTime(byte[] body) {
        Request request = Request.read(body);
        request.constraints().notNull("sourceTableName", request.source).check();
        if (request.latest == (request.time != null)) {
            throw Sentence.RESTORE_TIME_MISSING.refusal();
        }
        String source = Checks.present(request.source);
        return writes.transact((tx, lookup) -> {
            TableSchema table =
                    lookup.find(source)
                            .filter(found -> found.state() != State.DELETING)
                            .orElseThrow(() -> Sentence.BACKUP_TABLE_NOT_FOUND.refusal(source));
            if (table.settings().recoverableSince() == 0) {
                throw Sentence.RECOVERY_OFF.refusal(source);
            }
            Stamp at = request.latest ? tx.stamp() : at(tx, table, Checks.present(request.time));
            TableSchema then = then(tx, table, at);
            var restore = new Restore(table.id(), table.name(), Optional.empty(), at, false);
            return restored(tx, request, then, restore);
        });
    }

    private Stamp at(Transaction tx, TableSchema table, double seconds) {
        var time = Instant.ofEpochMilli((long) (seconds * 1000));
        if (time.toEpochMilli() < table.settings().recoverableSince()) {
            throw Sentence.RESTORE_TIME_INVALID.refusal();
        }
        if (time.toEpochMilli() > world.clock().millis()) {
            throw Sentence.RESTORE_TIME_INVALID.refusal();
        }
        // what is not written yet is later than any time that is over
        Stamp at = Stamp.endOf(time);
        return at.isAfter(tx.stamp()) ? tx.stamp() : at;
    }

    /** The table as it was. */
    private TableSchema then(Transaction tx, TableSchema table, Stamp at) {
        try {
            Reader past = tx.past(at);
            return rows.find(past, table).orElseThrow(Sentence.RESTORE_TIME_INVALID::refusal);
        } catch (HedgerowException e) {
            if (e.failure() == Failure.HISTORY_GONE) {
                throw Sentence.RESTORE_TIME_INVALID.refusal();
            }
            throw e;
        }
    }

    private byte[] restored(Transaction tx, Request request, TableSchema source, Restore restore) {
        String name = Checks.present(request.target);
        Asking.check(name);
        if (rows.find(tx, name).isPresent()) {
            throw Sentence.RESTORE_TABLE_EXISTS.refusal(name);
        }
        long now = world.clock().millis();
        var table =
                new TableSchema(
                        name,
                        TableRows.nextId(tx),
                        State.CREATING,
                        now,
                        source.keys(),
                        request.indexes(source),
                        request.settings(source, now));
        TableRows.put(tx, table);
        restore.put(tx, table.id());
        tending.ask(tx, table);
        return TableDescription.answer("TableDescription", tx, table);
    }

    byte[] update(byte[] body) {
        var name = new String[1];
        var enabled = new Boolean[1];
        var days = new Integer[1];
        var specified = new boolean[1];
        JsonInput.read(
                body,
                (member, input) -> {
                    switch (member) {
                        case "TableName" -> name[0] = input.string();
                        case "PointInTimeRecoverySpecification" -> {
                            specified[0] = true;
                            input.structure((part, value) -> {
                                switch (part) {
                                    case "PointInTimeRecoveryEnabled" -> enabled[0] = value.bool();
                                    case "RecoveryPeriodInDays" -> days[0] = value.integer();
                                    default -> value.skip();
                                }
                            });
                        }
                        default -> input.skip();
                    }
                });
        String place = "pointInTimeRecoverySpecification";
        var constraints =
                new Constraints()
                        .notNull("tableName", name[0])
                        .name("tableName", name[0], 1)
                        .notNull(place, specified[0] ? specified : null);
        if (specified[0]) {
            constraints
                    .notNull(place + ".pointInTimeRecoveryEnabled", enabled[0])
                    .atLeast(place + ".recoveryPeriodInDays", days[0], 1)
                    .atMost(place + ".recoveryPeriodInDays", days[0], DAYS_MAX);
        }
        constraints.check();
        boolean on = Checks.present(enabled[0]);
        if (!on && days[0] != null) {
            throw Sentence.RECOVERY_DAYS.refusal();
        }
        return writes.transact((tx, lookup) -> {
            TableSchema table = require(lookup, Checks.present(name[0]));
            long before = table.settings().recoverableSince();
            long since = !on ? 0 : before == 0 ? world.clock().millis() : before;
            TableSchema changed = table.with(table.settings().withRecoverableSince(since));
            TableRows.put(tx, changed);
            return described(changed);
        });
    }

    private static TableSchema require(Lookup lookup, String nameOrArn) {
        String name = Arns.tableName(nameOrArn);
        return lookup.find(name).orElseThrow(() -> Sentence.BACKUP_TABLE_NOT_FOUND.refusal(name));
    }

    byte[] describe(byte[] body) {
        String name = TableOperations.name(body);
        return reads.read(lookup -> {
            TableSchema table = require(lookup, name);
            return new Reads.Plan<>(List.of(), _ -> described(table));
        });
    }

    private byte[] described(TableSchema table) {
        long since = table.settings().recoverableSince();
        return JsonOutput.object(out -> {
            out.writeName("ContinuousBackupsDescription");
            out.writeStartObject();
            out.writeStringProperty("ContinuousBackupsStatus", "ENABLED");
            out.writeName("PointInTimeRecoveryDescription");
            out.writeStartObject();
            out.writeStringProperty(
                    "PointInTimeRecoveryStatus", since == 0 ? "DISABLED" : "ENABLED");
            if (since > 0) {
                long oldest = store.oldest().instant().toEpochMilli();
                out.writeNumberProperty(
                        "EarliestRestorableDateTime", Math.max(since, oldest) / 1000.0);
                out.writeNumberProperty(
                        "LatestRestorableDateTime", world.clock().millis() / 1000.0);
            }
            out.writeEndObject();
            out.writeEndObject();
        });
    }
}
