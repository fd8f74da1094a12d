package dev.hedgerow.tables;

import dev.hedgerow.kernel.World;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Reader.Direction;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.tables.BackupRows.Backup;
import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.wire.JsonInput;
import dev.hedgerow.tables.wire.JsonOutput;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CreateBackup, DescribeBackup, ListBackups and DeleteBackup. */
final class BackupOperations {
    static final int LIST_MAX = 100;
    private static final List<String> TYPES = List.of("USER", "SYSTEM", "AWS_BACKUP", "ALL");
    private static final int ARN_LEAST = 37;
    private static final int ARN_MOST = 1024;

    private final Reads reads;
    private final Writes writes;
    private final World world;

    BackupOperations(Reads reads, Writes writes, World world) {
        this.reads = reads;
        this.writes = writes;
        this.world = world;
    }

    /** The parameters of all of them. */
    private static final class Request {
        private @Nullable String tableName;
        private @Nullable String backupName;
        private @Nullable String backupArn;
        private @Nullable String startArn;
        private @Nullable String type;
        private @Nullable Integer limit;
        private double notBefore;
        private double before = Double.MAX_VALUE;

        static Request read(byte[] body) {
            var request = new Request();
            JsonInput.read(body, request::member);
            return request;
        }

        private void member(String name, JsonInput input) {
            switch (name) {
                case "TableName" -> tableName = input.string();
                case "BackupName" -> backupName = input.string();
                case "BackupArn" -> backupArn = input.string();
                case "ExclusiveStartBackupArn" -> startArn = input.string();
                case "BackupType" -> type = input.string();
                case "Limit" -> limit = input.integer();
                case "TimeRangeLowerBound" -> notBefore = input.number();
                case "TimeRangeUpperBound" -> before = input.number();
                default -> input.skip();
            }
        }

        Arns.Part backup() {
            new Constraints()
                    .notNull("backupArn", backupArn)
                    .chars("backupArn", backupArn, ARN_LEAST, ARN_MOST)
                    .check();
            return part(Checks.present(backupArn));
        }
    }

    static Arns.Part part(String arn) {
        return Arns.backupOf(arn).orElseThrow(() -> Sentence.BACKUP_ARN.refusal(arn));
    }

    static Backup require(Reader reader, Arns.Part part) {
        Asking.check(part.table());
        return BackupRows.find(reader, part)
                .orElseThrow(() ->
                        Sentence.BACKUP_NOT_FOUND.refusal(Arns.backup(part.table(), part.name())));
    }

    byte[] create(byte[] body) {
        Request request = Request.read(body);
        new Constraints()
                .notNull("tableName", request.tableName)
                .name("tableName", request.tableName, 1)
                .notNull("backupName", request.backupName)
                .name("backupName", request.backupName, 3)
                .check();
        String name = Arns.tableName(Checks.present(request.tableName));
        return writes.transact((tx, lookup) -> {
            TableSchema table =
                    lookup.find(name)
                            .filter(found -> found.state().serves())
                            .orElseThrow(() -> Sentence.BACKUP_TABLE_NOT_FOUND.refusal(name));
            long now = world.clock().millis();
            String id = "%014d-%08x".formatted(now, TableRows.nextId(tx));
            Counts.Count size = Counts.read(tx, table.id()).of(ItemSpace.TABLE_ITSELF);
            var backup =
                    new Backup(
                            id, Checks.present(request.backupName), table, tx.stamp(), now, size);
            BackupRows.put(tx, backup);
            return JsonOutput.object(out -> {
                out.writeName("BackupDetails");
                BackupAnswers.details(out, backup, "AVAILABLE");
            });
        });
    }

    byte[] describe(byte[] body) {
        Arns.Part part = Request.read(body).backup();
        return reads.read(lookup -> {
            Backup backup = lookup.read(reader -> require(reader, part));
            return new Reads.Plan<>(List.of(), _ -> BackupAnswers.described(backup, "AVAILABLE"));
        });
    }

    byte[] delete(byte[] body) {
        Arns.Part part = Request.read(body).backup();
        return writes.transact((tx, _) -> delete(tx, part));
    }

    private static byte[] delete(Transaction tx, Arns.Part part) {
        Backup backup = require(tx, part);
        BackupRows.remove(tx, backup);
        return BackupAnswers.described(backup, "DELETED");
    }

    byte[] list(byte[] body) {
        Request request = Request.read(body);
        new Constraints()
                .name("tableName", request.tableName, 1)
                .atLeast("limit", request.limit, 1)
                .atMost("limit", request.limit, LIST_MAX)
                .oneOf("backupType", request.type, TYPES)
                .check();
        if (request.tableName == null) {
            Asking.checkAll();
        } else {
            Asking.check(Arns.tableName(request.tableName));
        }
        KeyRange all =
                request.tableName == null
                        ? BackupRows.all()
                        : BackupRows.of(Arns.tableName(request.tableName));
        KeyRange range = all;
        if (request.startArn != null) {
            Arns.Part start = part(request.startArn);
            range = all.after(BackupRows.key(start.table(), start.name()));
        }
        KeyRange rest = range;
        return reads.read(
                _ -> new Reads.Plan<>(List.of(), reader -> listed(reader, rest, request)));
    }

    private static byte[] listed(Reader reader, KeyRange range, Request request) {
        int limit = request.limit == null ? LIST_MAX : request.limit;
        boolean own =
                request.type == null || !List.of("SYSTEM", "AWS_BACKUP").contains(request.type);
        var found = new ArrayList<Backup>();
        KeyRange rest = range;
        List<Reader.Entry> page;
        do {
            page = reader.scan(rest, LIST_MAX, Direction.ASCENDING);
            for (Reader.Entry row : page) {
                Backup backup = BackupRows.decode(row);
                double seconds = backup.createdMillis() / 1000.0;
                if (own && seconds >= request.notBefore && seconds < request.before) {
                    found.add(backup);
                }
                rest = rest.after(row.key());
            }
        } while (page.size() == LIST_MAX && found.size() <= limit);
        boolean more = found.size() > limit;
        return BackupAnswers.listed(found.subList(0, Math.min(limit, found.size())), more);
    }
}
