package dev.hedgerow.tables.reference;

import dev.hedgerow.tables.reference.TableModel.Backup;
import dev.hedgerow.tables.reference.TableModel.Table;
import dev.hedgerow.tables.reference.TableRequest.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Time to live, tags, backups, recovery and what an account may have. */
final class KeepingRequests {
    private static final String NO_BACKUP =
            "arn:aws:dynamodb:us-east-1:000000000000:table/red/backup/00000000000001-00000001";

    private final SplittableRandom random;
    private final TableModel model;
    private final TableRequests tables;

    KeepingRequests(SplittableRandom random, TableModel model, TableRequests tables) {
        this.random = random;
        this.model = model;
        this.tables = tables;
    }

    TableRequest any() {
        return switch (random.nextInt(15)) {
            case 0, 1 -> expire();
            case 2 -> expiry();
            case 3, 4 -> tag();
            case 5 -> untag();
            case 6 -> tags();
            case 7 -> backup();
            case 8 -> backupDescribed();
            case 9 -> backups();
            case 10 -> backupDeleted();
            case 11 -> restore();
            case 12 -> recover();
            case 13 -> random.nextBoolean() ? recovery() : recovered();
            default -> limits();
        };
    }

    private TableRequest expire() {
        String name = tables.name();
        String attribute = random.nextInt(4) == 0 ? "y" : "x";
        boolean on = random.nextBoolean();
        return TableRequests.request(
                "UpdateTimeToLive",
                "{'TableName':'%s','TimeToLiveSpecification':{'Enabled':%s,'AttributeName':'%s'}}"
                        .formatted(name, on, attribute),
                tables.of(
                        name,
                        table -> {
                            if (table.expiry.isEmpty() && !on) {
                                return Told.wrong("TimeToLive is already disabled");
                            }
                            if (table.expiry.filter(now -> !now.equals(attribute)).isPresent()) {
                                return Told.wrong(
                                        "TimeToLive is active on a different AttributeName: current AttributeName is "
                                                + table.expiry.get());
                            }
                            if (table.expiry.isPresent() && on) {
                                return Told.wrong("TimeToLive is already enabled");
                            }
                            table.expiry = on ? Optional.of(attribute) : Optional.empty();
                            return Told.ok().with("TimeToLiveSpecification/Enabled", on);
                        }));
    }

    private TableRequest expiry() {
        String name = tables.name();
        return TableRequests.request(
                "DescribeTimeToLive",
                "{'TableName':'%s'}".formatted(name),
                tables.of(
                        name,
                        table ->
                                Told.ok()
                                        .with(
                                                "TimeToLiveDescription/TimeToLiveStatus",
                                                table.expiry.isPresent() ? "ENABLED" : "DISABLED")
                                        .with(
                                                "TimeToLiveDescription/AttributeName",
                                                table.expiry.orElse(null))));
    }

    /** Answers for a table that is named by its long name. */
    private TableRequest tagged(String operation, String members, Function<Table, Told> told) {
        String name = tables.name();
        String arn = "arn:aws:dynamodb:us-east-1:000000000000:table/" + name;
        Supplier<Told> run =
                () -> {
                    Table table = model.tables.get(name);
                    return table == null
                            ? Told.error(
                                    "ResourceNotFoundException",
                                    "Requested resource not found: ResourcArn: %s not found"
                                            .formatted(arn))
                            : told.apply(table);
                };
        return TableRequests.request(
                operation, "{'ResourceArn':'%s'%s}".formatted(arn, members), run);
    }

    private TableRequest tag() {
        var added = new TreeMap<String, String>();
        var parts = new ArrayList<String>();
        for (int i = random.nextInt(3); i > 0; i--) {
            String key = "key" + random.nextInt(30);
            if (added.putIfAbsent(key, "v" + random.nextInt(3)) == null) {
                parts.add("{'Key':'%s','Value':'%s'}".formatted(key, added.get(key)));
            }
        }
        String members = ",'Tags':[" + String.join(",", parts) + "]";
        if (parts.isEmpty()) {
            return TableRequests.request(
                    "TagResource",
                    "{'ResourceArn':'arn:aws:dynamodb:us-east-1:000000000000:table/red'%s}"
                            .formatted(members),
                    () -> Told.wrong("Atleast one Tag needs to be provided as Input."));
        }
        return tagged(
                "TagResource",
                members,
                table -> {
                    table.tags.putAll(added);
                    return Told.ok();
                });
    }

    private TableRequest untag() {
        String key = "key" + random.nextInt(30);
        return tagged(
                "UntagResource",
                ",'TagKeys':['%s']".formatted(key),
                table -> {
                    table.tags.remove(key);
                    return Told.ok();
                });
    }

    /** The first page, which has 25. */
    private TableRequest tags() {
        return tagged(
                "ListTagsOfResource",
                "",
                table -> {
                    List<String> values = table.tags.values().stream().limit(25).sorted().toList();
                    return Told.ok().with("Tags/*/Value", values.isEmpty() ? null : values);
                });
    }

    private TableRequest backup() {
        String name = tables.name();
        String called = "backup-" + random.nextInt(1000);
        return TableRequests.request(
                "CreateBackup",
                "{'TableName':'%s','BackupName':'%s'}".formatted(name, called),
                () -> {
                    Table table = model.tables.get(name);
                    if (table == null) {
                        return Told.error("TableNotFoundException", "Table not found: " + name);
                    }
                    model.made = new Backup(called, name, table.restored());
                    return Told.ok().with("BackupDetails/BackupStatus", "AVAILABLE");
                });
    }

    private String someBackup() {
        List<String> known = List.copyOf(model.backups.keySet());
        return known.isEmpty() || random.nextInt(8) == 0
                ? NO_BACKUP
                : known.get(random.nextInt(known.size()));
    }

    private TableRequest ofBackup(
            String operation, String arn, String members, Function<Backup, Told> told) {
        return TableRequests.request(
                operation,
                "{'BackupArn':'%s'%s}".formatted(arn, members),
                () -> {
                    Backup backup = model.backups.get(arn);
                    return backup == null
                            ? Told.error("BackupNotFoundException", "Backup not found: " + arn)
                            : told.apply(backup);
                });
    }

    private TableRequest backupDescribed() {
        return ofBackup(
                "DescribeBackup",
                someBackup(),
                "",
                backup ->
                        Told.ok()
                                .with("BackupDescription/BackupDetails/BackupName", backup.name())
                                .with(
                                        "BackupDescription/SourceTableDetails/TableName",
                                        backup.table()));
    }

    private TableRequest backups() {
        String name = tables.name();
        return TableRequests.request(
                "ListBackups",
                "{'TableName':'%s'}".formatted(name),
                () -> {
                    List<String> names =
                            model.backups.values().stream()
                                    .filter(backup -> backup.table().equals(name))
                                    .map(Backup::name)
                                    .sorted()
                                    .toList();
                    return Told.ok()
                            .with("BackupSummaries/*/BackupName", names.isEmpty() ? null : names);
                });
    }

    private TableRequest backupDeleted() {
        String arn = someBackup();
        return ofBackup(
                "DeleteBackup",
                arn,
                "",
                _ -> {
                    model.backups.remove(arn);
                    return Told.ok()
                            .with("BackupDescription/BackupDetails/BackupStatus", "DELETED");
                });
    }

    private Told restored(String target, Table from) {
        if (model.tables.containsKey(target)) {
            return Told.error("TableAlreadyExistsException", "Table already exists: " + target);
        }
        model.tables.put(target, from.restored());
        return Told.ok().with("TableDescription/RestoreSummary/RestoreInProgress", true);
    }

    /** A name that no table has, three times in four if there is one. */
    private String target() {
        List<String> free =
                TableRequests.NAMES.stream()
                        .filter(name -> !model.tables.containsKey(name))
                        .toList();
        return free.isEmpty() || random.nextInt(4) == 0
                ? tables.name()
                : free.get(random.nextInt(free.size()));
    }

    /** A table that can be restored to a moment, three times in four if there is one. */
    private String recoverable() {
        List<String> kept =
                model.tables.entrySet().stream()
                        .filter(each -> each.getValue().recoverable)
                        .map(Map.Entry::getKey)
                        .toList();
        return kept.isEmpty() || random.nextInt(4) == 0
                ? tables.name()
                : kept.get(random.nextInt(kept.size()));
    }

    private TableRequest restore() {
        String target = target();
        return ofBackup(
                "RestoreTableFromBackup",
                someBackup(),
                ",'TargetTableName':'%s'".formatted(target),
                backup -> restored(target, backup.then()));
    }

    private TableRequest recover() {
        String name = tables.name();
        boolean on = random.nextBoolean();
        int days = random.nextInt(4) == 0 ? 40 : random.nextInt(2) * 7;
        String members =
                "'PointInTimeRecoveryEnabled':%s%s"
                        .formatted(on, days == 0 ? "" : ",'RecoveryPeriodInDays':" + days);
        return TableRequests.request(
                "UpdateContinuousBackups",
                "{'TableName':'%s','PointInTimeRecoverySpecification':{%s}}"
                        .formatted(name, members),
                () -> {
                    if (days > 35) {
                        return Told.wrong(
                                "1 validation error detected: Value '40' at 'pointInTimeRecoverySpecification.recoveryPeriodInDays' failed to satisfy constraint: Member must have value less than or equal to 35");
                    }
                    if (!on && days > 0) {
                        return Told.wrong(
                                "Invalid Request: Cannot specify RecoveryPeriodInDays when disabling point-in-time recovery.");
                    }
                    Table table = model.tables.get(name);
                    if (table == null) {
                        return Told.error("TableNotFoundException", "Table not found: " + name);
                    }
                    table.recoverable = on;
                    return recovery(table);
                });
    }

    private static Told recovery(Table table) {
        return Told.ok()
                .with(
                        "ContinuousBackupsDescription/PointInTimeRecoveryDescription/PointInTimeRecoveryStatus",
                        table.recoverable ? "ENABLED" : "DISABLED");
    }

    private TableRequest recovery() {
        String name = tables.name();
        return TableRequests.request(
                "DescribeContinuousBackups",
                "{'TableName':'%s'}".formatted(name),
                () -> {
                    Table table = model.tables.get(name);
                    return table == null
                            ? Told.error("TableNotFoundException", "Table not found: " + name)
                            : recovery(table);
                });
    }

    /** To the latest moment there is. */
    private TableRequest recovered() {
        String name = recoverable();
        String target = target();
        boolean latest = random.nextInt(6) > 0;
        return TableRequests.request(
                "RestoreTableToPointInTime",
                "{'SourceTableName':'%s','TargetTableName':'%s','UseLatestRestorableTime':%s}"
                        .formatted(name, target, latest),
                () -> {
                    if (!latest) {
                        return Told.wrong(
                                "One or more parameter values were invalid: Either RestoreDateTime or UseLatestRestorableTime must be specified, and not both");
                    }
                    Table table = model.tables.get(name);
                    if (table == null) {
                        return Told.error("TableNotFoundException", "Table not found: " + name);
                    }
                    return table.recoverable
                            ? restored(target, table)
                            : Told.error(
                                    "PointInTimeRecoveryUnavailableException",
                                    "Point in time recovery is not enabled for table '%s'"
                                            .formatted(name));
                });
    }

    private TableRequest limits() {
        return TableRequests.request(
                "DescribeLimits",
                "{}",
                () ->
                        Told.ok()
                                .with("AccountMaxReadCapacityUnits", 80_000)
                                .with("TableMaxWriteCapacityUnits", 40_000));
    }
}
